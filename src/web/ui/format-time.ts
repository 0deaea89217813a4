import i18next from "i18next";

const two = (n: number) => String(n).padStart(2, "0");

/** The parts of a moment on a clock `offsetMinutes` ahead of UTC. */
function wallOf(at: string | number, offsetMinutes: number) {
  const ms = typeof at === "number" ? at : Date.parse(at);
  const d = new Date(ms + offsetMinutes * 60_000);
  return {
    day: `${d.getUTCFullYear()}-${two(d.getUTCMonth() + 1)}-${two(d.getUTCDate())}`,
    clock: `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}`,
    second: two(d.getUTCSeconds()),
    minuteOfDay: d.getUTCHours() * 60 + d.getUTCMinutes(),
  };
}

/** `20:00` */
export function formatClock(at: string | number, offsetMinutes: number): string {
  return wallOf(at, offsetMinutes).clock;
}

/** Minutes since midnight on the brand's clock. */
export function minuteOfDay(at: string | number, offsetMinutes: number): number {
  return wallOf(at, offsetMinutes).minuteOfDay;
}

/** The brand's calendar day of a moment, `2026-11-22`. */
export function dayOf(at: string | number, offsetMinutes: number): string {
  return wallOf(at, offsetMinutes).day;
}

const isEnglish = () => i18next.language === "en";

/** `11 月`, `Nov` */
export function monthName(month: number): string {
  return i18next.t("ui:time.months").split(",")[month - 1] ?? "";
}

/** `11-22`, `Nov 22` of a day `2026-11-22`. */
function monthDay(day: string): string {
  return isEnglish() ? `${monthName(Number(day.slice(5, 7)))} ${Number(day.slice(8))}` : day.slice(5);
}

/** Near: `今天 09:06`, `11-22 20:00`; in another year `2025-11-22`. */
export function formatTime(at: string | number, offsetMinutes: number, nowMs: number): string {
  const wall = wallOf(at, offsetMinutes);
  const today = dayOf(nowMs, offsetMinutes);
  if (wall.day === today) return i18next.t("ui:time.today", { time: wall.clock });
  if (wall.day.slice(0, 4) === today.slice(0, 4)) return `${monthDay(wall.day)} ${wall.clock}`;
  return isEnglish() ? `${monthDay(wall.day)}, ${wall.day.slice(0, 4)}` : wall.day;
}

/** `2026-11-22 20:00:05` */
export function formatFullTime(at: string | number, offsetMinutes: number): string {
  const wall = wallOf(at, offsetMinutes);
  return `${wall.day} ${wall.clock}:${wall.second}`;
}

/** `周日`, `Sun` of a day `2026-11-22`. */
export function weekdayName(day: string): string {
  return i18next.t("ui:time.weekdays").split(",")[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? "";
}

/** A day as `11-22 周日`, `Sun Nov 22`, or alone. */
export function formatDay(day: string, withWeekday = false): string {
  if (!withWeekday) return monthDay(day);
  return isEnglish() ? `${weekdayName(day)} ${monthDay(day)}` : `${monthDay(day)} ${weekdayName(day)}`;
}

/** `11 月 19 日 周四`, `Thu, Nov 19`, as in the facts line of today. */
export function formatDayLong(day: string): string {
  return i18next.t("ui:time.monthDay", {
    month: monthName(Number(day.slice(5, 7))),
    day: Number(day.slice(8)),
    weekday: weekdayName(day),
  });
}

/** `42 分`, `1 小时 12 分`, `9 天` */
export function formatSpan(ms: number): string {
  const minutes = Math.floor(Math.abs(ms) / 60_000);
  if (minutes < 1) return i18next.t("ui:time.seconds", { s: Math.floor(Math.abs(ms) / 1000) });
  if (minutes < 60) return i18next.t("ui:time.minutes", { m: minutes });
  if (minutes >= 2 * 1440) return i18next.t("ui:time.days", { d: Math.floor(minutes / 1440) });
  const [h, m] = [Math.floor(minutes / 60), minutes % 60];
  return m === 0 ? i18next.t("ui:time.hours", { h }) : i18next.t("ui:time.hoursMinutes", { h, m });
}

/** `刚刚`, `5 分前`, `3 天前` */
export function formatAgo(at: string | number, nowMs: number): string {
  const ms = nowMs - (typeof at === "number" ? at : Date.parse(at));
  return ms < 60_000 ? i18next.t("ui:time.justNow") : i18next.t("ui:time.ago", { span: formatSpan(ms) });
}
