import { z } from "zod";
import { defineEndpoint, Done, Id, Instant } from "../../lib/define.ts";

const read = { permission: "wecom.read" } as const;
const write = { permission: "wecom.codes", asksOutside: true } as const;

export const codeKinds = ["contact", "join"] as const;
export const CodeKind = z.enum(codeKinds);
export type CodeKind = z.infer<typeof CodeKind>;

/** Groups that one join code of the platform leads into at most. */
export const JOIN_GROUPS_LIMIT = 5;
/** Groups that may wait for their turn behind them. */
export const JOIN_QUEUE_LIMIT = 200;
/** Groups that were taken out of a join code stand behind this place in it, so that who came by it into them is still counted. */
export const TAKEN_OUT_PLACE = 100_000;
/** Past 200 people a group is entered by invitation only; it is left a little before. */
export const JOIN_PEOPLE_LIMIT = 200;
export const CODE_USERS_LIMIT = 100;
/** Codes of both kinds that a corp may have. */
export const CODES_QUOTA = 500_000;

export const ContactSettings = z.object({ userIds: z.array(z.string()), skipVerify: z.boolean() });
export type ContactSettings = z.infer<typeof ContactSettings>;
export const JoinSettings = z.object({
  autoCreate: z.boolean(),
  /** Groups that the platform opens are called so, with the number behind. */
  baseName: z.string(),
  baseNo: z.number().int(),
  /** People in a group from which on the code leads into the next. */
  limit: z.number().int(),
  /** As the platform was last told. */
  chatIds: z.array(z.string()),
});
export type JoinSettings = z.infer<typeof JoinSettings>;

export const CodeGroup = z.object({
  groupId: Id,
  name: z.string(),
  status: z.enum(["planned", "active", "closed"]),
  standing: z.enum(["waiting", "open", "full"]),
  people: z.number().int(),
  joins: z.number().int(),
});
export type CodeGroup = z.infer<typeof CodeGroup>;

export const Code = z.object({
  id: Id,
  kind: CodeKind,
  name: z.string(),
  /** `making`: the platform was asked and nobody knows its answer yet; `failed` with its code. */
  status: z.enum(["making", "live", "failed", "gone"]),
  failure: z.number().int().nullable(),
  configId: z.string().nullable(),
  qrUrl: z.string(),
  users: z.array(z.object({ userId: z.string(), name: z.string() })),
  skipVerify: z.boolean(),
  autoCreate: z.boolean(),
  baseName: z.string(),
  baseNo: z.number().int(),
  limit: z.number().int(),
  groups: z.array(CodeGroup),
  /** People who came by it: customers added, or members of its groups. */
  came: z.number().int(),
  cameToday: z.number().int(),
  /** Of them, who are still there. */
  stayed: z.number().int(),
  createdAt: Instant,
  refreshedAt: Instant.nullable(),
});
export type Code = z.infer<typeof Code>;

export const listCodesEndpoint = defineEndpoint({
  method: "GET",
  path: "/connections/:connectionId/wecom/codes",
  ...read,
  input: z.object({ connectionId: Id, kind: CodeKind, gone: z.stringbool().default(false) }),
  output: z.object({ items: z.array(Code), used: z.number().int(), quota: z.number().int() }),
});

const Name = z.string().trim().min(1).max(30);
export const ContactAsk = z.object({
  name: Name,
  userIds: z.array(z.string().min(1).max(64)).min(1).max(CODE_USERS_LIMIT),
  /** Who scans is added without a yes of the staff's. */
  skipVerify: z.boolean().default(true),
});
export type ContactAsk = z.output<typeof ContactAsk>;

export const JoinAsk = z.object({
  name: Name,
  /** In their turn; those that are still planned wait until the platform opens them. */
  groupIds: z.array(Id).min(1).max(JOIN_QUEUE_LIMIT),
  autoCreate: z.boolean().default(true),
  baseName: z.string().trim().max(40).default(""),
  baseNo: z.number().int().min(1).max(99_999).default(1),
  limit: z.number().int().min(2).max(JOIN_PEOPLE_LIMIT).default(190),
});
export type JoinAsk = z.output<typeof JoinAsk>;

/** Makes a code, or changes the named one. Refusals: `wecom.code-missing`, `wecom.user-missing`, `wecom.refused` { errcode }, `wecom.unanswered`. */
export const saveContactCodeEndpoint = defineEndpoint({
  method: "POST",
  path: "/connections/:connectionId/wecom/contact-codes",
  ...write,
  asksOutside: true,
  input: z.object({ connectionId: Id, codeId: Id.nullable().default(null), code: ContactAsk }),
  output: z.object({ id: Id }),
});
/** Refusals: besides, `groups.missing`, `wecom.no-open-group`: the platform wants one group that is there. */
export const saveJoinCodeEndpoint = defineEndpoint({
  method: "POST",
  path: "/connections/:connectionId/wecom/join-codes",
  ...write,
  asksOutside: true,
  input: z.object({ connectionId: Id, codeId: Id.nullable().default(null), code: JoinAsk }),
  output: z.object({ id: Id }),
});
/** The code is dead from then on, wherever it is printed. */
export const removeCodeEndpoint = defineEndpoint({
  method: "POST",
  path: "/connections/:connectionId/wecom/codes/:codeId/remove",
  ...write,
  asksOutside: true,
  input: z.object({ connectionId: Id, codeId: Id }),
  output: Done,
});
/** Asks the platform again for one that was not made. */
export const retryCodeEndpoint = defineEndpoint({
  method: "POST",
  path: "/connections/:connectionId/wecom/codes/:codeId/retry",
  ...write,
  asksOutside: true,
  input: z.object({ connectionId: Id, codeId: Id }),
  output: Done,
});

/** Groups that a join code may lead into: the corp's own and those planned for it. */
export const listCodeChoicesEndpoint = defineEndpoint({
  method: "GET",
  path: "/connections/:connectionId/wecom/code-choices",
  ...read,
  input: z.object({ connectionId: Id }),
  output: z.object({
    groups: z.array(
      z.object({ groupId: Id, name: z.string(), status: z.enum(["planned", "active"]), people: z.number().int(), ownerName: z.string() }),
    ),
    users: z.array(z.object({ userId: z.string(), name: z.string(), staffName: z.string().nullable() })),
  }),
});
