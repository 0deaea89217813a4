import { Popover } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { Button } from "./button.tsx";
import type { Column } from "./data-table.tsx";
import { usePop } from "./use-pop.ts";
import { useUrlState } from "./use-url-state.ts";
import "./filter-chip.css";

const Choice = z.record(z.string(), z.boolean());

function stored(key: string): Record<string, boolean> {
  try {
    return Choice.parse(JSON.parse(localStorage.getItem(key) ?? "{}"));
  } catch {
    return {};
  }
}

/** What a person chose, kept by the page elsewhere than on this machine; `choice` is undefined until it is known. */
export interface KeptColumns {
  choice: Record<string, boolean> | undefined;
  save: (choice: Record<string, boolean>) => void;
}

/** The first column names the row and those without a title hold its buttons: they stay. */
const stays = <Row,>(column: Column<Row>, n: number): boolean => n === 0 || column.title === "";

/**
 * Lets people choose the columns of a table; kept on this machine under `name`, and where `kept` says. Columns that the address names
 * (`cols`) go before. Put `button` into the filter line.
 */
export function useColumnChoice<Row>(
  name: string,
  columns: Column<Row>[],
  kept?: KeptColumns,
): { columns: Column<Row>[]; button: ReactNode } {
  const { t } = useTranslation("ui");
  const url = useUrlState();
  const { box, onKeyDown, popover } = usePop();
  const key = `qunce.columns.${name}`;
  const [own, setOwn] = useState(() => stored(key));
  const choice = kept?.choice ?? own;
  const chosen = columns.filter((column, n) => !stays(column, n));
  // Another list of the page may have left its own columns in the address.
  const named = url.list("cols").filter((name) => columns.some((column) => column.key === name));
  const isShown = (column: Column<Row>) =>
    !chosen.includes(column) || (named.length > 0 ? named.includes(column.key) : (choice[column.key] ?? !column.hidden));
  const save = (next: Record<string, boolean>) => {
    localStorage.setItem(key, JSON.stringify(next));
    setOwn(next);
    kept?.save(next);
  };
  const toggle = (column: Column<Row>) => {
    const next = columns.filter((one) => (one === column ? !isShown(one) : isShown(one)));
    if (named.length > 0) url.set({ cols: next.map((one) => one.key) });
    else save({ ...choice, [column.key]: !isShown(column) });
  };
  const reset = () => {
    if (named.length > 0) url.clear("cols");
    save({});
  };
  const list = (
    <div className="pop" role="dialog" aria-label={t("table.columns")} ref={box} onKeyDown={onKeyDown}>
      <ul>
        {chosen.map((column) => (
          <li key={column.key}>
            <label>
              <input type="checkbox" className="chk" checked={isShown(column)} onChange={() => toggle(column)} />
              {column.title}
            </label>
          </li>
        ))}
        <li>
          <button type="button" className="mut" onClick={reset}>
            {t("table.columnsReset")}
          </button>
        </li>
      </ul>
    </div>
  );
  const button = (
    <Popover
      {...popover}
      trigger="click"
      placement="bottomRight"
      arrow={false}
      styles={{ container: { padding: 0, background: "none", boxShadow: "none" } }}
      content={list}
    >
      <Button kind="quiet" size="s" icon="columns">
        {t("table.columns")}
      </Button>
    </Popover>
  );
  return { columns: columns.filter(isShown), button };
}
