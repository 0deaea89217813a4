import { z } from "zod";
import { defineEndpoint, Done, Id, Instant, ListAsk, pageOf } from "../../lib/define.ts";

export const keyStates = ["active", "expired", "revoked"] as const;
export const KeyState = z.enum(keyStates);
export type KeyState = z.infer<typeof KeyState>;

/** Calls a minute; the whole server takes 1,200 from one address. */
export const MAX_PER_MINUTE = 1_200;
export const DEFAULT_PER_MINUTE = 600;

const KeyName = z.string().trim().min(1).max(60);
const PerMinute = z.number().int().min(1).max(MAX_PER_MINUTE);
const Permissions = z.array(z.string().max(60)).min(1).max(100);

export const ApiKey = z.object({
  id: Id,
  name: z.string(),
  /** The first characters of the secret that is valid now. */
  prefix: z.string(),
  state: KeyState,
  orgId: Id,
  /** Empty where the unit is gone; the key then sees nothing. */
  orgName: z.string(),
  isWholeBrand: z.boolean(),
  permissions: z.array(z.string()),
  perMinute: z.number().int(),
  expiresAt: Instant.nullable(),
  createdAt: Instant,
  createdByName: z.string().nullable(),
  revokedAt: Instant.nullable(),
  lastUsedAt: Instant.nullable(),
  lastUsedFrom: z.string().nullable(),
  /** The secret before the last rotation still works until then. */
  oldSecretUntil: Instant.nullable(),
});
export type ApiKey = z.infer<typeof ApiKey>;

export const listKeysEndpoint = defineEndpoint({
  method: "GET",
  path: "/api-keys",
  permission: "integrations.manage",
  personOnly: true,
  input: ListAsk.extend({ state: KeyState.optional() }),
  output: pageOf(ApiKey),
});

export const NewKey = z.object({
  name: KeyName,
  orgId: Id,
  permissions: Permissions,
  expiresAt: Instant.nullable().default(null),
  perMinute: PerMinute.default(DEFAULT_PER_MINUTE),
});
export type NewKey = z.output<typeof NewKey>;

/** The secret is told here and never again. */
export const createKeyEndpoint = defineEndpoint({
  method: "POST",
  path: "/api-keys",
  permission: "integrations.manage",
  personOnly: true,
  input: NewKey,
  output: z.object({ id: Id, secret: z.string(), prefix: z.string() }),
});

export const changeKeyEndpoint = defineEndpoint({
  method: "POST",
  path: "/api-keys/:keyId",
  permission: "integrations.manage",
  personOnly: true,
  input: z.object({ keyId: Id, name: KeyName, orgId: Id, permissions: Permissions, expiresAt: Instant.nullable(), perMinute: PerMinute }),
  output: Done,
});

/** For how long the secret before a rotation goes on working, in minutes. */
export const graceMinutes = [0, 60, 1_440, 10_080] as const;

export const rotateKeyEndpoint = defineEndpoint({
  method: "POST",
  path: "/api-keys/:keyId/rotate",
  permission: "integrations.manage",
  personOnly: true,
  input: z.object({ keyId: Id, graceMinutes: z.union(graceMinutes.map((minutes) => z.literal(minutes))) }),
  output: z.object({ secret: z.string(), prefix: z.string() }),
});

export const revokeKeyEndpoint = defineEndpoint({
  method: "POST",
  path: "/api-keys/:keyId/revoke",
  permission: "integrations.manage",
  personOnly: true,
  input: z.object({ keyId: Id }),
  output: Done,
});

export const callResults = ["ok", "refused", "broken"] as const;
export const CallResult = z.enum(callResults);
export type CallResult = z.infer<typeof CallResult>;

export const KeyCall = z.object({
  id: Id,
  at: Instant,
  method: z.string(),
  path: z.string(),
  status: z.number().int(),
  tookMs: z.number().int(),
  address: z.string(),
  requestId: z.string(),
});
export type KeyCall = z.infer<typeof KeyCall>;

/** What was called with a key in the last 30 days, newest first. */
export const listKeyCallsEndpoint = defineEndpoint({
  method: "GET",
  path: "/api-keys/:keyId/calls",
  permission: "integrations.manage",
  personOnly: true,
  input: ListAsk.extend({ keyId: Id, result: CallResult.optional() }),
  output: pageOf(KeyCall),
});

/** The permissions a key may be given: those of the endpoints open to programs, as far as the asking person holds them. */
export const listKeyPermissionsEndpoint = defineEndpoint({
  method: "GET",
  path: "/api-key-permissions",
  permission: "integrations.manage",
  personOnly: true,
  input: z.object({}),
  output: z.object({ permissions: z.array(z.string()) }),
});
