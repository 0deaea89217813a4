import { clockOf, minuteOf } from "../../../lib/clock.ts";
import { Button } from "../../../web/ui/button.tsx";
import { TextInput } from "../../../web/ui/text-input.tsx";
import { WeekdayPicks } from "./weekday-picks.tsx";

export interface TimeRow {
  key: number;
  clock: string;
  weekdays: number[];
}

/** One row a time, with the days on which it holds. */
export function rowsOf(slots: readonly { weekday: number; minute: number }[]): TimeRow[] {
  return [...Map.groupBy(slots, (slot) => slot.minute)].map(([minute, list]) => ({
    key: minute,
    clock: clockOf(minute),
    weekdays: list.map((slot) => slot.weekday),
  }));
}

interface Props {
  rows: TimeRow[];
  onChange: (rows: TimeRow[]) => void;
  labels: { time: string; days: string; remove: string; add: string };
  /** What a further row begins with; null where there can be none. */
  further: Omit<TimeRow, "key"> | null;
}

/** Clock times, each with its weekdays; rows are added and taken away. */
export function TimeRows({ rows, onChange, labels, further }: Props) {
  const set = (key: number, changes: Partial<TimeRow>) => onChange(rows.map((row) => (row.key === key ? { ...row, ...changes } : row)));
  const next = Math.max(0, ...rows.map((row) => row.key)) + 1;
  return (
    <div className="col g8">
      {rows.map((row) => (
        <div key={row.key} className="row g12">
          <TextInput
            inputMode="numeric"
            maxLength={5}
            invalid={minuteOf(row.clock) === null}
            value={row.clock}
            onChange={(clock) => set(row.key, { clock })}
            aria-label={labels.time}
            className="contents-clock"
          />
          <WeekdayPicks label={labels.days} value={row.weekdays} onChange={(weekdays) => set(row.key, { weekdays })} />
          {rows.length > 1 ? (
            <Button
              kind="quiet"
              size="s"
              icon="close"
              label={labels.remove}
              onClick={() => onChange(rows.filter((one) => one.key !== row.key))}
            />
          ) : null}
        </div>
      ))}
      {further ? (
        <span>
          <Button kind="quiet" size="s" icon="plus" onClick={() => onChange([...rows, { key: next, ...further }])}>
            {labels.add}
          </Button>
        </span>
      ) : null}
    </div>
  );
}
