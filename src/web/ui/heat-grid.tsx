import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import "./heat-grid.css";
import { heatStep } from "./shades.ts";

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
  /** Opens what a cell is made of; cells are then walked with the arrow keys. */
  onPick?: ((row: number, column: number) => void) | undefined;
}

const steps = [0, 1, 2, 3, 4, 5];

const steps2d: Record<string, readonly [number, number]> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** The darkest cell, the first of several. */
function largestOf(values: number[][]): readonly [number, number] {
  const all = values.flatMap((line, r) => line.map((value, c) => ({ place: [r, c] as const, value })));
  return all.reduce((a, b) => (b.value > a.value ? b : a), { place: [0, 0] as const, value: 0 }).place;
}

/** One cell is in the tab order, the darkest at first; the arrows go from it to its neighbours. */
function useWalk(values: number[][], rows: number, columns: number) {
  const box = useRef<HTMLDivElement>(null);
  const [[row, column], setPlace] = useState(() => largestOf(values));
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps2d[event.key];
    if (!step) return;
    event.preventDefault();
    const next = [(row + step[0] + rows) % rows, (column + step[1] + columns) % columns] as const;
    setPlace(next);
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-cell="${next.join("-")}"]`)?.focus());
  };
  return { box, onKeyDown, isAt: (r: number, c: number) => r === row && c === column, moveTo: (r: number, c: number) => setPlace([r, c]) };
}

/** A grid of cells, darker where there is more. */
export function HeatGrid({ rows, columns, values, tip, note, onPick }: HeatGridProps) {
  const { t } = useTranslation("ui");
  const { box, onKeyDown, isAt, moveTo } = useWalk(values, rows.length, columns.length);
  const largest = Math.max(0, ...values.flat());
  const template = { gridTemplateColumns: `32px repeat(${columns.length}, minmax(0, 1fr))` };
  return (
    <div className="heat" ref={box} onKeyDown={onPick ? onKeyDown : undefined}>
      <div className="hs" style={{ "--rows": rows.length, "--columns": columns.length }}>
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
              const background = `var(--h${heatStep(value, largest)})`;
              if (onPick)
                return (
                  <button
                    key={c}
                    type="button"
                    data-cell={`${r}-${c}`}
                    tabIndex={isAt(r, c) ? 0 : -1}
                    aria-label={tip(r, c, value)}
                    title={tip(r, c, value)}
                    disabled={value === 0 && !isAt(r, c)}
                    style={{ background }}
                    onFocus={() => moveTo(r, c)}
                    onClick={() => (value > 0 ? onPick(r, c) : undefined)}
                  />
                );
              return <i key={c} role="img" aria-label={tip(r, c, value)} title={tip(r, c, value)} style={{ background }} />;
            })}
          </div>
        ))}
      </div>
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
