import { z } from "zod";
import { Day, defineEndpoint, Id, Instant } from "../../lib/define.ts";
import { Advice, AdviceCode, HealthParts } from "./advice.contract.ts";
import { backwards, Coverage, MetricKey, ScopeText } from "./metrics.contract.ts";

const Scope = { scope: ScopeText.default("brand") };
const isForward = (ask: { from: string; to: string }) => ask.from <= ask.to;
const Ratio = z.number().nullable();

/** What a stage is measured by: seats taken of the target, 7-day interaction, 30-day retention, conversion, referral. */
export const stageMeasures = ["seats", "interaction", "retention", "conversion", "referral"] as const;
export const StageMeasure = z.enum(stageMeasures);

export const StageColumn = z.object({
  stage: z.number().int().min(1).max(5),
  groups: z.number().int(),
  members: z.number().int(),
  measure: StageMeasure,
  value: Ratio,
  /** The mark of the stage's most common commercial type; `others` groups have another. */
  target: Ratio,
  others: z.number().int(),
  /** Groups of the stage that are below their own mark. */
  below: z.number().int(),
  /** Of the groups that stood here 30 days ago: further now, or back. */
  risen: z.number().int(),
  fallen: z.number().int(),
  /** The piece of advice most of its groups have open. */
  worst: z.object({ code: AdviceCode, groups: z.number().int() }).nullable(),
});
export type StageColumn = z.infer<typeof StageColumn>;

export const stageBoardEndpoint = defineEndpoint({
  method: "GET",
  path: "/insight/stages",
  permission: "insight.read",
  input: z.object(Scope),
  output: z.object({
    day: Day,
    columns: z.array(StageColumn),
    groups: z.number().int(),
    risen: z.number().int(),
    fallen: z.number().int(),
  }),
});

export const funnelSteps = ["exposed", "acquired", "activated", "retained", "paid", "referred"] as const;
export const FunnelStep = z.enum(funnelSteps);
export type FunnelStep = z.infer<typeof FunnelStep>;

/** Those who joined in the period, and of each step those who went on to the next; `rate` is of the step before. */
export const funnelEndpoint = defineEndpoint({
  method: "GET",
  path: "/insight/funnel",
  permission: "insight.read",
  input: z.object({ ...Scope, from: Day, to: Day }).refine(isForward, backwards),
  output: z.object({
    steps: z.array(z.object({ step: FunnelStep, count: z.number().int(), rate: Ratio, previousRate: Ratio })),
    /** The step that lost most against the period before, where one lost a point or more. */
    weakest: z.object({ step: FunnelStep, change: z.number(), lost: z.number().int() }).nullable(),
  }),
});

export const FunnelPerson = z.object({ groupId: Id, groupName: z.string(), memberId: Id, memberName: z.string(), joinedAt: Instant });
/** The people of one step; `stopped` gives those who did not go on from the step before. */
export const funnelRowsEndpoint = defineEndpoint({
  method: "GET",
  path: "/insight/funnel/rows",
  permission: "insight.read",
  input: z
    .object({
      ...Scope,
      from: Day,
      to: Day,
      step: FunnelStep.exclude(["exposed"]),
      stopped: z.stringbool().default(false),
      cursor: z.string().max(500).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    })
    .refine(isForward, backwards),
  output: z.object({ items: z.array(FunnelPerson), nextCursor: z.string().nullable(), total: z.number().int() }),
});

/** People by the week they first joined a group, and how many were in at the end of each week after. Null: that week is not over. */
export const cohortsEndpoint = defineEndpoint({
  method: "GET",
  path: "/insight/cohorts",
  permission: "insight.read",
  input: z.object({ ...Scope, weeks: z.coerce.number().int().min(2).max(12).default(8) }),
  output: z.object({ weeks: z.array(z.object({ week: Day, people: z.number().int(), kept: z.array(z.number().int().nullable()) })) }),
});

/** Valid member messages by weekday (Monday first) and hour over the last 28 days that are over. */
export const heatEndpoint = defineEndpoint({
  method: "GET",
  path: "/insight/groups/:groupId/heat",
  permission: "insight.read",
  input: z.object({ groupId: Id }),
  output: z.object({
    from: Day,
    to: Day,
    values: z.array(z.array(z.number())),
    best: z.object({ weekday: z.number().int(), hour: z.number().int(), perHour: z.number() }).nullable(),
    isTold: z.boolean(),
  }),
});

export const GroupDay = z.object({
  day: Day,
  members: z.number().int(),
  joined: z.number().int(),
  left: z.number().int(),
  messages: z.number().int().nullable(),
  validMessages: z.number().int().nullable(),
  interaction: Ratio,
});
export const groupDaysEndpoint = defineEndpoint({
  method: "GET",
  path: "/insight/groups/:groupId/days",
  permission: "insight.read",
  input: z.object({ groupId: Id, from: Day, to: Day }).refine(isForward, backwards),
  output: z.object({ days: z.array(GroupDay), stages: z.array(z.object({ day: Day, stage: z.number().int() })) }),
});

/** One rung of the ladder: when the group came to it, and what it takes to go on. */
export const Rung = z.object({
  stage: z.number().int(),
  enteredOn: Day.nullable(),
  /** Days it took; null while it lasts or before it. */
  tookDays: z.number().int().nullable(),
  value: Ratio,
  target: z.number(),
  isMet: z.boolean(),
});
export const groupStateEndpoint = defineEndpoint({
  method: "GET",
  path: "/insight/groups/:groupId",
  permission: "insight.read",
  input: z.object({ groupId: Id }),
  output: z.object({
    groupId: Id,
    /** The last day that is settled; null before the first. */
    day: Day.nullable(),
    stage: z.number().int().min(1).max(5),
    stageSince: Day.nullable(),
    ladder: z.array(Rung),
    health: z.number().int().nullable(),
    health7dAgo: z.number().int().nullable(),
    healthParts: HealthParts,
    /** Share of the peers with a lower health, 0–1. */
    aboveShare: Ratio,
    dyingSince: Day.nullable(),
    advice: z.array(Advice),
    coverage: z.enum(["exact", "owner", "none"]),
  }),
});

export const BoardCell = z.object({ value: z.number().nullable(), numerator: z.number(), denominator: z.number() });
export const BoardRow = z.object({
  group: z.object({ id: Id, name: z.string(), orgName: z.string(), members: z.number().int() }),
  stage: z.number().int(),
  health: z.number().int().nullable(),
  cells: z.record(MetricKey, BoardCell),
});
export type BoardRow = z.infer<typeof BoardRow>;

export const BoardAsk = z.object({
  ...Scope,
  days: z.coerce
    .number()
    .pipe(z.union([z.literal(1), z.literal(7), z.literal(30)]))
    .default(30),
  sort: z.union([MetricKey, z.literal("health"), z.literal("members")]).default("health"),
  descending: z.stringbool().default(false),
  stage: z.coerce.number().int().min(1).max(5).optional(),
});
export type BoardAsk = z.infer<typeof BoardAsk>;

/** Every group of a scope with its metrics, over the days that ended yesterday; `total` is the scope's own row. */
export const boardEndpoint = defineEndpoint({
  method: "GET",
  path: "/insight/board",
  permission: "insight.read",
  input: BoardAsk.extend({ cursor: z.string().max(100).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
  output: z.object({
    from: Day,
    to: Day,
    items: z.array(BoardRow),
    nextCursor: z.string().nullable(),
    total: z.number().int(),
    sums: z.record(MetricKey, BoardCell.extend({ coverage: Coverage })),
  }),
});
/** Counts every day of a scope's groups anew from the log and the tables. */
export const recomputeEndpoint = defineEndpoint({
  method: "POST",
  path: "/insight/recompute",
  permission: "brands.manage",
  input: z.object(Scope),
  output: z.object({ groups: z.number().int() }),
});
