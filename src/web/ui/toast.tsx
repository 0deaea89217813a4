import { useEffect, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../i18n/error-text.ts";
import { Icon } from "./icons.tsx";
import { dropToast, listenToToasts, listToasts, offerOfKey, showToast, takeUp, type ToastEntry } from "./toast-entries.ts";
import { useKeys } from "./use-keys.ts";
import "./floats.css";

/** Says what was done, with its figures: `已下架 3 条素材`. */
export function toast(text: string): void {
  showToast({ text, bad: false, seconds: 4 });
}

/** Says why something was not done. */
export function errorToast(error: unknown): void {
  showToast({ text: errorText(error), bad: true, seconds: 8 });
}

interface UndoOptions {
  seconds?: number;
  /** What it is about: an older offer about the same is withdrawn. */
  about?: string | undefined;
}

/** Says what was done, and offers to take it back for ten seconds. */
export function undoToast(text: string, onUndo: () => void, { seconds = 10, about }: UndoOptions = {}): void {
  showToast({ text, bad: false, seconds, onUndo, about });
}

/** Says what has come about meanwhile, and offers the next step; stays a while. */
export function actionToast(text: string, label: string, run: () => void, seconds = 30): void {
  showToast({ text, bad: false, seconds, act: { label, run } });
}

function ToastLine({ entry }: { entry: ToastEntry }) {
  const { t } = useTranslation("ui");
  const [left, setLeft] = useState(entry.seconds);
  useEffect(() => {
    const timer = setInterval(() => setLeft((seconds) => seconds - 1), 1000);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    if (left <= 0) dropToast(entry.id);
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
            dropToast(entry.id);
          }}
        >
          {entry.act.label}
        </button>
      ) : null}
      {entry.onUndo ? <UndoButton entry={entry} left={left} /> : null}
      {entry.bad ? (
        <button type="button" onClick={() => dropToast(entry.id)}>
          {t("toast.close")}
        </button>
      ) : null}
    </div>
  );
}

function UndoButton({ entry, left }: { entry: ToastEntry; left: number }) {
  const { t } = useTranslation("ui");
  return (
    <button type="button" aria-keyshortcuts={entry.isBehind ? undefined : "Control+Z Meta+Z"} onClick={() => takeUp(entry)}>
      {t("toast.undo", { seconds: Math.max(0, left) })}
    </button>
  );
}

/** Where toasts stand; once, in the shell. */
export function Toasts() {
  const shown = useSyncExternalStore(listenToToasts, listToasts);
  const offered = offerOfKey();
  useKeys({ "mod+z": offered && (() => takeUp(offered)) });
  return (
    <div className="toasts">
      {shown.map((entry) => (
        <ToastLine key={entry.id} entry={entry} />
      ))}
    </div>
  );
}
