import { dayOf } from "../../../web/ui/format-time.ts";

const DAY_MS = 86_400_000;

/** Calendar days are added in UTC, where every day has 24 hours. */
export function shiftDay(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

export function daysIn(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS) + 1;
}

/** The brand's yesterday: the last day that is over. */
export function yesterdayOf(nowMs: number, offsetMinutes: number): string {
  return shiftDay(dayOf(nowMs, offsetMinutes), -1);
}

/** The days to and with yesterday. */
export function lastDays(days: number, nowMs: number, offsetMinutes: number): { from: string; to: string } {
  const to = yesterdayOf(nowMs, offsetMinutes);
  return { from: shiftDay(to, 1 - days), to };
}
