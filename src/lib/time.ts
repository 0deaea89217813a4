/** Calendar arithmetic in a brand's zone. Server only: many phone web views lack Temporal. */

export type LocalDay = string;

const zoned = (atMs: number, zone: string) => Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone);

/** The brand-local calendar day of a moment, `2026-11-22`. */
export function localDay(atMs: number, zone: string): LocalDay {
  return zoned(atMs, zone).toPlainDate().toString();
}

/** The moment a local day begins (its first existing instant). */
export function startOfDayMs(day: LocalDay, zone: string): number {
  return Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds;
}

/** The moment of a clock time on a local day; in a gap of the zone the later wall time, in an overlap the earlier one. */
export function atLocalMs(day: LocalDay, minuteOfDay: number, zone: string): number {
  const time = new Temporal.PlainTime(Math.floor(minuteOfDay / 60), minuteOfDay % 60);
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds;
}

export function addDays(day: LocalDay, days: number): LocalDay {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** Whole days from `a` to `b`, negative when `b` is earlier. */
export function daysBetween(a: LocalDay, b: LocalDay): number {
  return Temporal.PlainDate.from(a).until(Temporal.PlainDate.from(b), { largestUnit: "days" }).days;
}

/** 1 Monday … 7 Sunday. */
export function weekdayOf(day: LocalDay): number {
  return Temporal.PlainDate.from(day).dayOfWeek;
}

export function minuteOfDay(atMs: number, zone: string): number {
  const at = zoned(atMs, zone);
  return at.hour * 60 + at.minute;
}

/** Minutes the zone is ahead of UTC at that moment; what a browser needs instead of the zone. */
export function offsetMinutes(atMs: number, zone: string): number {
  return Math.round(zoned(atMs, zone).offsetNanoseconds / 60e9);
}

/** Every local day from `from` to `to`, both included. */
export function daysFromTo(from: LocalDay, to: LocalDay): LocalDay[] {
  const days: LocalDay[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}

/** True when the zone's name is one Temporal knows. */
export function isZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}
