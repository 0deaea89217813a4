import { windowKeys } from "../../channels/wecom/wecom.turns.ts";
import { addressRates, freshState, type Rate, ratesOf, viewOf, type WindowState } from "../../channels/wecom/wecom.limits.ts";
import { found } from "../../lib/refusal.ts";
import type { Context } from "../../server/context.ts";
import * as callbacks from "./callbacks.store.ts";
import { findSealed } from "./connections.store.ts";
import { handleLane } from "./handle.actions.ts";
import type { AstrayCallback, ConnectionHealth } from "./health.contract.ts";
import { computeCallbacks, computeCalls } from "./health.rules.ts";
import { flushHeard } from "./heard.actions.ts";
import * as lines from "./line.store.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

export async function showHealth(ctx: Context, input: { connectionId: string }): Promise<ConnectionHealth> {
  const row = found(await findSealed(ctx.db, ctx.brand.id, input.connectionId), "connections.missing");
  await flushHeard(ctx.home);
  const nowMs = ctx.outside.nowMs();
  const [prefix, addressKey] = windowKeys(row.scope, "");
  const [calls, windows, address, hours, open, token] = await Promise.all([
    lines.readMinutes(ctx.db, ctx.brand.id, row.id, new Date(nowMs - HOUR_MS)),
    lines.listWindows(ctx.db, prefix),
    lines.listWindows(ctx.db, addressKey),
    callbacks.readHours(ctx.db, ctx.brand.id, row.id, new Date(ctx.now.getTime() - DAY_MS + HOUR_MS)),
    callbacks.countOpenOf(ctx.db, row.id),
    lines.findToken(ctx.db, row.id),
  ]);
  const states = new Map(windows.map((one) => [one.key.slice(prefix.length), one.state]));
  const view = (state: unknown, rates: readonly Rate[]) => viewOf((state ?? freshState(rates)) as WindowState, rates, nowMs);
  const facts = {
    calls,
    hours,
    limited: [...states.keys()],
    limitsOf: (api: string) => view(states.get(api), ratesOf(api)),
    address: view(address[0]?.state, addressRates),
  };
  return {
    ...computeCalls({ ...facts, nowMs }),
    token: tokenView(token),
    callbacks: { ...computeCallbacks({ ...facts, nowMs: ctx.now.getTime() }), waiting: 0, unreadable: 0, failed: 0, ...open },
  };
}

const tokenView = (row: lines.TokenRow | undefined): ConnectionHealth["token"] =>
  row
    ? { expiresAt: row.expiresAt, refusedCode: row.refusedCode, refusedUntil: row.refusedUntil }
    : { expiresAt: null, refusedCode: null, refusedUntil: null };

export async function listAstray(
  ctx: Context,
  input: { connectionId: string; state?: "unreadable" | "failed" | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: AstrayCallback[]; nextCursor: string | null }> {
  found(await findSealed(ctx.db, ctx.brand.id, input.connectionId), "connections.missing");
  const before = input.cursor && /^\d{1,15}$/.test(input.cursor) ? Number(input.cursor) : null;
  const states = input.state ? [input.state] : ["unreadable", "failed"];
  const rows = await callbacks.listAstray(ctx.db, ctx.brand.id, { connectionId: input.connectionId, states, before, limit: input.limit });
  const items = rows.slice(0, input.limit);
  return { items, nextCursor: rows.length > input.limit ? String(items.at(-1)?.id ?? "") : null };
}

export async function retryAstray(outer: Context, input: { connectionId: string; ids?: number[] | undefined }): Promise<{ count: number }> {
  const { connectionId, ids } = input;
  return outer.transaction(async (ctx) => {
    found(await findSealed(ctx.db, ctx.brand.id, connectionId), "connections.missing");
    const count = await callbacks.retryAstray(ctx.db, ctx.brand.id, connectionId, ids ?? null);
    await ctx.audit({ action: "connections.retry-callbacks", targetKind: "connection", targetId: connectionId, after: { count } });
    ctx.afterCommit(() => void handleLane(outer, connectionId).catch(() => undefined));
    return { count };
  });
}

const KEEP_HANDLED_MS = 7 * DAY_MS;
const KEEP_ASTRAY_MS = 30 * DAY_MS;
const KEEP_HOURS_MS = 90 * DAY_MS;
const KEEP_MINUTES_MS = 2 * DAY_MS;

export async function forgetCallbacks(ctx: Context): Promise<number> {
  const before = (ms: number) => new Date(ctx.now.getTime() - ms);
  await callbacks.forgetCounts(ctx.db, ctx.brand.id, { hours: before(KEEP_HOURS_MS), minutes: before(KEEP_MINUTES_MS) });
  return callbacks.forgetCallbacks(ctx.db, ctx.brand.id, { handled: before(KEEP_HANDLED_MS), astray: before(KEEP_ASTRAY_MS) });
}

/** What waits and what went astray, for whoever watches the installation. */
export async function readOpenCallbacks(ctx: Context): Promise<{ label: string; value: number }[]> {
  const rows = await callbacks.countOpen(ctx.db, ctx.brand.id);
  return rows.map(({ state, count }) => ({ label: state, value: count }));
}
