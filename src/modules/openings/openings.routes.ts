import { type Route, route } from "../../server/module.ts";
import * as evidence from "./evidence.actions.ts";
import { showFocus } from "./focus.actions.ts";
import * as guide from "./guide.actions.ts";
import * as lines from "./lines.actions.ts";
import * as contract from "./openings.contract.ts";

export const openingsRoutes: readonly Route[] = [
  route(contract.listLinesEndpoint, lines.listLines),
  route(contract.evidenceEndpoint, evidence.showEvidence),
  route(contract.createLineEndpoint, lines.createLine),
  route(contract.changeLineEndpoint, lines.changeLine),
  route(contract.removeLineEndpoint, lines.removeLine),
  route(contract.restoreLineEndpoint, lines.restoreLine),
  route(contract.applyLineEndpoint, lines.applyLine),
  route(contract.focusEndpoint, showFocus),
  route(contract.guideEndpoint, guide.showGuide),
  route(contract.groupGuideEndpoint, guide.showGroupGuide),
  route(contract.failingGroupsEndpoint, guide.listFailingGroups),
];
