import { Popover } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { Button } from "./button.tsx";
import type { Column } from "./data-table.tsx";
import "./filter-chip.css";

const Choice = z.record(z.string(), z.boolean());

function stored(key: string): Record<string, boolean> {
  try {
    return Choice.parse(JSON.parse(localStorage.getItem(key) ?? "{}"));
  } catch {
    return {};
  }
}

/** Lets people choose the columns of a table; kept on this machine under `name`. Put `button` into the filter line. */
export function useColumnChoice<Row>(name: string, columns: Column<Row>[]): { columns: Column<Row>[]; button: ReactNode } {
  const { t } = useTranslation("ui");
  const key = `qunce.columns.${name}`;
  const [choice, setChoice] = useState(() => stored(key));
  const isShown = (column: Column<Row>) => column.fixed || (choice[column.key] ?? !column.hidden);
  const save = (next: Record<string, boolean>) => {
    localStorage.setItem(key, JSON.stringify(next));
    setChoice(next);
  };
  const list = (
    <div className="pop">
      <ul>
        {columns
          .filter((column) => !column.fixed)
          .map((column) => (
            <li key={column.key}>
              <label>
                <input
                  type="checkbox"
                  className="chk"
                  checked={isShown(column)}
                  onChange={() => save({ ...choice, [column.key]: !isShown(column) })}
                />
                {column.title}
              </label>
            </li>
          ))}
        <li>
          <button type="button" className="mut" onClick={() => save({})}>
            {t("table.columnsReset")}
          </button>
        </li>
      </ul>
    </div>
  );
  const button = (
    <Popover
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
