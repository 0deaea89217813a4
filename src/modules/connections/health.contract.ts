import { z } from "zod";
import { defineEndpoint, Id, Instant, pageOf } from "../../lib/define.ts";

const read = { permission: "connections.read" } as const;

/** Places of one rate: how many a window holds, and how many of them are taken now. */
export const RateUse = z.object({ spanMs: z.number(), most: z.number().int(), used: z.number().int() });

/** One API of the platform over the last hour, and how it stands now. */
export const ApiHealth = z.object({
  /** `externalcontact/groupchat/get` */
  api: z.string(),
  calls: z.number().int(),
  /** By the platform's code; `lost` without an answer, `down` not reached. */
  failures: z.array(z.object({ outcome: z.string(), count: z.number().int() })),
  meanMs: z.number().nullable(),
  lastAt: Instant.nullable(),
  rates: z.array(RateUse),
  /** Calls side by side that are allowed now. */
  width: z.number().int(),
  /** What part of the rates is used, after the platform said that it is too much. */
  share: z.number(),
  shutUntil: Instant.nullable(),
  breaker: z.enum(["closed", "open", "half-open"]),
  openUntil: Instant.nullable(),
});
export type ApiHealth = z.infer<typeof ApiHealth>;

export const ConnectionHealth = z.object({
  /** The last sixty minutes, oldest first. */
  minutes: z.array(z.object({ at: Instant, ok: z.number().int(), failed: z.number().int() })),
  calls: z.number().int(),
  failed: z.number().int(),
  meanMs: z.number().nullable(),
  apis: z.array(ApiHealth),
  /** All corps together, from this installation's address. */
  address: z.array(RateUse),
  token: z.object({ expiresAt: Instant.nullable(), refusedCode: z.number().int().nullable(), refusedUntil: Instant.nullable() }),
  callbacks: z.object({
    /** The last 24 hours, oldest first. */
    hours: z.array(z.object({ at: Instant, received: z.number().int(), refused: z.number().int() })),
    received: z.number().int(),
    /** Said twice: by the platform again, or played again by somebody. */
    doubled: z.number().int(),
    replayed: z.number().int(),
    refused: z.array(z.object({ reason: z.string(), count: z.number().int() })),
    waiting: z.number().int(),
    unreadable: z.number().int(),
    failed: z.number().int(),
  }),
});
export type ConnectionHealth = z.infer<typeof ConnectionHealth>;

export const showHealthEndpoint = defineEndpoint({
  method: "GET",
  path: "/connections/:connectionId/health",
  ...read,
  input: z.object({ connectionId: Id }),
  output: ConnectionHealth,
});

/** A callback that could not be read or not be handled. */
export const AstrayCallback = z.object({
  id: z.number().int(),
  receivedAt: Instant,
  state: z.enum(["unreadable", "failed"]),
  reason: z.string().nullable(),
  tries: z.number().int(),
  /** Its first 4,000 characters, decrypted. */
  body: z.string(),
});
export type AstrayCallback = z.infer<typeof AstrayCallback>;

export const listAstrayEndpoint = defineEndpoint({
  method: "GET",
  path: "/connections/:connectionId/callbacks",
  ...read,
  input: z.object({
    connectionId: Id,
    state: z.enum(["unreadable", "failed"]).optional(),
    cursor: z.string().max(20).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  output: pageOf(AstrayCallback),
});

/** Takes them through once more, in their old order; all that went astray where none is named. */
export const retryAstrayEndpoint = defineEndpoint({
  method: "POST",
  path: "/connections/:connectionId/callbacks/retry",
  permission: "connections.manage",
  input: z.object({ connectionId: Id, ids: z.array(z.number().int()).min(1).max(500).optional() }),
  output: z.object({ count: z.number().int() }),
});
