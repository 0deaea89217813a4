import { defineTicker, type Module } from "../../server/module.ts";
import { forgetCalls } from "./calls.actions.ts";
import { watchKeyCalls } from "./calls.live.ts";
import { serveDocument } from "./document.routes.ts";
import { integrationsExports } from "./integrations.exports.ts";
import { integrationsReactions } from "./integrations.reactions.ts";
import { integrationsRoutes } from "./integrations.routes.ts";
import { forgetDeliveries, readOpenDeliveries } from "./deliveries.actions.ts";
import { releaseLostCalls, sendWebhooks, settleCalls } from "./send.actions.ts";

export const integrationsModule: Module = {
  name: "integrations",
  routes: integrationsRoutes,
  reactions: integrationsReactions,
  tickers: [
    defineTicker("integrations.send", 500, sendWebhooks, { settle: settleCalls, goesOut: true }),
    defineTicker("integrations.release", 5_000, releaseLostCalls),
    defineTicker("integrations.forget-calls", 3_600_000, forgetCalls),
    defineTicker("integrations.forget-deliveries", 3_600_000, forgetDeliveries),
  ],
  exports: integrationsExports,
  gauges: [
    {
      name: "qunce_webhook_deliveries",
      help: "Webhook deliveries that wait, and those given up.",
      label: "state",
      read: readOpenDeliveries,
    },
  ],
  serve: (server) => {
    watchKeyCalls(server);
    serveDocument(server);
  },
};
