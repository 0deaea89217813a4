import { z } from "zod";
import { defineEvent, Id } from "../../lib/define.ts";

export const SeatKind = z.enum(["member", "staff", "bot"]);
export type SeatKind = z.infer<typeof SeatKind>;

/** `left` by himself, `removed` by staff or the platform, `closed` with the group, `erased` with the person. */
export const LeaveReason = z.enum(["left", "removed", "closed", "erased", "unknown"]);
export type LeaveReason = z.infer<typeof LeaveReason>;

export const ConsentPurpose = z.enum(["rules", "marketing", "recommendation"]);
export type ConsentPurpose = z.infer<typeof ConsentPurpose>;

export const TagSource = z.enum(["manual", "rule", "channel", "import"]);
export type TagSource = z.infer<typeof TagSource>;

/** Happened at the member's first contact. */
export const memberCreated = defineEvent("members.created", z.object({ memberId: Id, via: z.string() }));

/**
 * A stay in a group began, at the moment it was reported for. Written once for each stay as it was known when the report came:
 * a report that changes nothing is not published, one that comes late may move a stay. The stays themselves are `seats`.
 */
export const memberJoined = defineEvent(
  "members.joined",
  z.object({ groupId: Id, memberId: Id, seatKind: SeatKind, entryId: Id.optional(), inviterMemberId: Id.optional() }),
);
export const memberLeft = defineEvent("members.left", z.object({ groupId: Id, memberId: Id, seatKind: SeatKind, reason: LeaveReason }));

export const memberTagged = defineEvent("members.tagged", z.object({ memberId: Id, tagId: Id, source: TagSource }));
export const memberUntagged = defineEvent("members.untagged", z.object({ memberId: Id, tagId: Id }));
export const memberConsented = defineEvent(
  "members.consented",
  z.object({
    memberId: Id,
    groupId: Id.optional(),
    purpose: ConsentPurpose,
    granted: z.boolean(),
    textVersion: z.string(),
    channel: z.string(),
  }),
);
export const memberNoted = defineEvent("members.noted", z.object({ memberId: Id, noteId: Id, staffId: Id }));
/** `memberId` is now read as `intoMemberId`; its own events stay as they are. */
export const memberMerged = defineEvent("members.merged", z.object({ memberId: Id, intoMemberId: Id }));
export const memberUnmerged = defineEvent("members.unmerged", z.object({ memberId: Id, fromMemberId: Id }));
/** All that names the person is gone from the members' tables; whoever keeps words of theirs clears them on hearing this. */
export const memberErased = defineEvent("members.erased", z.object({ memberId: Id }));
export const memberChanged = defineEvent("members.changed", z.object({ memberId: Id, fields: z.array(z.string()) }));
