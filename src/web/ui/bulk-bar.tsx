import { useEffect } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { formatCount } from "./format.ts";
import { Icon } from "./icons.tsx";
import type { IconName } from "./icons.tsx";
import type { Selection } from "./use-selection.ts";
import "./table.css";

export interface BulkAction {
  icon: IconName;
  label: string;
  onRun: () => void;
  disabled?: boolean;
}

interface BulkBarProps {
  selection: Selection;
  /** `已选 3 个群` */
  title: string;
  /** People touched, in grey. */
  note?: ReactNode;
  /** `选中全部 236 个` */
  all?: { label: string; onPick: () => void };
  actions: BulkAction[];
}

/** Floats over the pager as soon as something is selected; Escape clears. */
export function BulkBar({ selection, title, note, all, actions }: BulkBarProps) {
  const { t } = useTranslation("ui");
  const { count, clear } = selection;
  useEffect(() => {
    if (count === 0) return;
    const byKey = (event: KeyboardEvent) => {
      const elsewhere = event.target instanceof Element && event.target.closest("dialog, .ant-modal, .drawer, input[type=text]");
      if (event.key === "Escape" && !event.defaultPrevented && !elsewhere) clear();
    };
    document.addEventListener("keydown", byKey);
    return () => document.removeEventListener("keydown", byKey);
  }, [count, clear]);
  if (count === 0) return null;
  return (
    <div className="bulk" role="toolbar" aria-label={title}>
      <b aria-live="polite">{title || t("table.selected", { count })}</b>
      {note ? <span className="mut2">{note}</span> : null}
      {all ? (
        <button type="button" className="bl" onClick={all.onPick}>
          {all.label}
        </button>
      ) : null}
      <i />
      {actions.map((action) => (
        <button key={action.label} type="button" disabled={action.disabled} onClick={action.onRun}>
          <Icon name={action.icon} size="s" />
          {action.label}
        </button>
      ))}
      <i />
      <button type="button" aria-label={t("table.clear")} title={t("table.clear")} onClick={clear}>
        <Icon name="close" size="s" />
      </button>
    </div>
  );
}

export interface Pager {
  first: number;
  last: number;
  total?: number | undefined;
  hasPrevious: boolean;
  hasNext: boolean;
  previous: () => void;
  next: () => void;
}

/** `第 1–13 个，共 236 个` and two arrows; feed it the `pager` of `useCursorPages`. */
export function CursorPager({ pager }: { pager: Pager }) {
  const { t } = useTranslation("ui");
  const { first, last, total } = pager;
  if (first === 0) return null;
  return (
    <div className="pg">
      <span className="mut">
        {total === undefined
          ? t("table.rangeOpen", { first: formatCount(first), last: formatCount(last) })
          : t("table.range", { first: formatCount(first), last: formatCount(last), total: formatCount(total) })}
      </span>
      <span className="sp" />
      <button type="button" className="btn sm ic" aria-label={t("table.previous")} disabled={!pager.hasPrevious} onClick={pager.previous}>
        <Icon name="left" size="s" />
      </button>
      <button type="button" className="btn sm ic" aria-label={t("table.next")} disabled={!pager.hasNext} onClick={pager.next}>
        <Icon name="right" size="s" />
      </button>
    </div>
  );
}
