import { z } from "zod";
import { defineEndpoint, Done, Id, Instant, ListAsk, pageOf } from "../../lib/define.ts";

/** One account whose person confirms a send on the platform, and how far it is. */
export const SendOwner = z.object({
  accountId: Id,
  name: z.string(),
  /** The colleague whose account it is, where known. */
  staffId: Id.nullable(),
  groups: z.number().int(),
  /** Not handed over yet; with the person; confirmed; over the platform's cap; failed; ended otherwise. */
  planned: z.number().int(),
  waiting: z.number().int(),
  sent: z.number().int(),
  overCap: z.number().int(),
  failed: z.number().int(),
  ended: z.number().int(),
  /** When the platform took it, and was last asked. */
  handedAt: Instant.nullable(),
  askedAt: Instant.nullable(),
  remindedAt: Instant.nullable(),
  /** Reminders within the last 24 hours, and how many the platform allows. */
  reminders: z.number().int(),
  remindersAllowed: z.number().int(),
  /** A reminder will be given in a moment. */
  isReminding: z.boolean(),
  /** What the platform last would not do. */
  refusal: z.string().nullable(),
});
export type SendOwner = z.infer<typeof SendOwner>;

/** Those who have still to confirm first. */
export const listSendOwnersEndpoint = defineEndpoint({
  method: "GET",
  path: "/sends/:sendId/owners",
  permission: "sends.read",
  input: ListAsk.extend({ sendId: Id }),
  output: pageOf(SendOwner),
});

/** Whoever has just confirmed need not wait: the platform is asked at once what came of it. */
export const lookHandoverEndpoint = defineEndpoint({
  method: "POST",
  path: "/handovers/:dispatchId/look",
  permission: "tasks.read",
  input: z.object({ dispatchId: Id }),
  output: Done,
  perMinute: 60,
});

/** Has the platform remind those who have not confirmed: all, or these; it does so within seconds. */
export const remindSendEndpoint = defineEndpoint({
  method: "POST",
  path: "/sends/:sendId/remind",
  permission: "sends.create",
  input: z.object({ sendId: Id, accountIds: z.array(Id).max(2_000).optional() }),
  /** `spared`: reminded as often as may be already. */
  output: z.object({ reminding: z.number().int(), spared: z.number().int() }),
});
