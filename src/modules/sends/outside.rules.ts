const DAY_MS = 86_400_000;
/** A platform tells of a month at most. */
const SPAN_MS = 30 * DAY_MS;
/** Read again each time: what was made late and told late. */
const OVERLAP_MS = DAY_MS;
/** How long a send of others may wait for its person before nobody asks about it any more. */
export const OPEN_MS = 14 * DAY_MS;

/** From when on what others sent is read: all of the month at first, then what is new and what was still open. */
export function readFromMs(readUntilMs: number | null, oldestOpenMs: number | null, nowMs: number): number {
  const newest = readUntilMs === null ? 0 : readUntilMs - OVERLAP_MS;
  return Math.max(nowMs - SPAN_MS, Math.min(newest, oldestOpenMs ?? Infinity));
}
