/**
 * An event's id holds its moment in front and 74 bits of its source's own id behind: two ids with the same tail are the same report,
 * heard with two times.
 */
export function tailOf(id: string): string {
  return id.slice(14);
}

/** 32 bits of the tail, as PostgreSQL's integer: what an index finds candidates by. */
export function refOf(id: string): number {
  return Number.parseInt(id.slice(-8), 16) | 0;
}

/** How far apart two reports of one thing may lie and still be known as one. */
export const CORRECTION_WINDOW_MS = 35 * 86_400_000;

export interface Known {
  id: string;
  ref: number;
}

export type Sameness = { verdict: "new" } | { verdict: "duplicate"; id: string } | { verdict: "correction"; id: string };

/** Whether a report was heard before: with the same time (a duplicate) or another one (a correction). */
export function compareWithKnown(id: string, isTimeOurs: boolean, candidates: readonly Known[] | undefined): Sameness {
  if (!candidates) return { verdict: "new" };
  const tail = tailOf(id);
  const same = candidates.filter((one) => tailOf(one.id) === tail);
  const exact = same.find((one) => one.id === id);
  if (exact) return { verdict: "duplicate", id };
  const other = same[0];
  if (!other) return { verdict: "new" };
  return { verdict: isTimeOurs ? "duplicate" : "correction", id: other.id };
}
