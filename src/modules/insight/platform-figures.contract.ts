import { z } from "zod";
import { Day, defineEndpoint } from "../../lib/define.ts";
import { backwards, ScopeText } from "./metrics.contract.ts";

const Span = { scope: ScopeText.default("brand"), from: Day, to: Day };
const isForward = (ask: { from: string; to: string }) => ask.from <= ask.to;

/** What a platform counts of its groups where it does not tell who says what: sums of an owner's groups and a day. */
export const platformKeys = ["messages", "talkingMembers", "newMembers", "members"] as const;
export const PlatformKey = z.enum(platformKeys);
export type PlatformKey = z.infer<typeof PlatformKey>;
/** Those of which a period's figure is the mean of its days; the others are added up. */
export const platformMeans: readonly PlatformKey[] = ["talkingMembers", "members"];

const Sums = z.record(PlatformKey, z.number().int().nullable());

/**
 * WeCom's own figures of a scope's groups, never mixed with what is counted here. Told by owner only: an owner counts where all groups of
 * his are in the scope, else his sums cannot be taken apart and his groups stand under `split`.
 */
export const platformFiguresEndpoint = defineEndpoint({
  method: "GET",
  path: "/insight/platform-figures",
  permission: "insight.read",
  input: z.object(Span).refine(isForward, backwards),
  output: z.object({
    /** The scope's groups on the platform; of them those whose owners gave figures in the period, and those that cannot be told apart. */
    groups: z.number().int(),
    told: z.number().int(),
    split: z.number().int(),
    days: z.number().int(),
    daysTold: z.number().int(),
    /** The first day of which there is anything, in the period and ever. */
    firstDay: Day.nullable(),
    since: Day.nullable(),
    /** Sums over the days told; null where nothing was told. */
    sums: Sums,
    byDay: z.array(z.object({ day: Day, sums: Sums })),
  }),
});
export type PlatformFigures = z.output<typeof platformFiguresEndpoint.output>;

/** The rows a sum is made of: one owner's groups on one day, the newest first. */
export const platformRowsEndpoint = defineEndpoint({
  method: "GET",
  path: "/insight/platform-figures/rows",
  permission: "insight.read",
  input: z
    .object({
      ...Span,
      key: PlatformKey,
      cursor: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    })
    .refine(isForward, backwards),
  output: z.object({
    items: z.array(z.object({ id: z.string(), day: Day, owner: z.string(), groups: z.number().int().nullable(), value: z.number().int() })),
    nextCursor: z.string().nullable(),
    total: z.number().int(),
    sum: z.number().int(),
  }),
});
