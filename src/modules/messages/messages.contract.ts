import { z } from "zod";
import { Day, defineEndpoint, defineEvent, Id, Instant, ListAsk, pageOf } from "../../lib/define.ts";
import { MESSAGE_LIMIT, isBlank, isPlain, lengthOf } from "../../lib/plain-text.ts";
import { Format, MessageBody } from "./inbound.contract.ts";

export const SeatKind = z.enum(["member", "staff", "bot"]);
export type SeatKind = z.infer<typeof SeatKind>;

/**
 * A message was heard in a group; `value` is its length in characters. Valid: a member's own, at least two characters or a medium.
 * The event's id is the message's.
 */
export const messageReceived = defineEvent(
  "messages.received",
  z.object({ groupId: Id, memberId: Id, value: z.number().int(), valid: z.boolean(), format: Format, seatKind: SeatKind }),
);
/** A message was taken back or removed; carries what the original counted, so that sums can be corrected. */
export const messageRemoved = defineEvent(
  "messages.removed",
  z.object({
    groupId: Id,
    memberId: Id.optional(),
    messageId: Id,
    valid: z.boolean(),
    seatKind: SeatKind,
    reason: z.string(),
    messageAt: Instant,
  }),
);
/** We said something in a web group ourselves; the event's id is the message's. */
export const messageSent = defineEvent(
  "messages.sent",
  z.object({
    groupId: Id,
    memberId: Id.optional(),
    sendId: Id.optional(),
    contentId: Id.optional(),
    value: z.number().int(),
    format: Format,
    seatKind: SeatKind,
    deliveryId: Id.optional(),
  }),
);

export const TalkMessage = z.object({
  id: Id,
  seq: z.number().int(),
  at: Instant,
  sender: z.object({
    memberId: Id.nullable(),
    name: z.string(),
    seatKind: SeatKind,
    role: z.enum(["owner", "admin", "assistant", "koc", "volunteer"]).nullable(),
    isMe: z.boolean(),
  }),
  format: Format,
  text: z.string(),
  body: MessageBody.nullable(),
  /** A signed link to the picture, where there is one. */
  pictureUrl: z.string().nullable(),
  /** Came by a send of ours. */
  isSend: z.boolean(),
  removedAt: Instant.nullable(),
});
export type TalkMessage = z.infer<typeof TalkMessage>;

/** Whose words: members', colleagues', a robot's, or what came by a send of ours. */
export const talkSenders = ["member", "staff", "bot", "send"] as const;
export const TalkSender = z.enum(talkSenders);
export type TalkSender = z.infer<typeof TalkSender>;

/**
 * A stretch of one group's talk, oldest first: the newest, those before a seq, those after one, or those from a day or moment on. With `q`, `from` or
 * `memberId` only those that fit; then a bounded stretch is looked at. Where `next…Seq` is not null there is more to ask for on that side.
 */
export const listTalkEndpoint = defineEndpoint({
  method: "GET",
  path: "/groups/:groupId/messages",
  permission: "groups.read",
  input: z
    .object({
      groupId: Id,
      q: z.string().trim().max(100).optional(),
      from: TalkSender.optional(),
      memberId: Id.optional(),
      day: Day.optional(),
      since: Instant.optional(),
      beforeSeq: z.coerce.number().int().positive().optional(),
      afterSeq: z.coerce.number().int().nonnegative().optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    })
    .refine((ask) => [ask.beforeSeq, ask.afterSeq, ask.day, ask.since].filter((one) => one !== undefined).length <= 1, {
      message: "messages.one-direction",
    }),
  output: z.object({
    items: z.array(TalkMessage),
    lastSeq: z.number().int(),
    nextBeforeSeq: z.number().int().nullable(),
    nextAfterSeq: z.number().int().nullable(),
    /** Members' messages since the day began. */
    todayCount: z.number().int(),
    /** True where the acting person may speak here from the console. */
    canSay: z.boolean(),
  }),
});

/** Says something in a web group under one's own name and staff mark. The same `clientId` again answers what is there. */
export const sayAsStaffEndpoint = defineEndpoint({
  method: "POST",
  path: "/groups/:groupId/messages",
  permission: "tasks.do",
  personOnly: true,
  perMinute: 60,
  input: z.object({
    groupId: Id,
    clientId: Id,
    text: z
      .string()
      .trim()
      .max(MESSAGE_LIMIT * 2)
      .refine((text) => !isBlank(text) && lengthOf(text) <= MESSAGE_LIMIT && isPlain(text), { message: "messages.text-unfit" }),
  }),
  output: z.object({ id: Id, seq: z.number().int() }),
});

/** Takes a message out of a web group; its place in the sequence stays. */
export const removeMessageEndpoint = defineEndpoint({
  method: "POST",
  path: "/groups/:groupId/messages/:messageId/remove",
  permission: "groups.manage",
  input: z.object({ groupId: Id, messageId: Id, reason: z.string().trim().min(1).max(40).default("guarded") }),
  output: z.object({ removed: z.boolean() }),
});

/** Events a figure may be opened into. */
export const openedEvents = [
  "members.joined",
  "members.left",
  "messages.received",
  "messages.removed",
  "messages.sent",
  "groups.entry-exposed",
  "orders.paid",
  "orders.refunded",
] as const;

export const EventRow = z.object({
  id: Id,
  name: z.enum(openedEvents),
  at: Instant,
  receivedAt: Instant,
  group: z.object({ id: Id, name: z.string() }).nullable(),
  member: z.object({ id: Id, name: z.string() }).nullable(),
  value: z.number().nullable(),
  data: z.record(z.string(), z.unknown()).nullable(),
  /** The message's words, where they are still kept. */
  text: z.string().nullable(),
});
export type EventRow = z.infer<typeof EventRow>;

/** The rows behind a figure, newest first: of a group, a member or all that is in sight, over brand-local days. */
export const listEventsEndpoint = defineEndpoint({
  method: "GET",
  path: "/events",
  permission: "insight.read",
  input: ListAsk.extend({
    names: z.union([z.enum(openedEvents).transform((one) => [one]), z.array(z.enum(openedEvents)).min(1)]),
    groupId: Id.optional(),
    memberId: Id.optional(),
    from: Day,
    to: Day,
    validOnly: z.stringbool().optional(),
  }),
  output: pageOf(EventRow),
});
