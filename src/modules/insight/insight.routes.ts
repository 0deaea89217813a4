import { type Route, route } from "../../server/module.ts";
import { dismissAdvice, giveAdviceTask, listGroupsInNeed, recallAdvice } from "./advice.actions.ts";
import { adviceTaskEndpoint, dismissAdviceEndpoint, groupsInNeedEndpoint, recallAdviceEndpoint } from "./advice.contract.ts";
import { askRecompute, readBoard, readStageBoard } from "./board.actions.ts";
import * as board from "./board.contract.ts";
import { readCohorts, readFunnel, readFunnelRows } from "./funnel.actions.ts";
import { readContentUses, readGroupContents } from "./group-contents.actions.ts";
import { groupContentsEndpoint, groupContentUsesEndpoint } from "./group-contents.contract.ts";
import { readGroupDays, readGroupState, readHeat } from "./group.actions.ts";
import { readHeatMap, readHeatRows } from "./heat.actions.ts";
import { heatMapEndpoint, heatRowsEndpoint } from "./heat.contract.ts";
import { readMetrics } from "./measure.actions.ts";
import { metricsEndpoint, rowsEndpoint, trendEndpoint } from "./metrics.contract.ts";
import { readPlatformFigures, readPlatformRows } from "./platform-figures.actions.ts";
import { platformFiguresEndpoint, platformRowsEndpoint } from "./platform-figures.contract.ts";
import { readRows } from "./rows.actions.ts";
import { listTalkGroups, showTalkMonths } from "./talk-months.actions.ts";
import { talkGroupsEndpoint, talkMonthsEndpoint } from "./talk-months.contract.ts";
import { listThresholds, setThresholds } from "./thresholds.actions.ts";
import { listThresholdsEndpoint, setThresholdsEndpoint } from "./thresholds.contract.ts";
import { readTrend } from "./trend.actions.ts";

export const insightRoutes: readonly Route[] = [
  route(metricsEndpoint, readMetrics),
  route(rowsEndpoint, readRows),
  route(trendEndpoint, readTrend),
  route(board.stageBoardEndpoint, readStageBoard),
  route(board.funnelEndpoint, readFunnel),
  route(board.funnelRowsEndpoint, readFunnelRows),
  route(board.cohortsEndpoint, readCohorts),
  route(board.boardEndpoint, readBoard),
  route(board.recomputeEndpoint, askRecompute),
  route(board.heatEndpoint, readHeat),
  route(heatMapEndpoint, readHeatMap),
  route(heatRowsEndpoint, readHeatRows),
  route(platformFiguresEndpoint, readPlatformFigures),
  route(platformRowsEndpoint, readPlatformRows),
  route(board.groupDaysEndpoint, readGroupDays),
  route(board.groupStateEndpoint, readGroupState),
  route(groupContentsEndpoint, readGroupContents),
  route(groupContentUsesEndpoint, readContentUses),
  route(talkMonthsEndpoint, showTalkMonths),
  route(talkGroupsEndpoint, listTalkGroups),
  route(listThresholdsEndpoint, listThresholds),
  route(setThresholdsEndpoint, setThresholds),
  route(groupsInNeedEndpoint, listGroupsInNeed),
  route(dismissAdviceEndpoint, dismissAdvice),
  route(recallAdviceEndpoint, recallAdvice),
  route(adviceTaskEndpoint, giveAdviceTask),
];
