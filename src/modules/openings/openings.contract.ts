import { z } from "zod";
import { defineEndpoint, Done, Fen, Id, Instant, pageOf } from "../../lib/define.ts";
import { CommercialType, Positioning } from "../groups/profile.contract.ts";
import { MetricKey } from "../insight/metrics.contract.ts";
import { Thresholds } from "../insight/thresholds.contract.ts";

/** What groups are joined with: 小程序/直播/商城, 活动, 私聊, 会员与分层, 游戏化. */
export const combinations = ["shop", "campaign", "private", "tiers", "games"] as const;
export const Combination = z.enum(combinations);
export type Combination = z.infer<typeof Combination>;

/** What a brand says of one line of goods. */
export const LineAnswers = z.object({
  /** From one order of a buyer to the next. */
  daysBetweenOrders: z.number().min(1).max(3650),
  ticketFen: Fen.min(1).max(10_000_000_00),
  /** From the first look to the payment. */
  decisionHours: z.number().min(0).max(8760),
  /** Of the price; a ratio. */
  margin: z.number().min(0).max(1),
  needsExplaining: z.boolean(),
  appeal: z.enum(["broad", "segmented", "unclear"]),
  impulse: z.boolean(),
});
export type LineAnswers = z.infer<typeof LineAnswers>;

const Name = z.string().trim().min(1).max(30);

export const Line = z.object({
  id: Id,
  name: z.string(),
  answers: LineAnswers,
  combinations: z.array(Combination),
  changedAt: Instant,
  appliedAt: Instant.nullable(),
  /** The type it was applied with. */
  appliedType: CommercialType.nullable(),
  blueprint: z.object({ id: Id, name: z.string(), groups: z.number().int() }).nullable(),
  flow: z.object({ id: Id, name: z.string(), state: z.string() }).nullable(),
  /** The last that was applied to its type: its figures stand first on 今日 of who has such groups. */
  isFocus: z.boolean(),
});
export type Line = z.infer<typeof Line>;

export const EVIDENCE_DAYS = 180;
/** Of the half year's orders no more than these are read: the latest, with the one of the same buyer before each. */
export const EVIDENCE_ORDERS = 2_000;

/** What orders of the last 180 days say; null where there are too few. */
export const Evidence = z.object({
  orders: z.number().int(),
  buyers: z.number().int(),
  repeatBuyers: z.number().int(),
  daysBetweenOrders: z.number().nullable(),
  ticketFen: z.number().nullable(),
  /** False where there were more: then they are the latest, from groups in sight an even share of each. */
  isWhole: z.boolean(),
  /** False where they are those credited to the groups in the caller's sight. */
  isOfBrand: z.boolean(),
});
export type Evidence = z.infer<typeof Evidence>;

export const listLinesEndpoint = defineEndpoint({
  method: "GET",
  path: "/openings/lines",
  permission: "groups.read",
  input: z.object({}),
  output: z.object({
    items: z.array(Line),
    /** The brand's marks in force, which a line's are lifted from. */
    marks: z.record(CommercialType, Thresholds),
  }),
});
export const evidenceEndpoint = defineEndpoint({
  method: "GET",
  path: "/openings/evidence",
  permission: "orders.read",
  input: z.object({}),
  output: Evidence,
});
const SaveLine = z.object({ name: Name, answers: LineAnswers, combinations: z.array(Combination).max(5).default([]) });
/** Refusals: `openings.name-taken`. */
export const createLineEndpoint = defineEndpoint({
  method: "POST",
  path: "/openings/lines",
  permission: "groups.manage",
  input: SaveLine,
  output: z.object({ id: Id }),
});
/** What was made from it before stays as it is until it is applied again. */
export const changeLineEndpoint = defineEndpoint({
  method: "POST",
  path: "/openings/lines/:lineId",
  permission: "groups.manage",
  input: SaveLine.extend({ lineId: Id }),
  output: Done,
});
/** The blueprint and the flow made from it stay. */
export const removeLineEndpoint = defineEndpoint({
  method: "POST",
  path: "/openings/lines/:lineId/remove",
  permission: "groups.manage",
  input: z.object({ lineId: Id }),
  output: Done,
});
/**
 * Takes one's own last change or removal of a line back, shortly after it and as long as it was not applied since; answers what it says
 * again. Refusals:
 * `openings.change-missing`, `openings.name-taken`.
 */
export const restoreLineEndpoint = defineEndpoint({
  method: "POST",
  path: "/openings/lines/:lineId/restore",
  permission: "groups.manage",
  personOnly: true,
  input: z.object({ lineId: Id }),
  output: z.object({ name: z.string(), answers: LineAnswers, combinations: z.array(Combination) }),
});
/**
 * Makes the answer true: the line's blueprint with its type and marks (a new version where there is one), its standard flow as a draft, and what 今日
 * looks at first. Refusals: `openings.line-missing`, `groups.blueprint-name-taken`, `flows.name-taken`.
 */
export const applyLineEndpoint = defineEndpoint({
  method: "POST",
  path: "/openings/lines/:lineId/apply",
  permission: "groups.manage",
  input: z.object({ lineId: Id, positioning: Positioning.default("benefit"), blueprintId: Id.optional() }),
  output: z.object({ blueprintId: Id, blueprintVersion: z.number().int(), flowId: Id, commercialType: CommercialType }),
});

/** What 今日 looks at first for one type of groups, by the line last applied to it. */
export const Focus = z.object({
  commercialType: CommercialType,
  line: z.string(),
  metrics: z.array(MetricKey),
  /** Of the type, not closed, in sight. */
  groups: z.number().int(),
});
export type Focus = z.infer<typeof Focus>;

/** One for each type of the groups in sight, that of most groups first; of every applied type while there are no such groups. */
export const focusEndpoint = defineEndpoint({
  method: "GET",
  path: "/openings/focus",
  permission: "groups.read",
  input: z.object({ mine: z.stringbool().optional(), orgId: Id.optional() }),
  output: z.object({ items: z.array(Focus) }),
});

/** 定位, 组织框架, 规则, 基础内容, 内容规划, 激励与价值体系, 产品转化, SOP. */
export const guideSteps = ["positioning", "organisation", "rules", "basics", "content", "incentives", "conversion", "sop"] as const;
export const GuideStepName = z.enum(guideSteps);
export type GuideStepName = z.infer<typeof GuideStepName>;

export const checkNames = [
  "purpose",
  "line",
  "owner",
  "admins",
  "kocs",
  "rules",
  "penalty",
  "slogan",
  "logo",
  "greeting",
  "entry",
  "library",
  "times",
  "gives",
  "rewards",
  "penalties",
  "selling",
  "orders",
  "flow",
  "made",
] as const;
export const CheckName = z.enum(checkNames);
export type CheckName = z.infer<typeof CheckName>;

/** One test on what is really there: how much of it, of how much. */
export const Check = z.object({ name: CheckName, value: z.number(), wanted: z.number(), ok: z.boolean() });
export type Check = z.infer<typeof Check>;
export const GuideStep = z.object({ step: GuideStepName, ok: z.boolean(), checks: z.array(Check) });
export type GuideStep = z.infer<typeof GuideStep>;

export const groupGuideEndpoint = defineEndpoint({
  method: "GET",
  path: "/openings/groups/:groupId/guide",
  permission: "groups.read",
  input: z.object({ groupId: Id }),
  output: z.object({ steps: z.array(GuideStep), blueprintId: Id.nullable() }),
});

/** The groups of a blueprint (null: of none) that the caller sees, and how many fail each step, in the steps' order. */
export const GuideRow = z.object({
  blueprintId: Id.nullable(),
  name: z.string().nullable(),
  groups: z.number().int(),
  whole: z.number().int(),
  failing: z.array(z.number().int()),
});
export type GuideRow = z.infer<typeof GuideRow>;
export const guideEndpoint = defineEndpoint({
  method: "GET",
  path: "/openings/guide",
  permission: "groups.read",
  input: z.object({ mine: z.stringbool().optional() }),
  output: z.object({ items: z.array(GuideRow) }),
});

export const FailingGroup = z.object({
  groupId: Id,
  name: z.string(),
  code: z.string(),
  orgPath: z.string(),
  ownerName: z.string().nullable(),
  members: z.number().int(),
  failing: z.array(GuideStep),
});
export type FailingGroup = z.infer<typeof FailingGroup>;
/** The groups behind a number of the guide; `blueprintId` "none" for those without a blueprint. */
export const failingGroupsEndpoint = defineEndpoint({
  method: "GET",
  path: "/openings/groups",
  permission: "groups.read",
  input: z.object({
    step: GuideStepName.optional(),
    blueprintId: z.union([Id, z.literal("none")]).optional(),
    mine: z.stringbool().optional(),
    cursor: z.string().max(500).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: pageOf(FailingGroup),
});
