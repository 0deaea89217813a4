import { z } from "zod";
import { Day, defineEndpoint, Id, Instant } from "../../lib/define.ts";
import { Direction } from "../contents/body.contract.ts";

const Count = z.number().int();

/** What became of a step that is over, or what a step to come comes to. */
export const OccurrenceState = z.enum(["made", "expired", "paused", "empty", "skipped", "not-running", "coming"]);

export const WeekOccurrence = z.object({
  stepId: z.string(),
  day: Day,
  weekday: Count,
  minute: Count,
  minutes: Count,
  name: z.string(),
  direction: Direction,
  kind: z.enum(["send", "task"]),
  isPast: z.boolean(),
  state: OccurrenceState,
  /** Why there is nothing to send. */
  emptyReason: z.string().nullable(),
  groups: Count,
  ok: Count,
  clash: Count,
  over: Count,
  leftOut: Count,
  missing: Count,
  /** The worst that holds, for its mark. */
  mark: z.enum(["clash", "over", "missing"]).nullable(),
});
export type WeekOccurrence = z.infer<typeof WeekOccurrence>;

/** Something else that reaches some of the same groups. */
export const BusyBlock = z.object({
  key: z.string(),
  day: Day,
  minute: Count,
  minutes: Count,
  name: z.string(),
  source: z.enum(["flow", "send"]),
  sourceId: Id,
  groups: Count,
});
export type BusyBlock = z.infer<typeof BusyBlock>;

export const Repair = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("skip"), stepId: z.string(), day: Day }),
  z.object({ kind: z.literal("move"), stepId: z.string(), weekdays: z.array(Count), minute: Count }),
  z.object({ kind: z.literal("make-task"), stepId: z.string() }),
  z.object({ kind: z.literal("fill"), stepId: z.string(), name: z.string(), weekdays: z.array(Count), minute: Count }),
  z.object({ kind: z.literal("new-step"), weekdays: z.array(Count), minute: Count }),
  z.object({ kind: z.literal("edit-step"), stepId: z.string() }),
  z.object({ kind: z.literal("open-content"), contentId: Id }),
  z.object({ kind: z.literal("open-column"), day: Day }),
  z.object({ kind: z.literal("open-groups"), reason: z.string() }),
]);
export type Repair = z.infer<typeof Repair>;

export const Finding = z.object({
  tone: z.enum(["bad", "warn", "tip"]),
  code: z.enum(["over", "clash-own", "clash-other", "missing", "left-out", "gap"]),
  days: z.array(Day),
  minute: Count,
  name: z.string(),
  other: z.string().nullable(),
  reason: z.string().nullable(),
  groups: Count,
  /** How many occurrences of the week it stands for. */
  times: Count,
  minutes: Count.nullable(),
  hour: Count.nullable(),
  /** Share of what is said, in that hour. */
  share: z.number().nullable(),
  cap: Count.nullable(),
  repairs: z.array(Repair),
});
export type Finding = z.infer<typeof Finding>;

/** A week with what was and what will be: the parts of every sum add up to it. */
export const FlowWeek = z.object({
  from: Day,
  today: Day,
  nowMinute: Count,
  computedAt: Instant,
  groups: Count,
  days: z.array(z.object({ day: Day, weekday: Count, steps: Count, sends: Count, isPast: z.boolean() })),
  occurrences: z.array(WeekOccurrence),
  busy: z.array(BusyBlock),
  gaps: z.array(z.object({ day: Day, from: Count, to: Count, hour: Count.nullable(), share: z.number().nullable() })),
  waking: z.object({ from: Count, to: Count }),
  totals: z.object({ steps: Count, sends: Count, done: Count, ok: Count, clash: Count, over: Count, leftOut: Count, missing: Count }),
  findings: z.array(Finding),
  /** Sends a group may get a day, and the fullest day of the week. */
  quota: z.object({ cap: Count, fullest: Count, day: Day.nullable() }),
  /** Owners who must tap by hand, and how often each a day at most. */
  hands: z.object({ people: Count, perDay: Count }),
});
export type FlowWeek = z.infer<typeof FlowWeek>;

/** `source` draft judges what is edited, running what runs. */
export const flowWeekEndpoint = defineEndpoint({
  method: "GET",
  path: "/flows/:flowId/week",
  permission: "flows.read",
  input: z.object({
    flowId: Id,
    day: Day.optional(),
    source: z.enum(["draft", "running"]).default("draft"),
    revision: z.coerce.number().int().optional(),
  }),
  output: FlowWeek,
});
