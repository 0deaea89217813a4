export { accessMember } from "./access.actions.ts";
export { takeMembers, type ToldMember, type ToldOutcome } from "./bulk.actions.ts";
export { recordConsents } from "./consent.actions.ts";
export { beginPhoneSession, findMemberActor } from "./phone-session.actions.ts";
export { markSeatsRead } from "./read-marks.actions.ts";
export { findCanonicalIds, resolveMembers } from "./resolve.actions.ts";
export { findSpeakers, type Speaker } from "./speakers.actions.ts";
export { seatMembers, unseatMembers } from "./seat.actions.ts";
export { followNicknames, followTagName, noteEntries, retagMembers, type TagPair, tagIdsOf } from "./told.actions.ts";
