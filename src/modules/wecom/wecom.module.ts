import type { Module } from "../../server/module.ts";
import { takeCallbacks } from "./callbacks.actions.ts";
import { codesExports } from "./codes.exports.ts";
import { syncJob } from "./sync.jobs.ts";
import { wecomExports } from "./wecom.exports.ts";
import { wecomReactions } from "./wecom.reactions.ts";
import { wecomRoutes } from "./wecom.routes.ts";
import { wecomTickers } from "./wecom.tickers.ts";

takeCallbacks();

export const wecomModule: Module = {
  name: "wecom",
  routes: wecomRoutes,
  reactions: wecomReactions,
  tickers: wecomTickers,
  jobs: [syncJob],
  exports: [...wecomExports, ...codesExports],
};
