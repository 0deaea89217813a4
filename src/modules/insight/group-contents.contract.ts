import { z } from "zod";
import { defineEndpoint, Fen, Id, Instant, ListAsk, pageOf } from "../../lib/define.ts";

/** Uses of the last so many days are looked at; who spoke and what was bought counts up to so long after one of them. */
export const USES_DAYS = 90;
export const SPEAK_HOURS = 2;
export const BUY_HOURS = 24;

/** What followed: each use counts by itself, so an order may stand at several contents of one day. */
const Result = {
  /** Members who spoke within `SPEAK_HOURS`, added up over the uses. */
  speakers: z.number().int(),
  /** Orders of the group within `BUY_HOURS`, and what they brought less refunds. */
  orders: z.number().int(),
  netFen: Fen,
};

export const GroupContentRow = z.object({
  contentId: Id,
  name: z.string(),
  direction: z.enum(["engage", "convert", "brand"]),
  format: z.enum(["text", "image", "link"]),
  uses: z.number().int(),
  /** Of the uses, those that surely arrived. */
  sent: z.number().int(),
  lastAt: Instant,
  ...Result,
});
export type GroupContentRow = z.infer<typeof GroupContentRow>;

/** Contents that went to a group, the last used first. */
export const groupContentsEndpoint = defineEndpoint({
  method: "GET",
  path: "/groups/:groupId/contents",
  permission: "insight.read",
  input: ListAsk.extend({ groupId: Id }),
  output: pageOf(GroupContentRow),
});

export const GroupContentUse = z.object({
  deliveryId: Id,
  sendId: Id,
  sendName: z.string(),
  at: Instant,
  state: z.enum(["handed-over", "sent", "failed", "over-cap", "expired", "unknown"]),
  ...Result,
});
export type GroupContentUse = z.infer<typeof GroupContentUse>;

/** The uses a row of it is made of, the last first. */
export const groupContentUsesEndpoint = defineEndpoint({
  method: "GET",
  path: "/groups/:groupId/contents/:contentId/uses",
  permission: "insight.read",
  input: ListAsk.extend({ groupId: Id, contentId: Id }),
  output: pageOf(GroupContentUse),
});
