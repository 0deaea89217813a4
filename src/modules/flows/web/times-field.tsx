import { useTranslation } from "react-i18next";
import { minuteOf } from "../../../lib/clock.ts";
import { type TimeRow, TimeRows } from "../../contents/web/time-rows.tsx";
import type { StepSlot } from "../spec.contract.ts";

/** Slots of the rows in the order of the week, and days that stand in two rows. */
export function slotsOfRows(rows: readonly TimeRow[]): { slots: StepSlot[]; doubled: number[] } {
  const all = rows.flatMap((row) => {
    const minute = minuteOf(row.clock);
    return minute === null ? [] : row.weekdays.map((weekday) => ({ weekday, minute }));
  });
  const doubled = all.map((slot) => slot.weekday).filter((weekday, n, list) => list.indexOf(weekday) !== n);
  return { slots: all.toSorted((a, b) => a.weekday - b.weekday), doubled };
}

export function TimesField({ rows, onChange, error }: { rows: TimeRow[]; onChange: (rows: TimeRow[]) => void; error: string }) {
  const { t } = useTranslation("flows");
  const free = [1, 2, 3, 4, 5, 6, 7].filter((weekday) => !rows.some((row) => row.weekdays.includes(weekday)));
  const labels = { time: t("step.time"), days: t("step.days"), remove: t("step.removeTime"), add: t("step.addTime") };
  const further = rows.length < 7 ? { clock: rows.at(-1)?.clock ?? "10:00", weekdays: free } : null;
  return (
    <div className="field">
      <span className="lb">{t("step.when")}</span>
      <TimeRows rows={rows} onChange={onChange} labels={labels} further={further} />
      {error ? <span className="fe">{error}</span> : null}
    </div>
  );
}
