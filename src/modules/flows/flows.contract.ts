import { z } from "zod";
import { Day, defineEndpoint, defineEvent, Done, Id, Instant } from "../../lib/define.ts";
import { Direction } from "../contents/body.contract.ts";
import { FlowAudience, FlowKind, FlowSpec, FlowState } from "./spec.contract.ts";

const Name = z.string().trim().min(1).max(60);
const Version = z.number().int().min(1);
const FlowId = z.object({ flowId: Id });

/** One step of today as a tick: done, under way, late, or still to come. */
export const StepTick = z.enum(["done", "open", "late", "missed", "coming", "skipped"]);
export type StepTick = z.infer<typeof StepTick>;

export const FlowRow = z.object({
  id: Id,
  kind: FlowKind,
  name: z.string(),
  state: FlowState,
  /** What runs, else what was last published; 0 before the first. */
  version: z.number().int(),
  hasDraft: z.boolean(),
  orgName: z.string(),
  audienceName: z.string(),
  groups: z.number().int(),
  steps: z.number().int(),
  perWeek: z.number().int(),
  today: z.array(StepTick),
  nextDueAt: Instant.nullable(),
  updatedAt: Instant,
  canManage: z.boolean(),
});
export type FlowRow = z.infer<typeof FlowRow>;

export const listFlowsEndpoint = defineEndpoint({
  method: "GET",
  path: "/flows",
  permission: "flows.read",
  input: z.object({ state: FlowState.optional() }),
  output: z.object({ items: z.array(FlowRow) }),
});

/** Names of what a spec refers to, so that a page need not ask for each. */
export const FlowNames = z.object({
  contents: z.record(z.string(), z.string()),
  columns: z.record(z.string(), z.string()),
  audience: z.string(),
});
export type FlowNames = z.infer<typeof FlowNames>;

export const FlowDetail = z.object({
  id: Id,
  kind: FlowKind,
  name: z.string(),
  state: FlowState,
  orgId: Id,
  orgName: z.string(),
  draft: FlowSpec,
  draftRevision: z.number().int(),
  draftSavedAt: Instant,
  /** What runs, or was last published; null before the first. */
  published: z.object({ version: Version, spec: FlowSpec }).nullable(),
  latestVersion: z.number().int(),
  groups: z.number().int(),
  startedAt: Instant.nullable(),
  nextDueAt: Instant.nullable(),
  names: FlowNames,
  canManage: z.boolean(),
});
export type FlowDetail = z.infer<typeof FlowDetail>;
export const showFlowEndpoint = defineEndpoint({
  method: "GET",
  path: "/flows/:flowId",
  permission: "flows.read",
  input: FlowId,
  output: FlowDetail,
});

/** `preset` true begins with the usual steps of its kind instead of none. */
export const createFlowEndpoint = defineEndpoint({
  method: "POST",
  path: "/flows",
  permission: "flows.manage",
  input: z.object({ name: Name, kind: FlowKind, audience: FlowAudience, preset: z.boolean().default(false), spec: FlowSpec.optional() }),
  output: z.object({ id: Id }),
});
/** `revision` is the one that was edited; another one saved since is a conflict. */
export const saveDraftEndpoint = defineEndpoint({
  method: "POST",
  path: "/flows/:flowId/draft",
  permission: "flows.manage",
  input: FlowId.extend({ revision: z.number().int(), name: Name.optional(), spec: FlowSpec }),
  output: z.object({ revision: z.number().int(), savedAt: Instant }),
});
/** Refuses with `flows.not-ready` and its problems; the running flow goes on with the new version from its next step. */
export const publishFlowEndpoint = defineEndpoint({
  method: "POST",
  path: "/flows/:flowId/publish",
  permission: "flows.manage",
  input: FlowId.extend({ revision: z.number().int(), note: z.string().trim().max(200).default("") }),
  output: z.object({ version: Version }),
});
/** With `catchUp` steps that are due already but still within their grace go out at once. */
export const startFlowEndpoint = defineEndpoint({
  method: "POST",
  path: "/flows/:flowId/start",
  permission: "flows.manage",
  input: FlowId.extend({ catchUp: z.boolean().default(false) }),
  output: z.object({ groups: z.number().int() }),
});
export const pauseFlowEndpoint = defineEndpoint({
  method: "POST",
  path: "/flows/:flowId/pause",
  permission: "flows.manage",
  input: FlowId,
  output: z.object({ held: z.number().int() }),
});
export const resumeFlowEndpoint = defineEndpoint({
  method: "POST",
  path: "/flows/:flowId/resume",
  permission: "flows.manage",
  input: FlowId.extend({ catchUp: z.boolean().default(false) }),
  output: Done,
});
export const stopFlowEndpoint = defineEndpoint({
  method: "POST",
  path: "/flows/:flowId/stop",
  permission: "flows.manage",
  input: FlowId,
  output: z.object({ spared: z.number().int() }),
});
/** Only a flow that was never published goes for good. */
export const removeFlowEndpoint = defineEndpoint({
  method: "POST",
  path: "/flows/:flowId/remove",
  permission: "flows.manage",
  input: FlowId,
  output: Done,
});
/** Leaves a step out on one day, or takes that back; in force at once, without a new version. */
export const skipStepEndpoint = defineEndpoint({
  method: "POST",
  path: "/flows/:flowId/skips",
  permission: "flows.manage",
  input: FlowId.extend({ stepId: z.string().max(40), day: Day, skip: z.boolean() }),
  output: Done,
});

export const FlowVersionRow = z.object({
  version: Version,
  spec: FlowSpec,
  note: z.string(),
  createdAt: Instant,
  authorName: z.string().nullable(),
  isRunning: z.boolean(),
});
export type FlowVersionRow = z.infer<typeof FlowVersionRow>;
export const listFlowVersionsEndpoint = defineEndpoint({
  method: "GET",
  path: "/flows/:flowId/versions",
  permission: "flows.read",
  input: FlowId,
  output: z.object({ items: z.array(FlowVersionRow), names: FlowNames }),
});

export const StepStats = z.object({
  stepId: z.string(),
  /** Days on which it was carried out, came too late, had nothing to send. */
  made: z.number().int(),
  expired: z.number().int(),
  empty: z.number().int(),
  skipped: z.number().int(),
  /** Groups it was made for, and what became of its sends. */
  groups: z.number().int(),
  sent: z.number().int(),
  failed: z.number().int(),
  open: z.number().int(),
  lastDay: Day.nullable(),
});
export type StepStats = z.infer<typeof StepStats>;
/** Of the last so many days. */
export const flowStatsEndpoint = defineEndpoint({
  method: "GET",
  path: "/flows/:flowId/stats",
  permission: "flows.read",
  input: FlowId.extend({ days: z.coerce.number().int().min(1).max(90).default(30) }),
  output: z.object({ from: Day, to: Day, items: z.array(StepStats) }),
});

export const TodayStep = z.object({
  flowId: Id,
  flowName: z.string(),
  stepId: z.string(),
  name: z.string(),
  direction: Direction,
  kind: z.enum(["send", "task"]),
  minute: z.number().int(),
  minutes: z.number().int(),
  dueAt: Instant,
  tick: StepTick,
  /** Groups of the caller's that it is for, and how far they are. */
  groups: z.number().int(),
  sent: z.number().int(),
  open: z.number().int(),
  failed: z.number().int(),
  /** What it sends, in a word: the content's or column's name, or the words themselves. */
  note: z.string(),
  sendId: Id.nullable(),
  /** For one group only: how its own delivery stands. */
  deliveryState: z.string().nullable(),
});
export type TodayStep = z.infer<typeof TodayStep>;
/** What the groups the caller sees get today, by time; `groupId` limits it to one, `mine` to those he owns or has a duty in. */
export const todayStepsEndpoint = defineEndpoint({
  method: "GET",
  path: "/flows-today",
  permission: "flows.read",
  input: z.object({ groupId: Id.optional(), mine: z.stringbool().optional(), orgId: Id.optional() }),
  output: z.object({
    day: Day,
    nowMinute: z.number().int(),
    groups: z.number().int(),
    steps: z.array(TodayStep),
    gaps: z.array(z.object({ from: z.number().int(), to: z.number().int() })),
  }),
});

/** Today's steps of groups in sight as ticks, by time; groups in no flow are left out. */
export const groupTicksEndpoint = defineEndpoint({
  method: "GET",
  path: "/flows-ticks",
  permission: "flows.read",
  input: z.object({ groupIds: z.union([Id.transform((one) => [one]), z.array(Id).min(1).max(200)]) }),
  output: z.object({ items: z.array(z.object({ groupId: Id, ticks: z.array(StepTick) })) }),
});

export const flowPublished = defineEvent("flows.published", z.object({ flowId: Id, version: Version }));
export const flowStarted = defineEvent("flows.started", z.object({ flowId: Id, version: Version, value: z.number().int() }));
export const flowPaused = defineEvent("flows.paused", z.object({ flowId: Id }));
export const flowStopped = defineEvent("flows.stopped", z.object({ flowId: Id }));
