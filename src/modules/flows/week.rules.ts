/** Two things for one group closer than this crowd each other out. */
export const CLASH_MINUTES = 15;
/** Free time from this on is a gap. */
export const GAP_MINUTES = 240;

/** Something that stands in a day: a step, another flow's step, a send. */
export interface Block {
  key: string;
  day: string;
  minute: number;
  /** How long it holds the attention. */
  minutes: number;
}

export interface Gap {
  day: string;
  from: number;
  to: number;
}

export interface Waking {
  from: number;
  to: number;
}

/** The hours in which groups may be spoken to: outside of the brand's quiet hours; eight to ten where there are none over night. */
export function wakingHours(quiet: { quietFromMinute: number; quietToMinute: number }): Waking {
  const { quietFromMinute: to, quietToMinute: from } = quiet;
  return from < to ? { from, to } : { from: 480, to: 1320 };
}

/** Free spans of a day's waking hours, at least `leastMinutes` long, between one thing's end and the next one's start. */
export function findGaps(blocks: readonly Block[], day: string, waking: Waking, leastMinutes = GAP_MINUTES): Gap[] {
  const held = blocks.filter((block) => block.day === day).map((block) => ({ from: block.minute, to: block.minute + block.minutes }));
  const edges = [...held, { from: waking.to, to: waking.to }].sort((a, b) => a.from - b.from || a.to - b.to);
  const gaps: Gap[] = [];
  let free = waking.from;
  for (const edge of edges) {
    const to = Math.min(edge.from, waking.to);
    if (to - free >= leastMinutes) gaps.push({ day, from: free, to });
    free = Math.max(free, edge.to);
  }
  return gaps;
}

/** Pairs of blocks of one day that begin less than `CLASH_MINUTES` apart, the earlier (then the smaller key) first. */
export function findClashes(blocks: readonly Block[]): { first: Block; second: Block }[] {
  const sorted = [...blocks].sort((a, b) => a.day.localeCompare(b.day) || a.minute - b.minute || a.key.localeCompare(b.key));
  return sorted.flatMap((first, n) => {
    const close: { first: Block; second: Block }[] = [];
    for (const second of sorted.slice(n + 1)) {
      if (second.day !== first.day || second.minute - first.minute >= CLASH_MINUTES) break;
      close.push({ first, second });
    }
    return close;
  });
}

export interface Parts {
  ok: number;
  clash: number;
  over: number;
  leftOut: number;
  missing: number;
}

/** Every group of an occurrence falls into one part, the worst that holds for it; the parts add up to the groups. */
export function splitGroups(asked: { groups: number; over: number; leftOut: number; isEmpty: boolean; shared: number }): Parts {
  if (asked.isEmpty) return { ok: 0, clash: 0, over: 0, leftOut: 0, missing: asked.groups };
  const left = Math.max(0, asked.groups - asked.over - asked.leftOut);
  const clash = Math.min(asked.shared, left);
  return { ok: left - clash, clash, over: asked.over, leftOut: asked.leftOut, missing: 0 };
}

export function addParts(list: readonly Parts[]): Parts {
  const sum = (key: keyof Parts) => list.reduce((total, one) => total + one[key], 0);
  return { ok: sum("ok"), clash: sum("clash"), over: sum("over"), leftOut: sum("leftOut"), missing: sum("missing") };
}
