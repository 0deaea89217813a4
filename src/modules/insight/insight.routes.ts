import { type Route, route } from "../../server/module.ts";
import { readMetrics } from "./measure.actions.ts";
import { metricsEndpoint, rowsEndpoint } from "./metrics.contract.ts";
import { readRows } from "./rows.actions.ts";

export const insightRoutes: readonly Route[] = [route(metricsEndpoint, readMetrics), route(rowsEndpoint, readRows)];
