import { useEffect, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../i18n/error-text.ts";
import { Icon } from "./icons.tsx";
import { useKeys } from "./use-keys.ts";
import "./floats.css";

interface ToastEntry {
  id: number;
  text: string;
  bad: boolean;
  seconds: number;
  onUndo?: () => void;
  act?: { label: string; run: () => void };
}

let entries: readonly ToastEntry[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function put(next: readonly ToastEntry[]): void {
  entries = next;
  for (const tell of listeners) tell();
}

/** How many stand at once, but for those that offer something: an offer is never cut short. */
const SHOWN = 3;

function show(entry: Omit<ToastEntry, "id">): void {
  const passing = entries.filter((one) => !one.onUndo && !one.act);
  const dropped = new Set(passing.slice(0, Math.max(0, entries.length - SHOWN + 1)));
  put([...entries.filter((one) => !dropped.has(one)), { ...entry, id: ++lastId }]);
}

const drop = (id: number) => put(entries.filter((entry) => entry.id !== id));

/** Takes back what an entry offers to. */
function takeUp(entry: ToastEntry): void {
  entry.onUndo?.();
  drop(entry.id);
}

/** Says what was done, with its figures: `已下架 3 条素材`. */
export function toast(text: string): void {
  show({ text, bad: false, seconds: 4 });
}

/** Says why something was not done. */
export function errorToast(error: unknown): void {
  show({ text: errorText(error), bad: true, seconds: 8 });
}

/** Says what was done, and offers to take it back for ten seconds. */
export function undoToast(text: string, onUndo: () => void, seconds = 10): void {
  show({ text, bad: false, seconds, onUndo });
}

/** Says what has come about meanwhile, and offers the next step; stays a while. */
export function actionToast(text: string, label: string, run: () => void, seconds = 30): void {
  show({ text, bad: false, seconds, act: { label, run } });
}

function ToastLine({ entry }: { entry: ToastEntry }) {
  const { t } = useTranslation("ui");
  const [left, setLeft] = useState(entry.seconds);
  useEffect(() => {
    const timer = setInterval(() => setLeft((seconds) => seconds - 1), 1000);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    if (left <= 0) drop(entry.id);
  }, [left, entry.id]);
  return (
    <div className={entry.bad ? "toast bad" : "toast"} role={entry.bad ? "alert" : "status"}>
      <Icon name={entry.bad ? "alert" : "check"} size="s" />
      <span>{entry.text}</span>
      {entry.onUndo || entry.act || entry.bad ? <u /> : null}
      {entry.act ? (
        <button
          type="button"
          onClick={() => {
            entry.act?.run();
            drop(entry.id);
          }}
        >
          {entry.act.label}
        </button>
      ) : null}
      {entry.onUndo ? (
        <button type="button" aria-keyshortcuts="Control+Z Meta+Z" onClick={() => takeUp(entry)}>
          {t("toast.undo", { seconds: Math.max(0, left) })}
        </button>
      ) : null}
      {entry.bad ? (
        <button type="button" onClick={() => drop(entry.id)}>
          {t("toast.close")}
        </button>
      ) : null}
    </div>
  );
}

const listen = (tell: () => void) => {
  listeners.add(tell);
  return () => listeners.delete(tell);
};

/** Where toasts stand; once, in the shell. */
export function Toasts() {
  const shown = useSyncExternalStore(listen, () => entries);
  const offered = shown.findLast((entry) => entry.onUndo);
  useKeys({ "mod+z": offered && (() => takeUp(offered)) });
  return (
    <div className="toasts">
      {shown.map((entry) => (
        <ToastLine key={entry.id} entry={entry} />
      ))}
    </div>
  );
}
