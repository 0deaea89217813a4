import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import "./heat-grid.css";

interface HeatGridProps {
  /** Names of the rows: 周一 … 周日. */
  rows: string[];
  /** Names of the columns; an empty one is not written: 06, "", "", 09. */
  columns: string[];
  /** One list of values a row. */
  values: number[][];
  /** What a cell says on hover: 周五 20 点，平均 31 条. */
  tip: (row: number, column: number, value: number) => string;
  /** A sentence under the grid, right: when it is highest. */
  note?: ReactNode;
}

const steps = [0, 1, 2, 3, 4, 5];

/** The step 0–5 of a value between nothing and the largest. */
export function heatStep(value: number, largest: number): number {
  if (value <= 0 || largest <= 0) return 0;
  return Math.min(5, 1 + Math.floor((value / largest) * 4.999));
}

/** A grid of cells, darker where there is more. */
export function HeatGrid({ rows, columns, values, tip, note }: HeatGridProps) {
  const { t } = useTranslation("ui");
  const largest = Math.max(0, ...values.flat());
  const template = { gridTemplateColumns: `32px repeat(${columns.length}, minmax(0, 1fr))` };
  return (
    <div className="heat">
      <div className="hx" style={template} aria-hidden>
        <span />
        {columns.map((column, n) => (
          <span key={n}>{column}</span>
        ))}
      </div>
      {rows.map((row, r) => (
        <div key={row} className="hx" style={template}>
          <span>{row}</span>
          {columns.map((_, c) => {
            const value = values[r]?.[c] ?? 0;
            return (
              <i
                key={c}
                role="img"
                aria-label={tip(r, c, value)}
                title={tip(r, c, value)}
                style={{ background: `var(--h${heatStep(value, largest)})` }}
              />
            );
          })}
        </div>
      ))}
      <div className="foot">
        {t("heat.less")}
        {steps.map((step) => (
          <i key={step} style={{ background: `var(--h${step})` }} />
        ))}
        {t("heat.more")}
        {note ? <span className="note">{note}</span> : null}
      </div>
    </div>
  );
}
