export type { ConsentPurpose, LeaveReason, SeatKind, TagSource } from "./events.contract.ts";
export { accessMember, visibleMembers } from "./access.actions.ts";
export { type Consent, recordConsents } from "./consent.actions.ts";
export { beginPhoneSession, findMemberActor } from "./phone-session.actions.ts";
export { markSeatsRead } from "./read-marks.actions.ts";
export { type MemberRef, resolveMembers } from "./resolve.actions.ts";
export { type Join, type Leave, seatMembers, unseatMembers } from "./seat.actions.ts";
