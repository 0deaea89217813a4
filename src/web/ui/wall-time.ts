const two = (n: number) => String(n).padStart(2, "0");

/** A moment as the brand's clock on the wall shows it, as a `datetime-local` field takes it: `2026-11-22T20:00`. */
export function wallTime(at: string | number, offsetMinutes: number): string {
  const d = new Date((typeof at === "number" ? at : Date.parse(at)) + offsetMinutes * 60_000);
  const day = `${d.getUTCFullYear()}-${two(d.getUTCMonth() + 1)}-${two(d.getUTCDate())}`;
  return `${day}T${two(d.getUTCHours())}:${two(d.getUTCMinutes())}`;
}

/** The moment of a clock time, ISO in UTC; null where it is none. */
export function momentOfWall(wall: string, offsetMinutes: number): string | null {
  const ms = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(wall) ? Date.parse(`${wall}:00Z`) : Number.NaN;
  return Number.isNaN(ms) ? null : new Date(ms - offsetMinutes * 60_000).toISOString();
}
