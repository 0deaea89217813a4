import type { BusyBlock, Finding, Repair, WeekOccurrence } from "./week.contract.ts";
import { type Block, CLASH_MINUTES, type Gap } from "./week.rules.ts";

/** What crowds an occurrence: a step of the same flow, or something else that reaches some of its groups. */
export interface Crowding {
  occurrence: WeekOccurrence;
  otherName: string;
  isOwn: boolean;
  groups: number;
}

export interface FindingFacts {
  occurrences: readonly WeekOccurrence[];
  crowdings: readonly Crowding[];
  busy: readonly BusyBlock[];
  /** Groups left out by reason and step. */
  leftOut: readonly { stepId: string; reason: string; groups: number }[];
  /** Content that a step cannot send, by `stepId`. */
  blockedContents: ReadonlyMap<string, string>;
  gaps: readonly (Gap & { hour: number | null; share: number | null })[];
  weekdayOf: (day: string) => number;
  cap: number;
}

const base = { other: null, reason: null, minutes: null, hour: null, share: null, cap: null };
const unique = <T>(list: readonly T[]): T[] => [...new Set(list)];

/** What to mend this week, worst first, each with ways to mend it. */
export function findFindings(facts: FindingFacts): Finding[] {
  return [...overFindings(facts), ...missingFindings(facts), ...crowdFindings(facts), ...leftOutFindings(facts), ...gapFindings(facts)];
}

const byStep = (list: readonly WeekOccurrence[]) => [...Map.groupBy(list, (one) => one.stepId).values()];

function overFindings({ occurrences, cap }: FindingFacts): Finding[] {
  return byStep(occurrences.filter((one) => one.over > 0)).flatMap((list) => {
    const first = list[0];
    if (!first) return [];
    const skip: Repair[] = list.length === 1 ? [{ kind: "skip", stepId: first.stepId, day: first.day }] : [];
    const repairs: Repair[] = [{ kind: "make-task", stepId: first.stepId }, ...skip];
    return [
      {
        ...base,
        tone: "bad" as const,
        code: "over" as const,
        days: list.map((one) => one.day),
        minute: first.minute,
        name: first.name,
        groups: Math.max(...list.map((one) => one.over)),
        times: list.length,
        cap,
        repairs,
      },
    ];
  });
}

function missingFindings({ occurrences, blockedContents }: FindingFacts): Finding[] {
  return byStep(occurrences.filter((one) => one.missing > 0)).flatMap((list) => {
    const first = list[0];
    if (!first) return [];
    const contentId = blockedContents.get(first.stepId);
    const open: Repair[] =
      first.emptyReason === "no-issue" ? [{ kind: "open-column", day: first.day }] : contentId ? [{ kind: "open-content", contentId }] : [];
    const skip: Repair[] = list.length === 1 ? [{ kind: "skip", stepId: first.stepId, day: first.day }] : [];
    const repairs: Repair[] = [...open, { kind: "edit-step", stepId: first.stepId }, ...skip];
    return [
      {
        ...base,
        tone: "bad" as const,
        code: "missing" as const,
        days: list.map((one) => one.day),
        minute: first.minute,
        name: first.name,
        reason: first.emptyReason,
        groups: first.groups,
        times: list.length,
        repairs,
      },
    ];
  });
}

function crowdFindings({ crowdings, occurrences, busy, weekdayOf }: FindingFacts): Finding[] {
  const alike = Map.groupBy(crowdings, (one) => `${one.occurrence.stepId} ${one.occurrence.minute} ${one.isOwn} ${one.otherName}`);
  return [...alike.values()].flatMap((list) => {
    const first = list[0];
    if (!first) return [];
    const { occurrence } = first;
    const days = list.map((one) => one.occurrence.day);
    const free = freeMinute(occurrence, days, [...occurrences.map(blockOf), ...busy]);
    const move: Repair[] =
      free === null ? [] : [{ kind: "move", stepId: occurrence.stepId, weekdays: unique(days.map(weekdayOf)), minute: free }];
    const skip: Repair[] = list.length === 1 ? [{ kind: "skip", stepId: occurrence.stepId, day: occurrence.day }] : [];
    const code = first.isOwn ? ("clash-own" as const) : ("clash-other" as const);
    return [
      {
        ...base,
        tone: "warn" as const,
        code,
        days,
        minute: occurrence.minute,
        name: occurrence.name,
        other: first.otherName,
        groups: Math.max(...list.map((one) => one.groups)),
        times: list.length,
        repairs: [...move, ...skip],
      },
    ];
  });
}

export function blockOf(one: WeekOccurrence): Block {
  return { key: `${one.stepId} ${one.day}`, day: one.day, minute: one.minute, minutes: one.minutes };
}

/** The next quarter of an hour within three hours at which nothing begins nearby on any of these days. */
function freeMinute(occurrence: WeekOccurrence, days: readonly string[], blocks: readonly Block[]): number | null {
  const others = blocks.filter((block) => days.includes(block.day) && block.key !== blockOf({ ...occurrence, day: block.day }).key);
  const start = Math.ceil((occurrence.minute + 1) / 15) * 15;
  for (let minute = start; minute <= Math.min(occurrence.minute + 180, 22 * 60); minute += 15) {
    if (
      others.every(
        (block) => Math.abs(block.minute - minute) >= CLASH_MINUTES && (block.minute > minute || block.minute + block.minutes <= minute),
      )
    )
      return minute;
  }
  return null;
}

function leftOutFindings({ leftOut, occurrences }: FindingFacts): Finding[] {
  const byReason = Map.groupBy(leftOut, (one) => one.reason);
  return [...byReason].flatMap(([reason, list]) => {
    const first = occurrences.find((one) => one.stepId === list[0]?.stepId);
    if (!first) return [];
    const repairs: Repair[] =
      reason === "quiet-hours" || reason === "format" ? [{ kind: "edit-step", stepId: first.stepId }] : [{ kind: "open-groups", reason }];
    return [
      {
        ...base,
        tone: "warn" as const,
        code: "left-out" as const,
        days: [],
        minute: first.minute,
        name: first.name,
        reason,
        groups: Math.max(...list.map((one) => one.groups)),
        times: list.length,
        repairs,
      },
    ];
  });
}

function gapFindings({ gaps, occurrences, weekdayOf }: FindingFacts): Finding[] {
  const alike = Map.groupBy(gaps, (gap) => `${gap.from} ${gap.to}`);
  return [...alike.values()].flatMap((list) => {
    const first = list[0];
    if (!first) return [];
    const weekdays = list.map((gap) => weekdayOf(gap.day));
    const middle = Math.round((first.hour === null ? (first.from + first.to) / 2 : first.hour * 60) / 15) * 15;
    const minute = Math.min(first.to - 30, Math.max(first.from, middle));
    const donor = occurrences.find(
      (one) =>
        one.minute >= first.from &&
        one.minute <= first.to - 15 &&
        weekdays.every((weekday) => !occurrences.some((other) => other.stepId === one.stepId && other.weekday === weekday)),
    );
    const repair: Repair = donor
      ? { kind: "fill", stepId: donor.stepId, name: donor.name, weekdays, minute: donor.minute }
      : { kind: "new-step", weekdays, minute };
    return [
      {
        ...base,
        tone: "tip" as const,
        code: "gap" as const,
        days: list.map((gap) => gap.day),
        minute: first.from,
        name: "",
        groups: 0,
        times: list.length,
        minutes: first.to - first.from,
        hour: first.hour,
        share: first.share,
        repairs: [repair],
      },
    ];
  });
}
