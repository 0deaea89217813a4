export interface TimelineItem {
  key: string;
  /** Minutes since midnight. */
  at: number;
  /** How long it is drawn, minutes. */
  minutes: number;
  title: string;
  note: string;
  /** A token: `var(--c1)`. */
  color: string;
  state: "done" | "late" | "open";
}

/** The lane 0, 1, … of each item so that none covers another; the earliest free lane is taken. */
export function computeLanes(items: readonly { at: number; minutes: number }[]): number[] {
  const order = items.map((_, n) => n).sort((a, b) => (items[a]?.at ?? 0) - (items[b]?.at ?? 0) || a - b);
  const ends: number[] = [];
  const lanes: number[] = Array.from({ length: items.length }, () => 0);
  for (const n of order) {
    const item = items[n];
    if (!item) continue;
    const free = ends.findIndex((end) => end <= item.at);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = item.at + item.minutes;
    lanes[n] = lane;
  }
  return lanes;
}

/** The full hours a strip shows: a day's waking hours, wider where something stands outside. */
export function computeHours(items: readonly { at: number; minutes: number }[], from = 7, to = 23): { from: number; to: number } {
  const starts = items.map((item) => Math.floor(item.at / 60));
  const ends = items.map((item) => Math.min(24, Math.ceil((item.at + item.minutes) / 60)));
  return { from: Math.min(from, ...starts), to: Math.max(to, ...ends) };
}
