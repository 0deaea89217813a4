import { z } from "zod";
import { Day, defineEndpoint, Done, Fen, Id, Instant, ListAsk, pageOf } from "../../lib/define.ts";
import { isPlain, lengthOf } from "../../lib/plain-text.ts";
import { LeaveReason, SeatKind } from "./events.contract.ts";

const memberSorts = ["joined", "active"] as const;
const activeBands = ["today", "7d", "30d", "silent30", "silent90"] as const;

/** What narrows the list of members; each field given must hold. */
export const MemberFilter = z.object({
  /** Nickname, name, pinyin initials or the tail of a phone number. */
  q: z.string().trim().max(100).optional(),
  tagId: Id.optional(),
  /** Who sits in a group at or below this unit now. */
  orgId: Id.optional(),
  /** Who sits in this group now. */
  groupId: Id.optional(),
  active: z.enum(activeBands).optional(),
  marketing: z.enum(["yes", "no"]).optional(),
  /** First seen on or after, and on or before, these local days. */
  from: Day.optional(),
  to: Day.optional(),
});
export type MemberFilter = z.infer<typeof MemberFilter>;

const MemberTag = z.object({ id: Id, name: z.string() });

export const MemberItem = z.object({
  id: Id,
  nickname: z.string(),
  /** What colleagues call the person; empty when nobody wrote it. */
  name: z.string(),
  phoneMasked: z.string().nullable(),
  avatarUrl: z.string().nullable(),
  city: z.string(),
  tags: z.array(MemberTag),
  spend90Fen: Fen,
  orders90: z.number().int(),
  /** Groups the person sits in now. */
  groups: z.number().int(),
  lastActiveAt: Instant.nullable(),
  firstSeenAt: Instant,
  /** The way the person first came: the name of the entry link, else the kind of the first identity. */
  source: z.object({ kind: z.string(), entry: z.string().nullable() }),
  marketing: z.boolean(),
  /** Staff and bots have seats too, and are marked. */
  seatKind: SeatKind,
});
export type MemberItem = z.infer<typeof MemberItem>;

/** A search answers the newest first; other lists by `sort`, the highest first unless `ascending`. */
export const listMembersEndpoint = defineEndpoint({
  method: "GET",
  path: "/members",
  permission: "members.read",
  input: ListAsk.extend(MemberFilter.shape).extend({ sort: z.enum(memberSorts).default("joined"), ascending: z.enum(["1"]).optional() }),
  output: pageOf(MemberItem),
});

/** How many fit the same conditions; counted up to 100,000 where there are conditions. */
export const countMembersEndpoint = defineEndpoint({
  method: "GET",
  path: "/members/count",
  permission: "members.read",
  input: MemberFilter,
  output: z.object({ count: z.number().int(), isMore: z.boolean() }),
});

const MemberIdentity = z.object({ kind: z.string(), scope: z.string(), externalId: z.string() });

export const MemberProfile = MemberItem.omit({ groups: true }).extend({
  memberNo: z.number().int(),
  custom: z.record(z.string(), z.string()),
  identities: z.array(MemberIdentity),
  /** Orders not fully refunded, and what they brought, ever. */
  orders: z.number().int(),
  spendFen: Fen,
  /** Mean days between orders; null below two. */
  orderGapDays: z.number().nullable(),
  messages30: z.number().int(),
  notes: z.number().int(),
  seats: z.array(
    z.object({
      groupId: Id,
      groupName: z.string(),
      kind: SeatKind,
      nickname: z.string(),
      joinedAt: Instant,
      leftAt: Instant.nullable(),
      leaveReason: LeaveReason.nullable(),
      entryName: z.string().nullable(),
    }),
  ),
  consents: z.array(z.object({ purpose: z.string(), granted: z.boolean(), textVersion: z.string(), channel: z.string(), at: Instant })),
  /** Parts of this person, each undone on its own. */
  merged: z.array(z.object({ id: Id, nickname: z.string(), mergedAt: Instant, mergedBy: z.string().nullable() })),
  /** Others with the same phone number. */
  samePhone: z.array(z.object({ id: Id, nickname: z.string() })),
  erase: z.object({ dueAt: Instant }).nullable(),
});
export type MemberProfile = z.infer<typeof MemberProfile>;

/** Answers the one it was merged into. Refusals of every endpoint with a member: `members.missing`. */
export const showMemberEndpoint = defineEndpoint({
  method: "GET",
  path: "/members/:memberId",
  permission: "members.read",
  input: z.object({ memberId: Id }),
  output: MemberProfile,
});

const Words = (most: number) =>
  z
    .string()
    .trim()
    .refine((text) => lengthOf(text) <= most && isPlain(text), { message: "members.text-unfit" });

/** Refusals: `members.phone-unfit`. */
export const changeMemberEndpoint = defineEndpoint({
  method: "POST",
  path: "/members/:memberId",
  permission: "members.manage",
  input: z.object({
    memberId: Id,
    name: Words(30).optional(),
    city: Words(30).optional(),
    /** Empty takes the number away. */
    phone: z.string().max(30).optional(),
    /** The whole set of own fields, label → text. */
    custom: z
      .record(Words(20), Words(200))
      .refine((fields) => Object.keys(fields).length <= 20)
      .optional(),
  }),
  output: Done,
});

/** The number in full; every look is written into the audit. */
export const revealPhoneEndpoint = defineEndpoint({
  method: "POST",
  path: "/members/:memberId/phone",
  permission: "members.phone",
  perMinute: 60,
  input: z.object({ memberId: Id }),
  output: z.object({ phone: z.string().nullable() }),
});

/** Makes one person of two; `memberId` is read as `intoId` from then on. Refusals: `members.merge-self`. */
export const mergeMembersEndpoint = defineEndpoint({
  method: "POST",
  path: "/members/:memberId/merge",
  permission: "members.manage",
  input: z.object({ memberId: Id, intoId: Id }),
  output: Done,
});

/** Parts them again. Refusals: `members.not-merged`. */
export const unmergeMemberEndpoint = defineEndpoint({
  method: "POST",
  path: "/members/:memberId/unmerge",
  permission: "members.manage",
  input: z.object({ memberId: Id }),
  output: Done,
});

export const MemberNote = z.object({ id: Id, text: z.string(), staffId: Id, staffName: z.string(), createdAt: Instant });
export type MemberNote = z.infer<typeof MemberNote>;

export const listNotesEndpoint = defineEndpoint({
  method: "GET",
  path: "/members/:memberId/notes",
  permission: "members.read",
  input: ListAsk.omit({ q: true }).extend({ memberId: Id }),
  output: pageOf(MemberNote),
});
export const addNoteEndpoint = defineEndpoint({
  method: "POST",
  path: "/members/:memberId/notes",
  permission: "members.manage",
  input: z.object({ memberId: Id, text: Words(500).refine((text) => text !== "", { message: "members.text-unfit" }) }),
  output: z.object({ id: Id }),
});
/** One's own notes only. Refusals: `members.note-missing`. */
export const removeNoteEndpoint = defineEndpoint({
  method: "POST",
  path: "/members/:memberId/notes/:noteId/remove",
  permission: "members.manage",
  input: z.object({ memberId: Id, noteId: Id }),
  output: Done,
});
