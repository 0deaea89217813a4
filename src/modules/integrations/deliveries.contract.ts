import { z } from "zod";
import { defineEndpoint, Id, Instant, ListAsk, pageOf } from "../../lib/define.ts";

const manage = { permission: "integrations.manage", personOnly: true } as const;

export const deliveryStates = ["waiting", "calling", "delivered", "dead"] as const;
export const WebhookDeliveryState = z.enum(deliveryStates);
export type WebhookDeliveryState = z.infer<typeof WebhookDeliveryState>;

/** Why a call brought no answer, or its delivery was given up; words the page knows. */
export const Failure = z.string();

export const Delivery = z.object({
  id: Id,
  webhookId: Id,
  webhookName: z.string(),
  eventId: Id,
  event: z.string(),
  occurredAt: Instant,
  createdAt: Instant,
  state: WebhookDeliveryState,
  tries: z.number().int(),
  dueAt: Instant,
  endedAt: Instant.nullable(),
  status: z.number().int().nullable(),
  failure: Failure.nullable(),
});
export type Delivery = z.infer<typeof Delivery>;

const Moment = Instant.optional();
const DeliveryFilter = z.object({
  webhookId: Id.optional(),
  state: WebhookDeliveryState.optional(),
  event: z.string().max(60).optional(),
  /** When the event was taken up. */
  from: Moment,
  to: Moment,
});

/** Newest first; `q` is an id of the delivery, event, group or member, or a part of what the receiver said. */
export const listDeliveriesEndpoint = defineEndpoint({
  method: "GET",
  path: "/webhook-deliveries",
  ...manage,
  input: ListAsk.extend(DeliveryFilter.shape),
  output: pageOf(Delivery),
});

export const Try = z.object({ at: Instant, tookMs: z.number().int(), status: z.number().int().nullable(), failure: Failure.nullable() });
export type Try = z.infer<typeof Try>;

export const showDeliveryEndpoint = defineEndpoint({
  method: "GET",
  path: "/webhook-deliveries/:deliveryId",
  ...manage,
  input: z.object({ deliveryId: Id }),
  output: Delivery.extend({
    url: z.string(),
    /** As it would go out now, phone numbers masked; the signature is left out. */
    request: z.object({ headers: z.record(z.string(), z.string()), body: z.string() }),
    /** The beginning of what the receiver said last. */
    answer: z.string().nullable(),
    history: z.array(Try),
    replayedAt: Instant.nullable(),
  }),
});

export const replayDeliveryEndpoint = defineEndpoint({
  method: "POST",
  path: "/webhook-deliveries/:deliveryId/replay",
  ...manage,
  input: z.object({ deliveryId: Id }),
  output: z.object({ replayed: z.number().int() }),
});

/** The most that one call replays; ask again for the rest. */
export const MAX_REPLAY = 20_000;

/** Sends again all that was given up, or all of a time whether it was delivered or not; `left` are for the next call. */
export const replayDeliveriesEndpoint = defineEndpoint({
  method: "POST",
  path: "/webhook-deliveries/replay",
  ...manage,
  input: DeliveryFilter.extend({ state: z.enum(["dead", "delivered"]) }),
  output: z.object({ replayed: z.number().int(), left: z.number().int() }),
});

/** How many a replay would send. */
export const countReplayEndpoint = defineEndpoint({
  method: "GET",
  path: "/webhook-deliveries/replay",
  ...manage,
  input: DeliveryFilter.extend({ state: z.enum(["dead", "delivered"]) }),
  output: z.object({ count: z.number().int() }),
});
