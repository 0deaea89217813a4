import { defineTicker, type Module } from "../../server/module.ts";
import { advanceFlows } from "./advance.actions.ts";
import { flowsReactions } from "./flows.reactions.ts";
import { flowsExports } from "./flows.exports.ts";
import { flowsRoutes } from "./flows.routes.ts";

export const flowsModule: Module = {
  name: "flows",
  exports: flowsExports,
  routes: flowsRoutes,
  reactions: flowsReactions,
  tickers: [defineTicker("advance-flows", 500, advanceFlows)],
};
