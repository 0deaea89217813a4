import { z } from "zod";
import { defineEndpoint, Fen, Id, Instant, ListAsk, pageOf } from "../../lib/define.ts";
import { ConsentPurpose, LeaveReason } from "./events.contract.ts";

export const timelineKinds = ["all", "messages", "orders", "groups", "care"] as const;
export const TimelineKind = z.enum(timelineKinds);
export type TimelineKind = z.infer<typeof TimelineKind>;

const base = { id: Id, at: Instant, groupId: Id.nullable(), groupName: z.string().nullable() };

/** One thing that happened, as the log tells it; things in groups the reader does not see are left out. */
export const TimelineItem = z.discriminatedUnion("what", [
  z.object({ ...base, what: z.literal("message"), format: z.string(), text: z.string(), isRemoved: z.boolean() }),
  z.object({ ...base, what: z.literal("paid"), title: z.string(), fen: Fen }),
  z.object({ ...base, what: z.literal("refunded"), title: z.string(), fen: Fen }),
  z.object({ ...base, what: z.literal("created"), via: z.string() }),
  z.object({ ...base, what: z.literal("joined"), entryName: z.string().nullable(), inviterName: z.string().nullable() }),
  z.object({ ...base, what: z.literal("left"), reason: LeaveReason }),
  z.object({ ...base, what: z.literal("tagged"), tagName: z.string() }),
  z.object({ ...base, what: z.literal("untagged"), tagName: z.string() }),
  z.object({ ...base, what: z.literal("consented"), purpose: ConsentPurpose, granted: z.boolean() }),
  z.object({ ...base, what: z.literal("noted"), text: z.string(), staffName: z.string() }),
  z.object({ ...base, what: z.literal("merged"), otherName: z.string() }),
  z.object({ ...base, what: z.literal("unmerged"), otherName: z.string() }),
  z.object({ ...base, what: z.literal("changed"), fields: z.array(z.string()) }),
]);
export type TimelineItem = z.infer<typeof TimelineItem>;

export const timelineEndpoint = defineEndpoint({
  method: "GET",
  path: "/members/:memberId/timeline",
  permission: "members.read",
  input: ListAsk.omit({ q: true }).extend({ memberId: Id, kind: TimelineKind.default("all") }),
  output: pageOf(TimelineItem),
});
