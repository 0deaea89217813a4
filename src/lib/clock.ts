const MINUTES_OF_DAY = 1440;

/** `07:30` of minutes since midnight. */
export function clockOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

/** Minutes since midnight of `7:30`; null where it is no time of day. */
export function minuteOf(clock: string): number | null {
  const match = /^(\d{1,2})[:：](\d{2})$/.exec(clock.trim());
  const minute = match ? Number(match[1]) * 60 + Number(match[2]) : Number.NaN;
  return match && Number(match[2]) < 60 && minute < MINUTES_OF_DAY ? minute : null;
}
