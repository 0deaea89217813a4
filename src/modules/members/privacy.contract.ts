import { z } from "zod";
import { Day, defineEndpoint, Done, Id, Instant, ListAsk, pageOf } from "../../lib/define.ts";
import { ConsentPurpose } from "./events.contract.ts";

export const PrivacyRequest = z.object({
  id: Id,
  memberId: Id,
  nickname: z.string(),
  kind: z.enum(["export", "erase"]),
  state: z.enum(["asked", "ready", "done", "withdrawn"]),
  askedAt: Instant,
  dueAt: Instant,
  doneAt: Instant.nullable(),
  /** Where a copy can be fetched while it is kept. */
  url: z.string().nullable(),
});
export type PrivacyRequest = z.infer<typeof PrivacyRequest>;

/** What people asked of their data, the newest first. `counts` are over all states, `late` of those asked whose day is over. */
export const listPrivacyRequestsEndpoint = defineEndpoint({
  method: "GET",
  path: "/privacy/requests",
  permission: "members.privacy",
  input: ListAsk.extend({ state: PrivacyRequest.shape.state.optional(), kind: PrivacyRequest.shape.kind.optional() }),
  output: pageOf(PrivacyRequest).extend({
    counts: z.object({
      asked: z.number().int(),
      ready: z.number().int(),
      done: z.number().int(),
      withdrawn: z.number().int(),
      late: z.number().int(),
    }),
  }),
});

/** A copy of all that is kept of the person, as the person would get it; audited. */
export const exportMemberEndpoint = defineEndpoint({
  method: "POST",
  path: "/members/:memberId/export",
  permission: "members.privacy",
  input: z.object({ memberId: Id }),
  output: z.object({ requestId: Id, dueAt: Instant }),
});
export const showExportEndpoint = defineEndpoint({
  method: "GET",
  path: "/members/:memberId/export",
  permission: "members.privacy",
  input: z.object({ memberId: Id }),
  output: z.object({ state: z.enum(["none", "preparing", "ready"]), url: z.string().nullable() }),
});
/** On the person's demand outside the phone pages; carried out within 15 days and to be withdrawn until then. Refusals: `members.erase-asked`. */
export const eraseMemberEndpoint = defineEndpoint({
  method: "POST",
  path: "/members/:memberId/erase",
  permission: "members.privacy",
  input: z.object({ memberId: Id }),
  output: z.object({ dueAt: Instant }),
});
/** Refusals: `members.erase-not-asked`. */
export const withdrawEraseEndpoint = defineEndpoint({
  method: "POST",
  path: "/members/:memberId/erase/withdraw",
  permission: "members.privacy",
  input: z.object({ memberId: Id }),
  output: Done,
});

export const ConsentLogItem = z.object({
  id: Id,
  memberId: Id,
  nickname: z.string(),
  purpose: ConsentPurpose,
  granted: z.boolean(),
  textVersion: z.string(),
  channel: z.string(),
  at: Instant,
});
export type ConsentLogItem = z.infer<typeof ConsentLogItem>;

/** The brand's whole consent log, newest first; or one person's. */
export const listConsentsEndpoint = defineEndpoint({
  method: "GET",
  path: "/privacy/consents",
  permission: "members.privacy",
  input: ListAsk.extend({
    memberId: Id.optional(),
    purpose: ConsentPurpose.optional(),
    granted: z.stringbool().optional(),
    from: Day.optional(),
    to: Day.optional(),
  }),
  output: pageOf(ConsentLogItem),
});
