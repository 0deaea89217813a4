import { z } from "zod";
import { defineEndpoint, Id, Instant } from "../../lib/define.ts";
import { LeaveReason, SeatKind } from "../members/events.contract.ts";

export const formats = ["text", "image", "link", "video", "file", "system"] as const;
export const Format = z.enum(formats);
export type Format = z.infer<typeof Format>;

const Scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export type Scalar = z.infer<typeof Scalar>;

/** What a card or medium needs beside its text: short values, and lists of records of such. */
export const MessageBody = z.record(z.string(), z.union([Scalar, z.array(z.record(z.string(), Scalar))]));
export type MessageBody = z.infer<typeof MessageBody>;

/** A person as the source knows them, or by our own id. */
export const MemberRef = z.union([
  z.object({ memberId: Id }),
  z.object({
    kind: z.string().min(1).max(40),
    scope: z.string().max(120),
    externalId: z.string().min(1).max(200),
    nickname: z.string().optional(),
  }),
]);
export type MemberRef = z.infer<typeof MemberRef>;

export const GroupRef = z.union([
  z.object({ groupId: Id }),
  z.object({ channel: z.string().min(1).max(40), externalId: z.string().min(1).max(200) }),
]);
export type GroupRef = z.infer<typeof GroupRef>;

const head = {
  /** Who reports, `web`, `wecom:ww12` …: with the external id it is what a report is known by. */
  source: z.string().min(1).max(80),
  externalId: z.string().min(1).max(200),
  occurredAt: Instant.transform((text) => new Date(text)),
  group: GroupRef,
  /** The moment was taken by us on arrival: the same external id again is the same report, whatever its time. */
  isTimeOurs: z.literal(true).optional(),
};

/** Staff and bots sit in groups too and are marked so; left out: a member. */
const seat = { seatKind: SeatKind.optional(), staffId: Id.optional() };

/** One thing a channel reports. Its id in the log is made of the moment, the source and the external id. */
export const InboundItem = z.discriminatedUnion("kind", [
  z.object({ ...head, kind: z.literal("message"), sender: MemberRef, format: Format, text: z.string(), body: MessageBody.optional() }),
  z.object({ ...head, kind: z.literal("joined"), member: MemberRef, entryId: Id.optional(), inviter: MemberRef.optional(), ...seat }),
  z.object({ ...head, kind: z.literal("left"), member: MemberRef, reason: LeaveReason.catch("unknown") }),
  z.object({ ...head, kind: z.literal("removed"), messageExternalId: z.string().min(1).max(200), reason: z.string().min(1).max(40) }),
  z.object({ ...head, kind: z.literal("exposed"), entryId: Id }),
]);
export type InboundItem = z.output<typeof InboundItem>;
export type InboundMessage = Extract<InboundItem, { kind: "message" }>;
export type InboundRemoval = Extract<InboundItem, { kind: "removed" }>;

/**
 * Why something was kept in the inbox instead of taking effect. `unreadable`, `too-long` and `too-old` cannot take effect as they are,
 * `future` waits for its day, `unknown-group` for its group, `unknown-member` for its member, `correction` for a person's judgement.
 */
export const keptReasons = ["unreadable", "too-long", "too-old", "future", "unknown-group", "unknown-member", "correction"] as const;
export const KeptReason = z.enum(keptReasons);
export type KeptReason = z.infer<typeof KeptReason>;

/** What became of one item: `kept` means it stands in the inbox with its reason and took no effect. */
export const Outcome = z.discriminatedUnion("verdict", [
  z.object({ verdict: z.literal("accepted"), id: Id, seq: z.number().int().optional() }),
  z.object({ verdict: z.literal("duplicate"), id: Id }),
  z.object({ verdict: z.literal("kept"), reason: KeptReason }),
]);
export type Outcome = z.infer<typeof Outcome>;

/** One outcome per item in the order given, and their sums. */
export const IngestReport = z.object({
  accepted: z.number().int(),
  duplicates: z.number().int(),
  kept: z.number().int(),
  outcomes: z.array(Outcome),
});
export type IngestReport = z.infer<typeof IngestReport>;

/** Items that cannot be read do not spoil the others: each is judged for itself and kept. */
export const ingestEndpoint = defineEndpoint({
  method: "POST",
  path: "/ingest",
  permission: "groups.manage",
  perMinute: 6_000,
  coalesce: { maxBatch: 20, maxWaitMs: 2 },
  input: z.object({ items: z.array(z.unknown()).min(1).max(1_000) }),
  output: IngestReport,
});
