import { type Route, route } from "../../server/module.ts";
import { listKeyCalls } from "./calls.actions.ts";
import * as deliveries from "./deliveries.actions.ts";
import * as deliveriesContract from "./deliveries.contract.ts";
import * as keys from "./keys.actions.ts";
import * as keysContract from "./keys.contract.ts";
import * as webhooks from "./webhooks.actions.ts";
import * as webhooksContract from "./webhooks.contract.ts";

export const integrationsRoutes: readonly Route[] = [
  route(keysContract.listKeysEndpoint, keys.listKeys),
  route(keysContract.listKeyPermissionsEndpoint, keys.listKeyPermissions),
  route(keysContract.createKeyEndpoint, keys.createKey),
  route(keysContract.changeKeyEndpoint, keys.changeKey),
  route(keysContract.rotateKeyEndpoint, keys.rotateKey),
  route(keysContract.revokeKeyEndpoint, keys.revokeKey),
  route(keysContract.listKeyCallsEndpoint, listKeyCalls),
  route(webhooksContract.listWebhooksEndpoint, webhooks.listWebhooks),
  route(webhooksContract.createWebhookEndpoint, webhooks.createWebhook),
  route(webhooksContract.changeWebhookEndpoint, webhooks.changeWebhook),
  route(webhooksContract.switchWebhookEndpoint, webhooks.switchWebhook),
  route(webhooksContract.removeWebhookEndpoint, webhooks.removeWebhook),
  route(webhooksContract.pingWebhookEndpoint, webhooks.pingWebhook),
  route(webhooksContract.showWebhookSecretEndpoint, webhooks.showWebhookSecret),
  route(webhooksContract.rotateWebhookSecretEndpoint, webhooks.rotateWebhookSecret),
  route(deliveriesContract.listDeliveriesEndpoint, deliveries.listDeliveries),
  route(deliveriesContract.countReplayEndpoint, deliveries.countReplay),
  route(deliveriesContract.replayDeliveriesEndpoint, deliveries.replayDeliveries),
  route(deliveriesContract.showDeliveryEndpoint, deliveries.showDelivery),
  route(deliveriesContract.replayDeliveryEndpoint, deliveries.replayDelivery),
];
