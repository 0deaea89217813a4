import { addDays, daysBetween } from "../../lib/time.ts";

/** A part of a period, both days counted; `days` is the length of a window, or 0 for days that are none. */
export interface PeriodPart {
  from: string;
  to: string;
  days: 30 | 7 | 0;
}

/** A period as few windows that follow each other, the latest first, and the days left before them. */
export function layOut(period: { from: string; to: string }): PeriodPart[] {
  const parts: PeriodPart[] = [];
  let to = period.to;
  for (const days of [30, 7] as const)
    while (daysBetween(period.from, to) + 1 >= days) {
      parts.push({ from: addDays(to, 1 - days), to, days });
      to = addDays(to, -days);
    }
  return to < period.from ? parts : [...parts, { from: period.from, to, days: 0 }];
}
