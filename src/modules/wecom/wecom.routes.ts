import { type Route, route } from "../../server/module.ts";
import { listCodeChoices, listCodes } from "./code-list.actions.ts";
import * as codes from "./codes.actions.ts";
import * as codeContract from "./codes.contract.ts";
import { changeCorp } from "./corps.actions.ts";
import { showFigures } from "./figures.actions.ts";
import { showFiguresEndpoint } from "./figures.contract.ts";
import { listGroupCodes } from "./group-codes.actions.ts";
import { listGroupCodesEndpoint } from "./group-codes.contract.ts";
import * as groupWelcomes from "./group-welcomes.actions.ts";
import { listMemberRelations } from "./relations.actions.ts";
import { listMemberRelationsEndpoint } from "./relations.contract.ts";
import * as staffList from "./staff-list.actions.ts";
import * as staffContract from "./staff.contract.ts";
import * as state from "./state.actions.ts";
import * as syncContract from "./sync.contract.ts";
import * as welcomes from "./welcomes.actions.ts";
import * as welcomeContract from "./welcome.contract.ts";

export const wecomRoutes: readonly Route[] = [
  route(syncContract.showCorpEndpoint, state.showCorp),
  route(syncContract.changeCorpEndpoint, changeCorp),
  route(syncContract.startSyncEndpoint, state.startSync),
  route(syncContract.cancelSyncEndpoint, state.cancelSync),
  route(syncContract.listDifferencesEndpoint, state.listCorpDifferences),
  route(staffContract.listWecomStaffEndpoint, staffList.listWecomStaff),
  route(staffContract.linkWecomStaffEndpoint, staffList.linkWecomStaff),
  route(staffContract.linkSuggestedEndpoint, staffList.linkSuggested),
  route(codeContract.listCodesEndpoint, listCodes),
  route(codeContract.listCodeChoicesEndpoint, listCodeChoices),
  route(codeContract.saveContactCodeEndpoint, codes.saveContactCode),
  route(codeContract.saveJoinCodeEndpoint, codes.saveJoinCode),
  route(codeContract.retryCodeEndpoint, codes.retryCode),
  route(codeContract.removeCodeEndpoint, codes.removeCode),
  route(listGroupCodesEndpoint, listGroupCodes),
  route(welcomeContract.listWelcomesEndpoint, welcomes.listWelcomes),
  route(welcomeContract.saveWelcomeEndpoint, welcomes.saveWelcome),
  route(welcomeContract.removeWelcomeEndpoint, welcomes.removeWelcome),
  route(welcomeContract.listWelcomeSendsEndpoint, welcomes.listWelcomeSends),
  route(welcomeContract.listGroupWelcomesEndpoint, groupWelcomes.listGroupWelcomes),
  route(welcomeContract.saveGroupWelcomeEndpoint, groupWelcomes.saveGroupWelcome),
  route(welcomeContract.removeGroupWelcomeEndpoint, groupWelcomes.removeGroupWelcome),
  route(showFiguresEndpoint, showFigures),
  route(listMemberRelationsEndpoint, listMemberRelations),
];
