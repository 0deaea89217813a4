import { z } from "zod";
import { defineEndpoint, defineEvent, Done, Id, Instant } from "../../lib/define.ts";

const read = { permission: "connections.read" } as const;
/** Secrets are handed over here: by a person only. */
const manage = { permission: "connections.manage", personOnly: true } as const;

export const connectionKinds = ["wecom"] as const;
export const ConnectionKind = z.enum(connectionKinds);
export type ConnectionKind = z.infer<typeof ConnectionKind>;

/** `unchecked` until its first check; `faulty` where the last one found something; `off` by a person: no calls, callbacks are refused. */
export const connectionStates = ["unchecked", "ready", "faulty", "off"] as const;
export const ConnectionState = z.enum(connectionStates);
export type ConnectionState = z.infer<typeof ConnectionState>;

export const checkSteps = ["token", "trusted-ip", "app", "range", "callback"] as const;
export const CheckStep = z.object({
  step: z.enum(checkSteps),
  state: z.enum(["good", "bad", "warn", "skipped"]),
  /** What is wrong, by a word the page has a sentence for. */
  fault: z.string().nullable(),
  /** The platform's own code. */
  errcode: z.number().int().nullable(),
  /** Values of the sentence: the refused address, how many people are in range. */
  found: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type CheckStep = z.infer<typeof CheckStep>;

export const Connection = z.object({
  id: Id,
  kind: ConnectionKind,
  /** The corp id. */
  scope: z.string(),
  name: z.string(),
  agentId: z.string().nullable(),
  /** Null: the platform's own address. */
  baseUrl: z.string().nullable(),
  state: ConnectionState,
  steps: z.array(CheckStep),
  checkedAt: Instant.nullable(),
  /** When the platform last made sure of the callback's address, and last told something. */
  verifiedAt: Instant.nullable(),
  receivedAt: Instant.nullable(),
  /** Where the platform tells us what happens: an address, or the path below this installation's own. */
  callbackUrl: z.string(),
  createdAt: Instant,
});
export type Connection = z.infer<typeof Connection>;

const CorpId = z
  .string()
  .trim()
  .regex(/^w[wx][A-Za-z0-9_-]{4,60}$/);
const Secret = z
  .string()
  .trim()
  .regex(/^[\x21-\x7e]{8,200}$/);
const AgentId = z
  .string()
  .trim()
  .regex(/^\d{1,20}$/);
const CallbackToken = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9]{3,32}$/);
const AesKey = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9]{43}$/);
const Name = z.string().trim().min(1).max(60);
const BaseUrl = z
  .url({ protocol: /^https?$/ })
  .max(200)
  .transform((url) => url.replace(/\/+$/, ""));

export const NewConnection = z.object({
  kind: ConnectionKind.default("wecom"),
  scope: CorpId,
  name: Name,
  agentId: AgentId.nullable().default(null),
  baseUrl: BaseUrl.nullable().default(null),
  secret: Secret,
  /** Left out, both are made here and answered once. */
  callbackToken: CallbackToken.optional(),
  aesKey: AesKey.optional(),
});
export type NewConnection = z.output<typeof NewConnection>;

/** What is pasted into the platform's admin console; answered when it is made, and never again. */
export const CallbackSetup = z.object({ url: z.string(), token: z.string(), aesKey: z.string() });
export type CallbackSetup = z.infer<typeof CallbackSetup>;

export const listConnectionsEndpoint = defineEndpoint({
  method: "GET",
  path: "/connections",
  ...read,
  input: z.object({}),
  output: z.object({ items: z.array(Connection) }),
});

export const createConnectionEndpoint = defineEndpoint({
  method: "POST",
  path: "/connections",
  ...manage,
  input: NewConnection,
  output: z.object({ id: Id, callback: CallbackSetup }),
});

/** A secret that is left out stays as it is. */
export const changeConnectionEndpoint = defineEndpoint({
  method: "POST",
  path: "/connections/:connectionId",
  ...manage,
  input: z.object({
    connectionId: Id,
    name: Name.optional(),
    agentId: AgentId.nullable().optional(),
    baseUrl: BaseUrl.nullable().optional(),
    secret: Secret.optional(),
    callbackToken: CallbackToken.optional(),
    aesKey: AesKey.optional(),
  }),
  output: Done,
});
export type ChangeConnection = z.output<typeof changeConnectionEndpoint.input>;

/** New values for the callback, where the old ones are lost: they have to be pasted anew. */
export const renewCallbackEndpoint = defineEndpoint({
  method: "POST",
  path: "/connections/:connectionId/callback",
  ...manage,
  input: z.object({ connectionId: Id }),
  output: CallbackSetup,
});

export const switchConnectionEndpoint = defineEndpoint({
  method: "POST",
  path: "/connections/:connectionId/state",
  ...manage,
  input: z.object({ connectionId: Id, state: z.enum(["on", "off"]) }),
  output: Done,
});

export const removeConnectionEndpoint = defineEndpoint({
  method: "POST",
  path: "/connections/:connectionId/remove",
  ...manage,
  input: z.object({ connectionId: Id }),
  output: Done,
});

/** Goes through the steps one by one, with calls to the platform. */
export const checkConnectionEndpoint = defineEndpoint({
  method: "POST",
  path: "/connections/:connectionId/check",
  ...manage,
  asksOutside: true,
  input: z.object({ connectionId: Id }),
  output: z.object({ state: ConnectionState, steps: z.array(CheckStep) }),
  perMinute: 30,
});

export const connectionCreated = defineEvent(
  "connections.created",
  z.object({ connectionId: Id, kind: ConnectionKind, scope: z.string() }),
);
export const connectionChecked = defineEvent(
  "connections.checked",
  z.object({ connectionId: Id, kind: ConnectionKind, scope: z.string(), state: ConnectionState }),
);
export const connectionRemoved = defineEvent(
  "connections.removed",
  z.object({ connectionId: Id, kind: ConnectionKind, scope: z.string() }),
);
