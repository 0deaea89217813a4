export { beginPhoneSession, findMemberActor } from "./phone-session.actions.ts";
