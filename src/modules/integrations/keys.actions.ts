import { randomBytes } from "node:crypto";
import { done } from "../../lib/define.ts";
import { found, Refusal } from "../../lib/refusal.ts";
import { type Actor, type Context, scopeOf, staffOf } from "../../server/context.ts";
import { hashToken } from "../../server/random.ts";
import { accessOrgUnit, exceedingGrant } from "../brands/index.ts";
import { requireWholeBrand } from "./access.actions.ts";
import type { ApiKey, NewKey } from "./keys.contract.ts";
import { brandOfSecret, type Bucket, keySecret, keyStateOf, mayHoldAsKey, prefixOf, takeFrom } from "./key.rules.ts";
import * as store from "./keys.store.ts";

const actorOf = (key: store.KeyRow): Actor => ({
  kind: "staff",
  id: key.id,
  userId: `key:${key.id}`,
  name: key.name,
  orgId: key.orgId,
  roles: [],
  permissions: new Map(key.permissions.map((permission) => [permission, key.isWholeBrand ? "brand" : "subtree"])),
  key: { prefix: key.prefix },
});

/** What each key of this process has left of its minute. */
const buckets = new Map<string, Bucket>();
const MAX_BUCKETS = 10_000;

/** The brand a key says it is of, before anything is looked up. */
export const homeOfKey = brandOfSecret;

/** Who acts with the secret; refused where it is unknown, revoked, has run out or was used too often within a minute. */
export async function findKeyActor(ctx: Context, secret: string): Promise<Actor> {
  const key = await store.findKeyByHash(ctx.db, ctx.brand.id, hashToken(secret), ctx.now);
  if (!key) throw new Refusal("unauthenticated", "session.key-unknown");
  const state = keyStateOf(key, ctx.now.getTime());
  if (state !== "active") throw new Refusal("unauthenticated", state === "revoked" ? "session.key-revoked" : "session.key-expired");
  const decision = takeFrom(buckets.get(key.id), key.perMinute, ctx.now.getTime());
  if (buckets.size > MAX_BUCKETS) buckets.clear();
  buckets.set(key.id, decision.bucket);
  if (decision.verdict === "wait")
    throw new Refusal("limited", "session.key-limited", { perMinute: key.perMinute, retryAfterS: decision.retryAfterS });
  return actorOf(key);
}

/** The actor of a key by its user's name `key:<id>`, for work that it asked for and left; undefined once it is ended. */
export async function findKeyActorById(ctx: Context, userId: string): Promise<Actor | undefined> {
  const key = await store.findKey(ctx.db, ctx.brand.id, userId.slice("key:".length));
  return key && keyStateOf(key, ctx.now.getTime()) === "active" ? actorOf(key) : undefined;
}

export async function listKeys(
  ctx: Context,
  input: { q?: string | undefined; state?: ApiKey["state"] | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: ApiKey[]; nextCursor: string | null }> {
  const rows = await store.listKeys(
    ctx.db,
    ctx.brand.id,
    { q: input.q || undefined, state: input.state, before: uuidOrNone(input.cursor), limit: input.limit },
    ctx.now,
  );
  const items = rows.slice(0, input.limit).map((row) => ({ ...row, state: keyStateOf(row, ctx.now.getTime()) }));
  return { items, nextCursor: rows.length > input.limit ? (items.at(-1)?.id ?? null) : null };
}

/** A cursor that is no id starts at the first page. */
export function uuidOrNone(text: string | undefined): string | undefined {
  return text && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text) ? text : undefined;
}

/** The permissions the asking person may hand on to a program. */
export async function listKeyPermissions(ctx: Context): Promise<{ permissions: string[] }> {
  const held = [...staffOf(ctx).permissions].filter(([permission, scope]) => scope === "brand" && mayHoldAsKey(permission));
  return { permissions: held.map(([permission]) => permission).sort() };
}

/** Whoever holds a key's secret can do what the key may: it is handed out only by who could make the key. */
async function requireHolder(ctx: Context, input: Pick<NewKey, "orgId" | "permissions">): Promise<void> {
  await accessOrgUnit(ctx, input.orgId, "integrations.manage");
  const grants = input.permissions.map((permission) => ({ permission, scope: "brand" as const }));
  const odd =
    grants.find(({ permission }) => !mayHoldAsKey(permission)) ?? exceedingGrant(grants, (permission) => scopeOf(ctx, permission));
  if (odd) throw new Refusal("forbidden", "integrations.beyond-own", { permission: odd.permission });
}

async function judge(ctx: Context, input: NewKey): Promise<void> {
  await requireHolder(ctx, input);
  if (input.expiresAt && Date.parse(input.expiresAt) <= ctx.now.getTime()) throw new Refusal("invalid", "integrations.expires-in-past");
}

const freshSecret = (ctx: Context) => keySecret(ctx.brand.id, randomBytes(20).toString("hex"));
const noted = (input: NewKey) => ({
  name: input.name,
  orgId: input.orgId,
  permissions: input.permissions,
  expiresAt: input.expiresAt,
  perMinute: input.perMinute,
});

/** A key and its secret, which is told here once and kept only as a hash. */
export async function createKey(outer: Context, input: NewKey): Promise<{ id: string; secret: string; prefix: string }> {
  requireWholeBrand(outer);
  return outer.transaction(async (ctx) => {
    await judge(ctx, input);
    const id = ctx.newId();
    const secret = freshSecret(ctx);
    const prefix = prefixOf(secret);
    await store.insertKey(ctx.db, ctx.brand.id, { ...input, id, createdBy: staffOf(ctx).id, createdAt: ctx.now });
    await store.replaceSecret(ctx.db, ctx.brand.id, { keyId: id, hash: hashToken(secret), prefix, createdAt: ctx.now }, ctx.now);
    await ctx.audit({ action: "integrations.create-key", targetKind: "api-key", targetId: id, after: { ...noted(input), prefix } });
    return { id, secret, prefix };
  });
}

async function lockLiveKey(ctx: Context, keyId: string): Promise<store.KeyRow> {
  requireWholeBrand(ctx);
  const key = found(await store.lockKey(ctx.db, ctx.brand.id, keyId), "integrations.key-missing");
  if (key.revokedAt) throw new Refusal("conflict", "integrations.key-revoked");
  return key;
}

export async function changeKey(outer: Context, input: NewKey & { keyId: string }) {
  return outer.transaction(async (ctx) => {
    const key = await lockLiveKey(ctx, input.keyId);
    await judge(ctx, { ...input, expiresAt: input.expiresAt === key.expiresAt ? null : input.expiresAt });
    await store.updateKey(ctx.db, ctx.brand.id, key.id, input);
    await ctx.audit({
      action: "integrations.change-key",
      targetKind: "api-key",
      targetId: key.id,
      before: noted(key),
      after: noted(input),
    });
    return done;
  });
}

/** A new secret; those before work on for the chosen while at most. */
export async function rotateKey(outer: Context, input: { keyId: string; graceMinutes: number }) {
  return outer.transaction(async (ctx) => {
    const key = await lockLiveKey(ctx, input.keyId);
    await requireHolder(ctx, key);
    const secret = freshSecret(ctx);
    const prefix = prefixOf(secret);
    const oldUntil = new Date(ctx.now.getTime() + input.graceMinutes * 60_000);
    await store.replaceSecret(ctx.db, ctx.brand.id, { keyId: key.id, hash: hashToken(secret), prefix, createdAt: ctx.now }, oldUntil);
    await ctx.audit({
      action: "integrations.rotate-key",
      targetKind: "api-key",
      targetId: key.id,
      before: { prefix: key.prefix },
      after: { prefix, oldSecretUntil: oldUntil.toISOString() },
    });
    return { secret, prefix };
  });
}

export async function revokeKey(outer: Context, input: { keyId: string }) {
  return outer.transaction(async (ctx) => {
    const key = await lockLiveKey(ctx, input.keyId);
    await store.markRevoked(ctx.db, ctx.brand.id, key.id, staffOf(ctx).id, ctx.now);
    await ctx.audit({
      action: "integrations.revoke-key",
      targetKind: "api-key",
      targetId: key.id,
      before: { name: key.name, prefix: key.prefix },
    });
    return done;
  });
}
