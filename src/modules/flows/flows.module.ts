import { defineTicker, type Module } from "../../server/module.ts";
import { advanceFlows } from "./advance.actions.ts";
import { flowsReactions } from "./flows.reactions.ts";
import { flowsRoutes } from "./flows.routes.ts";

export const flowsModule: Module = {
  name: "flows",
  routes: flowsRoutes,
  reactions: flowsReactions,
  tickers: [defineTicker("advance-flows", 500, advanceFlows)],
};
