import { defineTicker, type Module } from "../../server/module.ts";
import { runDispatches } from "./run.actions.ts";
import { sendsReactions } from "./sends.reactions.ts";
import { sendsRoutes } from "./sends.routes.ts";

export const sendsModule: Module = {
  name: "sends",
  routes: sendsRoutes,
  reactions: sendsReactions,
  tickers: [defineTicker("dispatch-sends", 250, runDispatches)],
};
