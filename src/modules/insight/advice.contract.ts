import { z } from "zod";
import { Day, defineEndpoint, Done, Id, Instant, ListAsk } from "../../lib/define.ts";
import { ScopeText } from "./metrics.contract.ts";

/** Every next best action there is, most pressing first; after `flash-over` each type of groups has an order of its own. */
export const adviceCodes = [
  "no-owner",
  "exodus",
  "adverts",
  "host-silent",
  "few-voices",
  "broadcast",
  "newcomers-lost",
  "thin",
  "silent",
  "fading",
  "flash-over",
  "unwelcomed",
  "one-hand",
  "slow-start",
  "weak-entry",
  "quiet-hour",
  "buyers-gone",
  "no-referral",
] as const;
export const AdviceCode = z.enum(adviceCodes);
export type AdviceCode = z.infer<typeof AdviceCode>;

/** Why a group is dying, in the order they are looked for; at most one stands for a group. */
export const dyingCauses = [
  "flash-over",
  "exodus",
  "adverts",
  "host-silent",
  "few-voices",
  "broadcast",
  "newcomers-lost",
  "thin",
] as const satisfies readonly AdviceCode[];
export type DyingCauseCode = (typeof dyingCauses)[number];

/** Those that put a group on the list of groups that need help; the others stand on its page and on the stage board. */
export const helpCodes: readonly AdviceCode[] = ["no-owner", "silent", "fading", ...dyingCauses];

/** What one press does: opens a page with everything filled in, or gives the group's keeper a task. */
export const AdviceAct = z.enum(["send", "flow", "roster", "owner", "entry", "close", "task"]);
export type AdviceAct = z.infer<typeof AdviceAct>;

/** Numbers, days and names that caused it; the sentence is found in the dictionary by its code. */
export const Cause = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
export type Cause = z.infer<typeof Cause>;

export const Advice = z.object({ id: Id, code: AdviceCode, act: AdviceAct, cause: Cause, since: Day });
export type Advice = z.infer<typeof Advice>;

export const PartScore = z.object({ value: z.number(), percentile: z.number(), peers: z.number().int() });
export const HealthParts = z.object({
  interaction: PartScore.optional(),
  growth: PartScore.optional(),
  retention: PartScore.optional(),
  conversion: PartScore.optional(),
});

export const GroupInNeed = z.object({
  group: z.object({ id: Id, name: z.string(), members: z.number().int() }),
  stage: z.number().int().min(1).max(5),
  health: z.number().int().nullable(),
  health7dAgo: z.number().int().nullable(),
  dyingSince: Day.nullable(),
  advice: Advice,
  /** How many more pieces of advice it has. */
  more: z.number().int(),
});
export type GroupInNeed = z.infer<typeof GroupInNeed>;

/** Groups that need help, worst health first; with a code, all that have this piece of advice open. */
export const groupsInNeedEndpoint = defineEndpoint({
  method: "GET",
  path: "/insight/groups-in-need",
  permission: "insight.read",
  input: z.object({
    scope: ScopeText.default("brand"),
    code: AdviceCode.optional(),
    stage: z.coerce.number().int().min(1).max(5).optional(),
    cursor: ListAsk.shape.cursor,
    limit: z.coerce.number().int().min(1).max(200).default(5),
  }),
  output: z.object({ items: z.array(GroupInNeed), nextCursor: z.string().nullable(), total: z.number().int() }),
});

/** Not now: it stays away for two weeks. */
export const dismissAdviceEndpoint = defineEndpoint({
  method: "POST",
  path: "/insight/advice/:adviceId/dismiss",
  permission: "groups.read",
  input: z.object({ adviceId: Id }),
  output: Done,
});
/** Takes one's own dismissal back, within a minute of it. Refusals: `insight.advice-missing`. */
export const recallAdviceEndpoint = defineEndpoint({
  method: "POST",
  path: "/insight/advice/:adviceId/recall",
  permission: "groups.read",
  input: z.object({ adviceId: Id }),
  output: Done,
});
/** Gives whoever keeps the group a task about it, due this evening; the words are the page's. Ends the advice. */
export const adviceTaskEndpoint = defineEndpoint({
  method: "POST",
  path: "/insight/advice/:adviceId/task",
  permission: "tasks.do",
  personOnly: true,
  input: z.object({ adviceId: Id, title: z.string().trim().min(1).max(200), note: z.string().trim().max(500).default("") }),
  output: z.object({ assigneeName: z.string(), dueAt: Instant }),
});
