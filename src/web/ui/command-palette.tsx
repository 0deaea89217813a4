import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Icon } from "./icons.tsx";
import type { IconName } from "./icons.tsx";
import { Kbd } from "./kbd.tsx";
import { hrefOf } from "./link.tsx";
import { onOpenPalette } from "./palette-state.ts";
import { usePaletteResults } from "./palette-results.ts";
import "./floats.css";

export interface PaletteItem {
  key: string;
  title: string;
  note?: string;
  icon: IconName;
  /** A page of the brand, as `Link` takes it. */
  to: string;
}

export interface PaletteSource {
  key: string;
  /** Stands over its results: 社群. */
  title: string;
  /** At most a handful; `q` is never empty unless `always`. */
  search: (q: string, signal: AbortSignal) => PaletteItem[] | Promise<PaletteItem[]>;
  /** Shown before anything is typed. */
  always?: boolean;
}

function useOpening(dialog: React.RefObject<HTMLDialogElement | null>): void {
  useEffect(() => {
    const open = () => {
      if (!dialog.current?.open) dialog.current?.showModal();
    };
    const byKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      open();
    };
    document.addEventListener("keydown", byKey);
    const stop = onOpenPalette(open);
    return () => {
      document.removeEventListener("keydown", byKey);
      stop();
    };
  }, [dialog]);
}

/** ⌘K: finds pages at once and things of the brand as one types. */
export function CommandPalette({ sources }: { sources: PaletteSource[] }) {
  const { t } = useTranslation("ui");
  const navigate = useNavigate();
  const dialog = useRef<HTMLDialogElement>(null);
  const [q, setQ] = useState("");
  const [at, setAt] = useState(0);
  const { parts, settled } = usePaletteResults(sources, q);
  useOpening(dialog);

  const items = parts.flatMap((part) => part.items);
  const chosen = items[Math.min(at, items.length - 1)];
  const go = (item: PaletteItem | undefined) => {
    if (!item) return;
    dialog.current?.close();
    void navigate(hrefOf(item.to));
  };
  const move = (step: number) => {
    if (items.length === 0) return;
    const next = (Math.min(at, items.length - 1) + step + items.length) % items.length;
    setAt(next);
    document.getElementById(`pal-${items[next]?.key}`)?.scrollIntoView({ block: "nearest" });
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) move(step);
    else if (event.key === "Enter") go(chosen);
    else return;
    event.preventDefault();
  };

  return (
    <dialog
      ref={dialog}
      className="pal"
      aria-label={t("palette.title")}
      onClose={() => {
        setQ("");
        setAt(0);
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) dialog.current?.close();
      }}
    >
      <div className="q">
        <Icon name="search" />
        <input
          role="combobox"
          aria-expanded
          aria-controls="pal-list"
          aria-activedescendant={chosen ? `pal-${chosen.key}` : undefined}
          aria-label={t("palette.placeholder")}
          placeholder={t("palette.placeholder")}
          value={q}
          onChange={(event) => {
            setQ(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
        <Kbd keys="Esc" />
      </div>
      <div className="res" id="pal-list" role="listbox">
        {parts.map((part) => (
          <section key={part.key}>
            <h4>{part.failed ? t("palette.failed", { source: part.title }) : part.title}</h4>
            <ul>
              {part.items.map((item) => (
                <li
                  key={item.key}
                  id={`pal-${item.key}`}
                  role="option"
                  aria-selected={item === chosen}
                  onMouseMove={() => setAt(items.indexOf(item))}
                  onClick={() => go(item)}
                >
                  <Icon name={item.icon} />
                  <span className="el">{item.title}</span>
                  {item.note ? <span className="note el">{item.note}</span> : null}
                </li>
              ))}
            </ul>
          </section>
        ))}
        {settled && parts.length === 0 ? <p className="none">{t("palette.nothing", { q })}</p> : null}
      </div>
      <footer>
        <span>
          <Kbd keys="↑" />
          <Kbd keys="↓" />
          {t("palette.hint")}
        </span>
        <span>
          <Kbd keys="↵" />
          {t("palette.open")}
        </span>
      </footer>
    </dialog>
  );
}
