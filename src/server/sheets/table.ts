/** What a column holds: amounts are integer fen, shares 0–1, moments ISO 8601, days `2026-11-22`. */
export type ColumnKind = "text" | "count" | "decimal" | "fen" | "share" | "moment" | "day";

export type Cell = string | number | null;

export interface TableColumn {
  title: string;
  kind: ColumnKind;
}

/** Rows on their way into a file, some hundred at a time. */
export interface Table {
  /** The sheet's name. */
  name: string;
  columns: readonly TableColumn[];
  rows: AsyncIterable<readonly (readonly Cell[])[]>;
  /** Moments are written as the clock on the wall there. */
  zone: string;
}

const QUARTER_MS = 900_000;
const KEPT_OFFSETS = 20_000;

/** The wall clock of a zone as milliseconds that read like UTC; offsets are asked for once a quarter of an hour. */
export function openWallClock(zone: string): (iso: string) => number {
  const offsets = new Map<number, number>();
  return (iso) => {
    const atMs = Date.parse(iso);
    const quarter = Math.floor(atMs / QUARTER_MS);
    let offsetMs = offsets.get(quarter);
    if (offsetMs === undefined) {
      offsetMs = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6;
      if (offsets.size > KEPT_OFFSETS) offsets.clear();
      offsets.set(quarter, offsetMs);
    }
    return atMs + offsetMs;
  };
}
