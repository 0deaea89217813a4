import { type Route, route } from "../../server/module.ts";
import * as course from "./course.actions.ts";
import * as flows from "./flows.actions.ts";
import * as contract from "./flows.contract.ts";
import { showGroupTicks } from "./group-ticks.actions.ts";
import * as read from "./read.actions.ts";
import { showToday } from "./today.actions.ts";
import { showWeek } from "./week.actions.ts";
import { flowWeekEndpoint } from "./week.contract.ts";

export const flowsRoutes: readonly Route[] = [
  route(contract.listFlowsEndpoint, read.listFlows),
  route(contract.showFlowEndpoint, read.showFlow),
  route(contract.listFlowVersionsEndpoint, read.listVersions),
  route(contract.flowStatsEndpoint, read.showStats),
  route(contract.todayStepsEndpoint, showToday),
  route(flowWeekEndpoint, showWeek),
  route(contract.createFlowEndpoint, flows.createFlow),
  route(contract.saveDraftEndpoint, flows.saveDraft),
  route(contract.publishFlowEndpoint, flows.publishFlow),
  route(contract.removeFlowEndpoint, flows.removeFlow),
  route(contract.groupTicksEndpoint, showGroupTicks),
  route(contract.startFlowEndpoint, course.startFlow),
  route(contract.pauseFlowEndpoint, course.pauseFlow),
  route(contract.resumeFlowEndpoint, course.resumeFlow),
  route(contract.stopFlowEndpoint, course.stopFlow),
  route(contract.skipStepEndpoint, course.skipStep),
];
