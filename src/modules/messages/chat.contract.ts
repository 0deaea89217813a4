import { z } from "zod";
import { Done, Id, Instant, defineEndpoint } from "../../lib/define.ts";
import { MESSAGE_LIMIT, isBlank, isPlain, lengthOf } from "../../lib/plain-text.ts";

/** The phone makes pictures this small before it sends them. */
export const PICTURE_LIMIT_BYTES = 4 * 1024 * 1024;

/** Position in one group, 1, 2, 3 … without a hole: what resume is counted in. */
export const Seq = z.number().int().nonnegative();

export const ChatSender = z.object({
  /** The seat, or the account where a bot or persona speaks without one. */
  id: z.string(),
  kind: z.enum(["member", "staff", "bot"]),
  name: z.string(),
  /** 店长 …: a short duty of the group's roster, in the brand's own words. */
  badge: z.string().nullable(),
  /** What the roster says he is; null for a plain member. A bot is marked by its kind. */
  role: z.enum(["owner", "admin", "assistant", "koc", "volunteer"]).nullable(),
  avatarUrl: z.string().nullable(),
});

export const ChatBody = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("text"), text: z.string() }),
  z.object({ kind: z.literal("picture"), url: z.string(), width: z.number().int(), height: z.number().int() }),
  /** An article or link card; `label` is its column, `foot` what to expect (`图文 · 约 2 分钟`). */
  z.object({
    kind: z.literal("link"),
    url: z.string(),
    title: z.string(),
    note: z.string(),
    pictureUrl: z.string().nullable(),
    label: z.string().nullable(),
    foot: z.string().nullable(),
  }),
  /** A picture, video or file that cannot be shown here. */
  z.object({ kind: z.literal("missing"), format: z.enum(["image", "video", "file"]) }),
  /** A grey line that nobody says: who came, a new announcement. Its sender is null. */
  z.object({ kind: z.literal("notice"), text: z.string() }),
  /** What stood here is gone; its place in the sequence stays. */
  z.object({ kind: z.literal("removed"), reason: z.enum(["recalled", "guarded", "erased"]) }),
]);

export const ChatMessage = z.object({
  id: Id,
  seq: Seq,
  at: Instant,
  /** The id its sender's phone gave it; null for what was not sent from a phone. */
  clientId: Id.nullable(),
  sender: ChatSender.nullable(),
  body: ChatBody,
});

export type ChatSender = z.output<typeof ChatSender>;
export type ChatBody = z.output<typeof ChatBody>;
export type ChatMessage = z.output<typeof ChatMessage>;

/** 我的社群, the one with the newest message first. */
export const myGroupsEndpoint = defineEndpoint({
  method: "GET",
  path: "/phone/groups",
  audience: "member",
  input: z.object({}),
  output: z.object({
    items: z.array(
      z.object({
        id: Id,
        name: z.string(),
        logoUrl: z.string().nullable(),
        memberCount: z.number().int(),
        seatId: Id,
        lastMessage: ChatMessage.nullable(),
        lastSeq: Seq,
        /** Others' messages after what the member has read, counted up to 100. */
        unread: z.number().int(),
      }),
    ),
  }),
});

export const ChatGroup = z.object({
  id: Id,
  name: z.string(),
  slogan: z.string().nullable(),
  logoUrl: z.string().nullable(),
  memberCount: z.number().int(),
  capacity: z.number().int(),
  announcement: z.object({ text: z.string(), at: Instant }).nullable(),
  rules: z.object({ items: z.array(z.string()), penalty: z.string().nullable() }),
  /** Staff and bots of the roster, so that a member knows whom to ask. */
  hosts: z.array(ChatSender),
  serviceHours: z.string().nullable(),
  /** It can still be read, and nobody speaks any more. */
  closed: z.boolean(),
  my: z.object({ seatId: Id, nickname: z.string(), joinedAt: Instant, readSeq: Seq }),
  lastSeq: Seq,
});

export type ChatGroup = z.output<typeof ChatGroup>;

/** Refusals of every endpoint below: `groups.missing` (also another brand's), `messages.not-seated` (left or removed). */
export const chatGroupEndpoint = defineEndpoint({
  method: "GET",
  path: "/phone/groups/:groupId",
  audience: "member",
  input: z.object({ groupId: Id }),
  output: ChatGroup,
});

/**
 * One stretch of the sequence, oldest first and without a hole: the newest, those before a seq, or those after one.
 * A member sees what was said since he sat down and is still kept.
 */
export const chatHistoryEndpoint = defineEndpoint({
  method: "GET",
  path: "/phone/groups/:groupId/messages",
  audience: "member",
  perMinute: 3_000,
  input: z
    .object({
      groupId: Id,
      beforeSeq: z.coerce.number().int().positive().optional(),
      afterSeq: z.coerce.number().int().nonnegative().optional(),
      limit: z.coerce.number().int().min(1).max(200).default(40),
    })
    .refine((ask) => ask.beforeSeq === undefined || ask.afterSeq === undefined, { message: "messages.one-direction" }),
  output: z.object({ items: z.array(ChatMessage), firstSeq: Seq, lastSeq: Seq }),
});

/** What a member may say; cards and notices are the brand's. */
const SaidBody = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("text"),
    text: z
      .string()
      .max(MESSAGE_LIMIT * 2)
      .refine((text) => !isBlank(text) && lengthOf(text) <= MESSAGE_LIMIT && isPlain(text), { message: "messages.text-unfit" }),
  }),
  z.object({ kind: z.literal("picture"), fileId: z.string().max(100) }),
]);

/**
 * The same `clientId` again answers the message that is there, whatever the body. `clientId` is a UUIDv7 of the phone.
 * Refusals: `messages.too-fast` { retryAfterMs }, `messages.text-unfit`, `messages.picture-missing`, `messages.group-closed`.
 */
export const sayEndpoint = defineEndpoint({
  method: "POST",
  path: "/phone/groups/:groupId/messages",
  audience: "member",
  // Of an address, which many phones may share; each member has a pace of its own.
  perMinute: 3_000,
  coalesce: { maxBatch: 200, maxWaitMs: 2 },
  input: z.object({ groupId: Id, clientId: Id, body: SaidBody }),
  output: ChatMessage,
});

/** Only ever moves on; a smaller seq is answered and changes nothing. */
export const markReadEndpoint = defineEndpoint({
  method: "POST",
  path: "/phone/groups/:groupId/read",
  audience: "member",
  perMinute: 3_000,
  coalesce: { maxBatch: 500, maxWaitMs: 20 },
  input: z.object({ groupId: Id, seq: Seq }),
  output: Done,
});

/** Ends the seat; what was said stays until it is erased. The join link leads back. */
export const leaveGroupEndpoint = defineEndpoint({
  method: "POST",
  path: "/phone/groups/:groupId/leave",
  audience: "member",
  input: z.object({ groupId: Id }),
  output: Done,
});

/**
 * Takes the bytes of one picture as the body of the request, `Content-Type` saying which; the server looks at the bytes, not at what is said.
 * Not an endpoint of `defineEndpoint`, whose bodies are JSON. Member only.
 * Refusals: `messages.picture-unfit` { reason: "unfit" (not a picture of these kinds, or larger than 40 megapixels) | "tagged" (with camera data in it) },
 * `messages.picture-too-large`, `messages.too-fast`, `messages.group-closed`.
 */
export const pictureUpload = {
  method: "POST",
  path: "/phone/groups/:groupId/pictures",
  types: ["image/jpeg", "image/png", "image/webp"],
  output: z.object({ fileId: z.string(), url: z.string(), width: z.number().int(), height: z.number().int() }),
} as const;
