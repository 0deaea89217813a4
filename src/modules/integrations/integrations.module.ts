import { defineTicker, type Module } from "../../server/module.ts";
import { forgetCalls } from "./calls.actions.ts";
import { watchKeyCalls } from "./calls.live.ts";
import { serveDocument } from "./document.routes.ts";
import { forgetDeliveries } from "./deliveries.actions.ts";
import { integrationsReactions } from "./integrations.reactions.ts";
import { integrationsRoutes } from "./integrations.routes.ts";
import { sendWebhooks, settleCalls } from "./send.actions.ts";

export const integrationsModule: Module = {
  name: "integrations",
  routes: integrationsRoutes,
  reactions: integrationsReactions,
  tickers: [
    defineTicker("integrations.send", 500, sendWebhooks, settleCalls),
    defineTicker("integrations.forget-calls", 3_600_000, forgetCalls),
    defineTicker("integrations.forget-deliveries", 3_600_000, forgetDeliveries),
  ],
  serve: (server) => {
    watchKeyCalls(server);
    serveDocument(server);
  },
};
