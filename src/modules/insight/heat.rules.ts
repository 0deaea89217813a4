export interface HeatPeak {
  /** 1 Monday. */
  weekday: number;
  hour: number;
  count: number;
}

/** Seven lines of 24 counts, Monday first, from the weekdays that have any. */
export function fillWeek(rows: readonly { weekday: number; hours: readonly number[] }[]): number[][] {
  const known = new Map(rows.map((row) => [row.weekday, row.hours]));
  return Array.from({ length: 7 }, (_, n) => Array.from({ length: 24 }, (_hour, hour) => known.get(n + 1)?.[hour] ?? 0));
}

/** The cell with most, the earliest of the week where several have; null where nothing was said. */
export function findPeak(values: readonly (readonly number[])[]): HeatPeak | null {
  let peak: HeatPeak | null = null;
  for (const [n, line] of values.entries())
    for (const [hour, count] of line.entries()) if (count > (peak?.count ?? 0)) peak = { weekday: n + 1, hour, count };
  return peak;
}

/** How often each weekday, Monday first, lies between two days, both counted. */
export function countWeekdays(firstWeekday: number, days: number): number[] {
  return Array.from({ length: 7 }, (_, n) => {
    const offset = (n + 1 - firstWeekday + 7) % 7;
    return days > offset ? Math.floor((days - offset - 1) / 7) + 1 : 0;
  });
}
