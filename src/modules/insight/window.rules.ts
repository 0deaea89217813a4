import { addDays, daysBetween } from "../../lib/time.ts";

/** Lengths of the windows that are kept, in days, the longest first. */
export const windowDays = [30, 7] as const;
export type WindowDays = (typeof windowDays)[number];
export const isWindow = (days: number): days is WindowDays => windowDays.some((length) => length === days);

/** A part of a period, both days counted; `days` is the length of a window, or 0 for days that are none. */
export interface PeriodPart {
  from: string;
  to: string;
  days: WindowDays | 0;
}

/** A period as the day that is not over, if it is in it, few windows that follow each other, the latest first, and the days left before them. */
export function layOut(period: { from: string; to: string }, today: string): PeriodPart[] {
  const parts: PeriodPart[] = period.to < today ? [] : [{ from: maxDay(period.from, today), to: period.to, days: 0 }];
  let to = period.to < today ? period.to : addDays(today, -1);
  for (const days of windowDays)
    while (daysBetween(period.from, to) + 1 >= days) {
      parts.push({ from: addDays(to, 1 - days), to, days });
      to = addDays(to, -days);
    }
  return to < period.from ? parts : [...parts, { from: period.from, to, days: 0 }];
}

const maxDay = (one: string, other: string) => (one > other ? one : other);
