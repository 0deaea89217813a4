import type { FlowSpec, Step } from "./spec.contract.ts";
import type { FlowWeek, WeekOccurrence } from "./week.contract.ts";

/** A block of the week calendar: a step on a day, or something else that holds the same groups. */
export interface CalendarBlock {
  key: string;
  stepId: string | null;
  day: string;
  weekday: number;
  minute: number;
  minutes: number;
  name: string;
  direction: Step["direction"] | null;
  kind: "send" | "task" | "busy";
  isPast: boolean;
  state: WeekOccurrence["state"];
  groups: number;
  mark: WeekOccurrence["mark"];
}

export interface PlacedBlock extends CalendarBlock {
  /** Columns that share the width of the day where blocks overlap. */
  lane: number;
  lanes: number;
  /** Minutes it is drawn over, so that its name can be read and the next block is not covered. */
  drawnMinutes: number;
}

/** Minutes a block needs for its name alone, and for name and time. */
const NAME_MINUTES = 27;
const FULL_MINUTES = 45;
/** And where it has half a day's width, for a name of two lines. */
const THIN_MINUTES = 57;

const isOver = (week: FlowWeek, day: string, minute: number) => day < week.today || (day === week.today && minute <= week.nowMinute);

/** The week's blocks: what is over as it was, what is to come as the spec being edited says, marked by the last dry run. */
export function computeBlocks(spec: FlowSpec, week: FlowWeek): CalendarBlock[] {
  const judged = new Map(week.occurrences.map((one) => [`${one.stepId} ${one.day}`, one]));
  const past = week.occurrences
    .filter((one) => one.isPast)
    .map((one): CalendarBlock => ({ ...one, key: `${one.stepId} ${one.day}`, mark: null }));
  const seen = new Set(past.map((block) => block.key));
  const coming = week.days.flatMap(({ day, weekday }) =>
    spec.steps.flatMap((step): CalendarBlock[] => {
      const minute = step.slots.find((one) => one.weekday === weekday)?.minute;
      const key = `${step.id} ${day}`;
      if (minute === undefined || seen.has(key) || isOver(week, day, minute)) return [];
      return [comingBlock(step, { key, day, weekday, minute, groups: week.groups }, judged.get(key))];
    }),
  );
  return [...past, ...coming];
}

type Place = Pick<CalendarBlock, "key" | "day" | "weekday" | "minute" | "groups">;

/** A mark holds for the time it was found at only. */
function comingBlock(step: Step, place: Place, known: WeekOccurrence | undefined): CalendarBlock {
  const { id: stepId, name, direction, minutes, action } = step;
  const bare: CalendarBlock = { ...place, stepId, name, direction, minutes, kind: action.kind, isPast: false, state: "coming", mark: null };
  return known ? { ...bare, state: known.state, groups: known.groups, mark: known.minute === place.minute ? known.mark : null } : bare;
}

/** Other flows' steps and sends of the week as blocks. */
export function busyBlocks(week: FlowWeek): CalendarBlock[] {
  const weekdays = new Map(week.days.map(({ day, weekday }) => [day, weekday]));
  return week.busy.map(({ key, day, minute, minutes, name, groups }) => {
    return {
      key,
      stepId: null,
      day,
      weekday: weekdays.get(day) ?? 1,
      minute,
      minutes,
      name,
      direction: null,
      kind: "busy",
      isPast: isOver(week, day, minute),
      state: "coming",
      groups,
      mark: null,
    };
  });
}

/** Sets blocks of one day side by side where they overlap, and lets the others be as high as they may. */
export function placeBlocks(blocks: readonly CalendarBlock[]): PlacedBlock[] {
  const sorted = [...blocks].sort(
    (a, b) => a.minute - b.minute || Number(a.kind === "busy") - Number(b.kind === "busy") || a.key.localeCompare(b.key),
  );
  const placed: PlacedBlock[] = [];
  let cluster: PlacedBlock[] = [];
  let clusterEnd = -1;
  let ends: number[] = [];
  const close = () => {
    for (const block of cluster) block.lanes = ends.length;
  };
  for (const block of sorted) {
    const end = block.minute + Math.max(block.minutes, NAME_MINUTES);
    if (block.minute >= clusterEnd) {
      close();
      cluster = [];
      ends = [];
      clusterEnd = -1;
    }
    const free = ends.findIndex((taken) => taken <= block.minute);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = end;
    clusterEnd = Math.max(clusterEnd, end);
    const one: PlacedBlock = { ...block, lane, lanes: 1, drawnMinutes: block.minutes };
    cluster.push(one);
    placed.push(one);
  }
  close();
  for (const block of placed) block.drawnMinutes = drawnMinutes(block, sorted);
  return placed;
}

/** As long as it holds; a short one as high as its words need, where the next one leaves room. */
function drawnMinutes(block: PlacedBlock, sorted: readonly CalendarBlock[]): number {
  const wanted = Math.max(block.minutes, block.lanes > 1 ? THIN_MINUTES : FULL_MINUTES);
  const next = sorted.find((one) => one.minute >= block.minute + Math.max(block.minutes, NAME_MINUTES));
  return Math.max(NAME_MINUTES, block.minutes, Math.min(wanted, (next?.minute ?? 1440) - block.minute));
}

/** The hours a calendar shows: seven to half past ten, wider where something stands outside. */
export function shownHours(blocks: readonly CalendarBlock[]): { from: number; to: number } {
  const starts = blocks.map((block) => Math.floor(block.minute / 60) * 60);
  const ends = blocks.map((block) => Math.min(1440, Math.ceil((block.minute + Math.max(block.minutes, FULL_MINUTES)) / 30) * 30));
  return { from: Math.min(420, ...starts), to: Math.max(1350, ...ends) };
}
