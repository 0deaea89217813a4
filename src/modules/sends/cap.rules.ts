import { addDays, type LocalDay, weekdayOf } from "../../lib/time.ts";

/** How a platform's administrator has bounded what one group gets. */
export type PlatformCapRule = "month" | "week" | "day";

export interface CapPeriod {
  /** The first day, and the first day after it. */
  from: LocalDay;
  to: LocalDay;
  /** Sends a group may get in it, whoever makes them. */
  cap: number;
}

const SENDS_A_WEEK = 7;
const daysIn = (from: LocalDay, to: LocalDay) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** The period a local day falls into: as many sends as the month has days, 7 a week from Monday, or 1 a day. */
export function capPeriod(rule: PlatformCapRule, day: LocalDay): CapPeriod {
  if (rule === "day") return { from: day, to: addDays(day, 1), cap: 1 };
  if (rule === "week") {
    const monday = addDays(day, 1 - weekdayOf(day));
    return { from: monday, to: addDays(monday, 7), cap: SENDS_A_WEEK };
  }
  const from = `${day.slice(0, 7)}-01`;
  const to = `${addDays(from, 31).slice(0, 7)}-01`;
  return { from, to, cap: daysIn(from, to) };
}

/** The periods of these days, each once, in order. */
export function capPeriods(rule: PlatformCapRule, days: readonly LocalDay[]): CapPeriod[] {
  const byStart = new Map(days.map((day) => capPeriod(rule, day)).map((period) => [period.from, period]));
  return [...byStart.values()].toSorted((a, b) => a.from.localeCompare(b.from));
}
