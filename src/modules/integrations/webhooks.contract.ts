import { z } from "zod";
import { defineEndpoint, Done, Id, Instant } from "../../lib/define.ts";

const manage = { permission: "integrations.manage", personOnly: true } as const;

/** `paused` by itself after long failing: events are kept for it; `off` by a person: nothing is kept. */
export const webhookStates = ["active", "paused", "off"] as const;
export const WebhookState = z.enum(webhookStates);
export type WebhookState = z.infer<typeof WebhookState>;

const WebhookName = z.string().trim().min(1).max(60);

export const NewWebhook = z.object({
  name: WebhookName,
  url: z.string().trim().min(8).max(500),
  events: z.array(z.string().max(60)).min(1).max(100),
  /** Only events of groups at or below this unit; null hears the whole brand. */
  orgId: Id.nullable().default(null),
  /** Phone numbers unmasked; needs `members.phone`. */
  showsPhones: z.boolean().default(false),
});
export type NewWebhook = z.output<typeof NewWebhook>;

export const Webhook = z.object({
  id: Id,
  name: z.string(),
  url: z.string(),
  events: z.array(z.string()),
  orgId: Id.nullable(),
  orgName: z.string().nullable(),
  showsPhones: z.boolean(),
  state: WebhookState,
  pausedFor: z.enum(["failing", "gone"]).nullable(),
  failuresInRow: z.number().int(),
  failingSince: Instant.nullable(),
  lastDeliveredAt: Instant.nullable(),
  oldSecretUntil: Instant.nullable(),
  createdAt: Instant,
  /** Calls of the last 24 hours, oldest hour first. */
  hours: z.array(z.object({ delivered: z.number().int(), failed: z.number().int() })),
  /** Counted up to 10,000. */
  waiting: z.number().int(),
  dead: z.number().int(),
});
export type Webhook = z.infer<typeof Webhook>;

/** All of a brand, which has a handful. */
export const listWebhooksEndpoint = defineEndpoint({
  method: "GET",
  path: "/webhooks",
  ...manage,
  input: z.object({}),
  output: z.object({ items: z.array(Webhook) }),
});

export const createWebhookEndpoint = defineEndpoint({
  method: "POST",
  path: "/webhooks",
  ...manage,
  input: NewWebhook,
  output: z.object({ id: Id, secret: z.string() }),
});

export const changeWebhookEndpoint = defineEndpoint({
  method: "POST",
  path: "/webhooks/:webhookId",
  ...manage,
  input: NewWebhook.extend({ webhookId: Id, orgId: Id.nullable(), showsPhones: z.boolean() }),
  output: Done,
});

/** On again after a pause, what was kept goes out. */
export const switchWebhookEndpoint = defineEndpoint({
  method: "POST",
  path: "/webhooks/:webhookId/state",
  ...manage,
  input: z.object({ webhookId: Id, state: z.enum(["active", "off"]) }),
  output: Done,
});

export const removeWebhookEndpoint = defineEndpoint({
  method: "POST",
  path: "/webhooks/:webhookId/remove",
  ...manage,
  input: z.object({ webhookId: Id }),
  output: Done,
});

/** Sends a `ping` by the way all events go; its outcome is read from the delivery. */
export const pingWebhookEndpoint = defineEndpoint({
  method: "POST",
  path: "/webhooks/:webhookId/ping",
  ...manage,
  input: z.object({ webhookId: Id }),
  output: z.object({ deliveryId: Id }),
});

export const showWebhookSecretEndpoint = defineEndpoint({
  method: "POST",
  path: "/webhooks/:webhookId/secret",
  ...manage,
  input: z.object({ webhookId: Id }),
  output: z.object({ secret: z.string() }),
});

/** A new secret; for the chosen while each call is signed with both. */
export const rotateWebhookSecretEndpoint = defineEndpoint({
  method: "POST",
  path: "/webhooks/:webhookId/rotate",
  ...manage,
  input: z.object({ webhookId: Id, graceMinutes: z.union([0, 60, 1_440, 10_080].map((minutes) => z.literal(minutes))) }),
  output: z.object({ secret: z.string() }),
});
