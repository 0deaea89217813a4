import { defineTicker, type Module } from "../../server/module.ts";
import { readOpenDispatches, readSendStates } from "./figures.actions.ts";
import { followHandovers } from "./follow.actions.ts";
import { readOutsideSends } from "./outside.actions.ts";
import { runDispatches } from "./run.actions.ts";
import { sendsReactions } from "./sends.reactions.ts";
import { sendsExports } from "./sends.exports.ts";
import { sendsRoutes } from "./sends.routes.ts";

export const sendsModule: Module = {
  name: "sends",
  exports: sendsExports,
  routes: sendsRoutes,
  reactions: sendsReactions,
  tickers: [
    defineTicker("dispatch-sends", 250, runDispatches, { goesOut: true }),
    defineTicker("follow-sends", 1_000, followHandovers, { goesOut: true }),
    defineTicker("read-outside-sends", 10_000, readOutsideSends, { goesOut: true }),
  ],
  gauges: [
    { name: "qunce_sends", help: "Sends of the last 24 hours and to come.", label: "state", read: readSendStates },
    { name: "qunce_dispatches_open", help: "Platform calls that are not over.", label: "state", read: readOpenDispatches },
  ],
};
