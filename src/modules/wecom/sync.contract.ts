import { z } from "zod";
import { defineEndpoint, Done, Id, Instant, ListAsk, pageOf } from "../../lib/define.ts";
import { JobState } from "../../lib/job-state.ts";

const read = { permission: "wecom.read" } as const;
const manage = { permission: "wecom.manage" } as const;

export const SYNC_JOB = "wecom-sync";

/** In this order: what comes later refers to what came before. */
export const syncSteps = ["staff", "tags", "customers", "groups", "codes", "figures"] as const;
export const SyncStep = z.enum(syncSteps);
export type SyncStep = z.infer<typeof SyncStep>;

/** `full` is asked for by a person, `reconcile` runs each night; both read all there is, and say what differed. */
export const syncModes = ["full", "reconcile"] as const;
export const SyncAsk = z.object({ connectionId: Id, mode: z.enum(syncModes) });
export type SyncAsk = z.infer<typeof SyncAsk>;

export const SyncCounts = z.object({
  staff: z.number().int(),
  tags: z.number().int(),
  customers: z.number().int(),
  groups: z.number().int(),
  seats: z.number().int(),
  bound: z.number().int(),
  made: z.number().int(),
  codes: z.number().int(),
  figures: z.number().int(),
  changed: z.number().int(),
  differences: z.number().int(),
  problems: z.number().int(),
});
export type SyncCounts = z.infer<typeof SyncCounts>;

export const SyncRun = z.object({
  id: Id,
  mode: z.enum(syncModes),
  state: JobState,
  step: SyncStep.nullable(),
  /** Of the present step. */
  done: z.number().int(),
  total: z.number().int().nullable(),
  counts: SyncCounts.nullable(),
  failure: z.object({ code: z.string(), details: z.record(z.string(), z.unknown()) }).nullable(),
  cancelAsked: z.boolean(),
  askerName: z.string(),
  createdAt: Instant,
  startedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
});
export type SyncRun = z.infer<typeof SyncRun>;

/** What there is of a corp now, and the last runs, newest first. */
export const CorpState = z.object({
  corp: z.string(),
  orgId: Id.nullable(),
  syncedAt: Instant.nullable(),
  reconciledAt: Instant.nullable(),
  staff: z.number().int(),
  linkedStaff: z.number().int(),
  problemStaff: z.number().int(),
  customers: z.number().int(),
  relations: z.number().int(),
  lostRelations: z.number().int(),
  tags: z.number().int(),
  groups: z.number().int(),
  dissolvedGroups: z.number().int(),
  plannedGroups: z.number().int(),
  people: z.number().int(),
  waitingReads: z.number().int(),
  failingReads: z.number().int(),
  /** Found since a week ago, by kind. */
  differences: z.array(z.object({ kind: z.string(), n: z.number().int() })),
  runs: z.array(SyncRun),
});
export type CorpState = z.infer<typeof CorpState>;

const OfConnection = z.object({ connectionId: Id });

export const showCorpEndpoint = defineEndpoint({
  method: "GET",
  path: "/connections/:connectionId/wecom",
  ...read,
  perMinute: 600,
  input: OfConnection,
  output: CorpState,
});
/** Refusals: `wecom.sync-running`, `connections.off`. */
export const startSyncEndpoint = defineEndpoint({
  method: "POST",
  path: "/connections/:connectionId/wecom/sync",
  ...manage,
  input: OfConnection,
  output: z.object({ id: Id }),
});
/** Refusals: `jobs.ended`. */
export const cancelSyncEndpoint = defineEndpoint({
  method: "POST",
  path: "/connections/:connectionId/wecom/sync/:jobId/cancel",
  ...manage,
  input: z.object({ connectionId: Id, jobId: Id }),
  output: Done,
});
/** Where groups go whose owner is nobody we know; null: the whole brand's unit. */
export const changeCorpEndpoint = defineEndpoint({
  method: "POST",
  path: "/connections/:connectionId/wecom",
  ...manage,
  input: z.object({ connectionId: Id, orgId: Id.nullable() }),
  output: Done,
});

export const differenceKinds = ["staff", "customer", "tag", "group", "code"] as const;
const Side = z.union([z.string(), z.number()]);
export const Difference = z.object({
  id: Id,
  kind: z.enum(differenceKinds),
  key: z.string(),
  name: z.string(),
  what: z.record(z.string(), z.object({ ours: Side, theirs: Side })),
  since: Instant.nullable(),
  foundAt: Instant,
  mendedAt: Instant.nullable(),
  groupId: Id.nullable(),
});
export type Difference = z.infer<typeof Difference>;

export const listDifferencesEndpoint = defineEndpoint({
  method: "GET",
  path: "/connections/:connectionId/wecom/differences",
  ...read,
  input: ListAsk.omit({ q: true }).extend({ connectionId: Id, kind: z.enum(differenceKinds).optional() }),
  output: pageOf(Difference),
});
