import { type Route, route } from "../../server/module.ts";
import * as joins from "./join.actions.ts";
import * as lists from "./list.actions.ts";
import * as contract from "./members.contract.ts";
import * as merges from "./merge.actions.ts";
import * as phone from "./phone.actions.ts";
import * as phoneContract from "./phone.contract.ts";
import * as privacyLists from "./privacy-lists.actions.ts";
import * as privacy from "./privacy.actions.ts";
import * as privacyContract from "./privacy.contract.ts";
import * as profiles from "./profile.actions.ts";
import * as tags from "./tag.actions.ts";
import * as tagContract from "./tags.contract.ts";
import { showTimeline } from "./timeline.actions.ts";
import { timelineEndpoint } from "./timeline.contract.ts";

const staffRoutes: readonly Route[] = [
  route(contract.listMembersEndpoint, lists.listMembers),
  route(contract.countMembersEndpoint, lists.countMembers),
  route(contract.showMemberEndpoint, profiles.showMember),
  route(contract.changeMemberEndpoint, profiles.changeMember),
  route(contract.revealPhoneEndpoint, profiles.revealPhone),
  route(contract.mergeMembersEndpoint, merges.mergeMembers),
  route(contract.unmergeMemberEndpoint, merges.unmergeMember),
  route(contract.listNotesEndpoint, profiles.listNotes),
  route(contract.addNoteEndpoint, profiles.addNote),
  route(contract.removeNoteEndpoint, profiles.removeNote),
  route(timelineEndpoint, showTimeline),
  route(tagContract.listTagsEndpoint, tags.listTags),
  route(tagContract.addTagEndpoint, tags.addTag),
  route(tagContract.renameTagEndpoint, tags.renameTag),
  route(tagContract.removeTagEndpoint, tags.removeTag),
  route(tagContract.changeTagsEndpoint, tags.changeTags),
  route(tagContract.undoTagsEndpoint, tags.undoTags),
  route(privacyContract.listPrivacyRequestsEndpoint, privacyLists.listRequests),
  route(privacyContract.exportMemberEndpoint, privacy.exportMember),
  route(privacyContract.showExportEndpoint, privacy.showExport),
  route(privacyContract.eraseMemberEndpoint, privacy.eraseMember),
  route(privacyContract.withdrawEraseEndpoint, privacy.withdrawEraseByStaff),
  route(privacyContract.listConsentsEndpoint, privacyLists.listConsents),
];

const phoneRoutes: readonly Route[] = [
  route(phoneContract.phoneOpeningEndpoint, phone.openPhone),
  route(phoneContract.joinPageEndpoint, joins.showJoin),
  route(phoneContract.joinEndpoint, joins.join),
  route(phoneContract.renameMyselfEndpoint, joins.renameMyself),
  route(phoneContract.privacyEndpoint, phone.showPrivacy),
  route(phoneContract.setConsentEndpoint, phone.setConsent),
  route(phoneContract.withdrawAllEndpoint, phone.withdrawAll),
  route(phoneContract.consentLogEndpoint, phone.listMyConsents),
  route(phoneContract.askExportEndpoint, phone.askExport),
  route(phoneContract.askEraseEndpoint, phone.askErase),
  route(phoneContract.cancelEraseEndpoint, phone.cancelErase),
];

export const membersRoutes: readonly Route[] = [...staffRoutes, ...phoneRoutes];
