import { z } from "zod";
import { defineEndpoint, Done, Id, Instant, ListAsk, pageOf } from "../../lib/define.ts";
import { KeptReason } from "./inbound.contract.ts";

/** `unreadable` and `quarantined` wait; `refused` was set aside by a person, `replayed` took effect later. */
export const InboxState = z.enum(["unreadable", "quarantined", "refused", "replayed"]);
export type InboxState = z.infer<typeof InboxState>;

export const InboxRow = z.object({
  id: Id,
  source: z.string(),
  receivedAt: Instant,
  state: InboxState,
  reason: KeptReason.or(z.string()),
  /** The beginning of what came, as it came. */
  sample: z.string(),
  sizeChars: z.number().int(),
});
export type InboxRow = z.infer<typeof InboxRow>;

export const listInboxEndpoint = defineEndpoint({
  method: "GET",
  path: "/inbox",
  permission: "brands.manage",
  input: ListAsk.extend({ state: InboxState.optional(), reason: KeptReason.optional() }),
  output: pageOf(InboxRow).extend({ waiting: z.array(z.object({ reason: z.string(), n: z.number().int() })) }),
});
export const showInboxEndpoint = defineEndpoint({
  method: "GET",
  path: "/inbox/:inboxId",
  permission: "brands.manage",
  input: z.object({ inboxId: Id }),
  output: InboxRow.extend({ body: z.string() }),
});
/** Judges a kept item anew; `accept` lets a correction count as a report of its own. */
export const replayInboxEndpoint = defineEndpoint({
  method: "POST",
  path: "/inbox/:inboxId/replay",
  permission: "brands.manage",
  input: z.object({ inboxId: Id, accept: z.boolean().default(false) }),
  output: z.object({ state: InboxState, reason: z.string() }),
});
/** All that wait for one reason, up to a thousand at a time. */
export const replayAllEndpoint = defineEndpoint({
  method: "POST",
  path: "/inbox/replay",
  permission: "brands.manage",
  input: z.object({ reason: KeptReason }),
  output: z.object({ replayed: z.number().int(), waiting: z.number().int() }),
});
/** Takes setting aside back: it waits again, as it did. */
export const recallInboxEndpoint = defineEndpoint({
  method: "POST",
  path: "/inbox/:inboxId/recall",
  permission: "brands.manage",
  input: z.object({ inboxId: Id }),
  output: Done,
});
export const dismissInboxEndpoint = defineEndpoint({
  method: "POST",
  path: "/inbox/:inboxId/dismiss",
  permission: "brands.manage",
  input: z.object({ inboxId: Id }),
  output: Done,
});
