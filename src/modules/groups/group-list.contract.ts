import { z } from "zod";
import { defineEndpoint, Fen, Id, Instant, ListAsk, pageOf } from "../../lib/define.ts";
import { GroupStatus, groupStatuses } from "./groups.contract.ts";
import { CommercialType, groupChannels, positionings, Positioning } from "./profile.contract.ts";

/** Several values in one query field, `benefit,flash`; what is none of the values is left out. */
function listOf<T extends string>(values: readonly T[]) {
  return z
    .string()
    .max(300)
    .optional()
    .transform((text) => values.filter((value) => text?.split(",").includes(value)));
}

/** Members of 9 in 10 seats: 快满员. Made within 14 days: 新建. */
export const NEARLY_FULL_SHARE = 0.9;
export const FRESH_DAYS = 14;

export const groupTabs = ["all", "mine", "cooling", "full", "fresh"] as const;
export const GroupTab = z.enum(groupTabs);
export type GroupTab = z.infer<typeof GroupTab>;

export const healthBands = ["good", "warn", "bad"] as const;
/** Smallest score of the band, as drawn: ≥ 75 good, 55–74 warn, < 55 bad. */
export const healthBandFrom: Record<(typeof healthBands)[number], number> = { good: 75, warn: 55, bad: 0 };

export const groupSorts = ["code", "name", "members", "fill", "health", "interaction", "cooled", "paid", "created", "spoke"] as const;
export type GroupSort = (typeof groupSorts)[number];
const signed = groupSorts.flatMap((name) => [name, `-${name}` as const]);

export const GroupFilter = z.object({
  q: ListAsk.shape.q,
  tab: GroupTab.default("all"),
  /** The unit with all below it. */
  orgId: Id.optional(),
  ownerId: Id.optional(),
  blueprintId: Id.optional(),
  stampId: Id.optional(),
  positioning: listOf(positionings),
  channel: listOf(groupChannels),
  stage: listOf(["1", "2", "3", "4", "5"]),
  health: listOf(healthBands),
  /** Closed ones only where they are asked for. */
  status: listOf(groupStatuses),
});
export type GroupFilter = z.infer<typeof GroupFilter>;

export const GroupListItem = z.object({
  id: Id,
  code: z.string(),
  name: z.string(),
  /** `云溪市 河滨区`, without headquarters. */
  orgPath: z.string(),
  status: GroupStatus,
  positioning: Positioning,
  commercialType: CommercialType,
  channel: z.string(),
  owner: z.object({ id: Id, name: z.string(), status: z.enum(["active", "away", "left"]) }).nullable(),
  memberCount: z.number().int(),
  capacity: z.number().int(),
  /** 1–5; null while planned or closed. */
  stage: z.number().int().nullable(),
  health: z.number().int().nullable(),
  /** Members who spoke ÷ members, daily mean of 7 days; and of the 7 before. */
  interaction7d: z.number().nullable(),
  interactionPrev7d: z.number().nullable(),
  /** Interaction rate of the last 14 whole days, oldest first; null where the group was not there. */
  trend: z.array(z.number().nullable()),
  paid7dFen: Fen,
  dying: z.object({ since: z.string(), reason: z.record(z.string(), z.unknown()).nullable() }).nullable(),
  lastMessageAt: Instant.nullable(),
  blueprint: z.object({ id: Id, name: z.string(), version: z.number().int(), latestVersion: z.number().int() }).nullable(),
  createdAt: Instant,
});
export type GroupListItem = z.infer<typeof GroupListItem>;

export const listGroupsEndpoint = defineEndpoint({
  method: "GET",
  path: "/groups",
  permission: "groups.read",
  input: GroupFilter.extend({ cursor: ListAsk.shape.cursor, limit: ListAsk.shape.limit, sort: z.enum(signed).default("code") }),
  output: pageOf(GroupListItem),
});

export const GroupSummary = z.object({
  /** Under all conditions. */
  total: z.number().int(),
  people: z.number().int(),
  planned: z.number().int(),
  /** Open groups in stages 1–5. */
  stages: z.array(z.number().int()).length(5),
  /** Under the tab alone. */
  tabs: z.record(GroupTab, z.number().int()),
  seats: z.number().int(),
});
export const summarizeGroupsEndpoint = defineEndpoint({
  method: "GET",
  path: "/groups/summary",
  permission: "groups.read",
  input: GroupFilter,
  output: GroupSummary,
});

/** So many are named in one answer. */
export const MOST_IDS = 50_000;
/** Everything that fits, for one action on all of it. Refusals: `groups.too-many` { most }. */
export const listGroupIdsEndpoint = defineEndpoint({
  method: "GET",
  path: "/groups/ids",
  permission: "groups.read",
  input: GroupFilter,
  output: z.object({ ids: z.array(Id).max(MOST_IDS), people: z.number().int() }),
});
