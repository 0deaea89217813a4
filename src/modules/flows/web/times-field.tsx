import { useTranslation } from "react-i18next";
import { Button } from "../../../web/ui/button.tsx";
import { TextInput } from "../../../web/ui/text-input.tsx";
import { WeekdayPicks } from "../../contents/web/weekday-picks.tsx";
import { clockOf, minuteOf } from "../edit.rules.ts";
import type { StepSlot } from "../spec.contract.ts";

export interface TimeRow {
  key: number;
  clock: string;
  weekdays: number[];
}

/** One row a time, with the days on which it holds. */
export function rowsOf(slots: readonly StepSlot[]): TimeRow[] {
  return [...Map.groupBy(slots, (slot) => slot.minute)].map(([minute, list]) => ({
    key: minute,
    clock: clockOf(minute),
    weekdays: list.map((slot) => slot.weekday),
  }));
}

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
  const set = (key: number, changes: Partial<TimeRow>) => onChange(rows.map((row) => (row.key === key ? { ...row, ...changes } : row)));
  const free = [1, 2, 3, 4, 5, 6, 7].filter((weekday) => !rows.some((row) => row.weekdays.includes(weekday)));
  return (
    <div className="field">
      <span className="lb">{t("step.when")}</span>
      <div className="col g8">
        {rows.map((row) => (
          <div key={row.key} className="row g12">
            <TextInput
              inputMode="numeric"
              maxLength={5}
              invalid={minuteOf(row.clock) === null}
              value={row.clock}
              onChange={(clock) => set(row.key, { clock })}
              aria-label={t("step.time")}
              className="contents-clock"
            />
            <WeekdayPicks label={t("step.days")} value={row.weekdays} onChange={(weekdays) => set(row.key, { weekdays })} />
            {rows.length > 1 ? (
              <Button
                kind="quiet"
                size="s"
                icon="close"
                label={t("course.removeConfirm")}
                onClick={() => onChange(rows.filter((one) => one.key !== row.key))}
              />
            ) : null}
          </div>
        ))}
        {rows.length < 7 ? (
          <span>
            <Button
              kind="quiet"
              size="s"
              icon="plus"
              onClick={() =>
                onChange([
                  ...rows,
                  { key: Math.max(0, ...rows.map((row) => row.key)) + 1, clock: rows.at(-1)?.clock ?? "10:00", weekdays: free },
                ])
              }
            >
              {t("step.addTime")}
            </Button>
          </span>
        ) : null}
      </div>
      {error ? <span className="fe">{error}</span> : null}
    </div>
  );
}
