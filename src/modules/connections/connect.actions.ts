import { done } from "../../lib/define.ts";
import { found, Refusal } from "../../lib/refusal.ts";
import { type Context, requirePermission, staffOf } from "../../server/context.ts";
import { onDuplicate } from "../../server/db.ts";
import { newToken, randomSource } from "../../server/random.ts";
import { callbackPath, randomLetters, WECOM_SIMULATOR_URLS } from "./callback-address.rules.ts";
import {
  type CallbackSetup,
  type ChangeConnection,
  connectionCreated,
  connectionRemoved,
  type NewConnection,
} from "./connections.contract.ts";
import * as store from "./connections.store.ts";
import { forgetRefusal } from "./line.store.ts";
import { sealedFor } from "./sealed.rules.ts";

/** More than a brand has corps. */
const MAX_CONNECTIONS = 20;
const TOKEN_LETTERS = 32;
const AES_KEY_LETTERS = 43;

function judge(ctx: Context, baseUrl: string | null | undefined): void {
  if (requirePermission(ctx, "connections.manage") !== "brand") throw new Refusal("forbidden", "connections.brand-only");
  if (!baseUrl || baseUrl === ctx.outside.platformUrls.wecom || WECOM_SIMULATOR_URLS.includes(baseUrl)) return;
  const reason = ctx.outbound.check(baseUrl);
  // Without the owner of the machine saying so, calls with secrets go to the platform's own address only.
  if (reason || new URL(baseUrl).origin !== baseUrl || !ctx.outbound.isPrivateAllowed)
    throw new Refusal("invalid", "connections.address-unfit", { reason: reason ?? "unknown-host" });
}

const lock = async (ctx: Context, id: string) => found(await store.lockSealed(ctx.db, ctx.brand.id, id), "connections.missing");

const seal = (ctx: Context, id: string, field: Parameters<typeof sealedFor>[2], plain: string) =>
  ctx.seal.seal(plain, sealedFor(ctx.brand.id, id, field));

const urlOf = (ctx: Context, pathToken: string) => `${ctx.outside.publicUrl ?? ""}${callbackPath("wecom", pathToken)}`;

const newKeys = () => ({ token: randomLetters(randomSource, TOKEN_LETTERS), aesKey: randomLetters(randomSource, AES_KEY_LETTERS) });

/** What a person may read of it later: everything but the secrets. */
const noted = ({ scope, name, agentId, baseUrl }: Pick<store.SealedConnection, "scope" | "name" | "agentId" | "baseUrl">) => ({
  scope,
  name,
  agentId,
  baseUrl,
});

export async function createConnection(outer: Context, input: NewConnection): Promise<{ id: string; callback: CallbackSetup }> {
  judge(outer, input.baseUrl);
  return outer.transaction(async (ctx) => {
    const known = await store.listConnections(ctx.db, ctx.brand.id);
    if (known.length >= MAX_CONNECTIONS) throw new Refusal("conflict", "connections.full", { most: MAX_CONNECTIONS });
    const id = ctx.newId();
    const pathToken = newToken();
    const made = newKeys();
    const token = input.callbackToken ?? made.token;
    const aesKey = input.aesKey ?? made.aesKey;
    await store
      .insertConnection(ctx.db, ctx.brand.id, {
        id,
        kind: input.kind,
        scope: input.scope,
        name: input.name,
        agentId: input.agentId,
        baseUrl: input.baseUrl,
        pathToken,
        secret: seal(ctx, id, "secret", input.secret),
        callbackToken: seal(ctx, id, "callback-token", token),
        aesKey: seal(ctx, id, "aes-key", aesKey),
        createdBy: staffOf(ctx).id,
        now: ctx.now,
      })
      .catch(onDuplicate("connections_brand_id_kind_scope_key", "connections.known", { scope: input.scope }));
    await ctx.publish(connectionCreated, { connectionId: id, kind: input.kind, scope: input.scope });
    await ctx.audit({ action: "connections.create", targetKind: "connection", targetId: id, after: noted(input) });
    return { id, callback: { url: urlOf(ctx, pathToken), token, aesKey } };
  });
}

export async function changeConnection(outer: Context, input: ChangeConnection) {
  judge(outer, input.baseUrl);
  return outer.transaction(async (ctx) => {
    const row = await lock(ctx, input.connectionId);
    const sealed = (field: "secret" | "callback-token" | "aes-key", given: string | undefined, kept: Uint8Array) =>
      given === undefined ? kept : seal(ctx, row.id, field, given);
    const { name = row.name, agentId = row.agentId, baseUrl = row.baseUrl } = input;
    const next = {
      id: row.id,
      name,
      agentId,
      baseUrl,
      secret: sealed("secret", input.secret, row.secret),
      callbackToken: sealed("callback-token", input.callbackToken, row.callbackToken),
      aesKey: sealed("aes-key", input.aesKey, row.aesKey),
    };
    await store.updateConnection(ctx.db, ctx.brand.id, next);
    if (input.secret || next.baseUrl !== row.baseUrl) await forgetRefusal(ctx.db, row.id, true);
    const renewed = [input.secret && "secret", input.callbackToken && "callbackToken", input.aesKey && "aesKey"].filter(Boolean);
    await ctx.audit({
      action: "connections.change",
      targetKind: "connection",
      targetId: row.id,
      before: noted(row),
      after: { ...noted({ ...next, scope: row.scope }), renewed },
    });
    return done;
  });
}

export async function renewCallback(outer: Context, input: { connectionId: string }): Promise<CallbackSetup> {
  judge(outer, null);
  return outer.transaction(async (ctx) => {
    const row = await lock(ctx, input.connectionId);
    const { token, aesKey } = newKeys();
    await store.updateConnection(ctx.db, ctx.brand.id, {
      ...row,
      callbackToken: seal(ctx, row.id, "callback-token", token),
      aesKey: seal(ctx, row.id, "aes-key", aesKey),
    });
    await ctx.audit({ action: "connections.renew-callback", targetKind: "connection", targetId: row.id });
    return { url: urlOf(ctx, row.pathToken), token, aesKey };
  });
}

export async function switchConnection(outer: Context, input: { connectionId: string; state: "on" | "off" }) {
  judge(outer, null);
  return outer.transaction(async (ctx) => {
    const row = await lock(ctx, input.connectionId);
    const state = input.state === "off" ? "off" : row.state === "off" ? "unchecked" : row.state;
    await store.updateState(ctx.db, ctx.brand.id, row.id, state);
    const action = input.state === "off" ? "connections.stop" : "connections.resume";
    await ctx.audit({ action, targetKind: "connection", targetId: row.id, before: { state: row.state }, after: { state } });
    return done;
  });
}

/** What came by it stays: groups, members and their history are the brand's. */
export async function removeConnection(outer: Context, input: { connectionId: string }) {
  judge(outer, null);
  return outer.transaction(async (ctx) => {
    const row = await lock(ctx, input.connectionId);
    await store.deleteConnection(ctx.db, ctx.brand.id, row.id);
    await ctx.publish(connectionRemoved, { connectionId: row.id, kind: row.kind, scope: row.scope });
    await ctx.audit({ action: "connections.remove", targetKind: "connection", targetId: row.id, before: noted(row) });
    return done;
  });
}
