import i18next from "i18next";
import { monthName } from "../../../web/ui/format-time.ts";

/** A day some days later, by the calendar alone. */
export function shiftDay(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** `11 月 16 日 – 22 日`, or with both months where they differ. */
export function weekTitle(from: string, to: string): string {
  const part = (day: string) => ({ month: monthName(Number(day.slice(5, 7))), day: Number(day.slice(8)) });
  const [a, b] = [part(from), part(to)];
  const full = (one: typeof a) => i18next.t("flows:week.monthDay", one);
  return `${full(a)} – ${a.month === b.month ? i18next.t("flows:week.dayOnly", b) : full(b)}`;
}
