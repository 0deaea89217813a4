import { defineTicker, type Module } from "../../server/module.ts";
import { serveCallbacks } from "./callbacks.live.ts";
import { checkDue } from "./check.actions.ts";
import { connectionsExports } from "./connections.exports.ts";
import { connectionsRoutes } from "./connections.routes.ts";
import { handleCallbacks } from "./handle.actions.ts";
import { forgetCallbacks, readOpenCallbacks } from "./health.actions.ts";

export const connectionsModule: Module = {
  name: "connections",
  routes: connectionsRoutes,
  exports: connectionsExports,
  tickers: [
    defineTicker("connections.callbacks", 1_000, handleCallbacks),
    defineTicker("connections.check", 60_000, checkDue, { goesOut: true }),
    defineTicker("connections.forget", 3_600_000, forgetCallbacks),
  ],
  gauges: [
    {
      name: "qunce_platform_callbacks",
      help: "Callbacks that wait, and those that could not be read or handled.",
      label: "state",
      read: readOpenCallbacks,
    },
  ],
  serve: serveCallbacks,
};
