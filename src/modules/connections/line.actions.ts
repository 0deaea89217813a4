import type { PlatformLine } from "../../channels/channel.ts";
import { type CallHeard, fetchToken, openWecomLine, type TokenKeeper, WECOM_URL } from "../../channels/wecom/wecom.client.ts";
import { openGate, type SharedWindows } from "../../channels/wecom/wecom.gate.ts";
import type { WindowState } from "../../channels/wecom/wecom.limits.ts";
import { found, Refusal } from "../../lib/refusal.ts";
import { type Context, systemActor } from "../../server/context.ts";
import { perHome } from "../../server/recall.ts";
import * as connections from "./connections.store.ts";
import { hearCall } from "./heard.actions.ts";
import * as store from "./line.store.ts";
import { sealedFor } from "./sealed.rules.ts";
import { sharedTokens } from "./token.actions.ts";

/** Calls wait their turn for so long; work that can wait longer asks again at the moment LineDown names. */
const PATIENCE_MS = 90_000;

/** The lines of this process by connection, each with the version of the row it was opened from. */
const linesOf = perHome(() => new Map<string, { version: number; line: PlatformLine }>());
/** What this process is called at the windows. */
const holdersOf = perHome(() => ({ id: "" }));

/** The windows of all processes, in rows that whoever takes places holds for a moment. */
export function sharedWindows(ctx: Context): SharedWindows {
  return {
    change: (keys, decide) =>
      ctx.transaction(async (inside) => {
        const { states, nowMs } = await store.lockWindows(inside.db, keys);
        const at = (key: string) => (states.get(key) ?? null) as WindowState | null;
        const { states: next, result } = decide([at(keys[0]), at(keys[1])], nowMs);
        await store.writeWindows(
          inside.db,
          next.map((state, i) => ({ key: keys[i] ?? "", state })),
          inside.now,
        );
        return { result, nowMs };
      }),
  };
}

function holderOf(ctx: Context): string {
  const holder = holdersOf(ctx.home);
  holder.id ||= ctx.newId();
  return holder.id;
}

/** Where the connection's API is. */
export const addressOf = (ctx: Context, connection: { baseUrl: string | null }): string =>
  connection.baseUrl ?? ctx.outside.platformUrls.wecom ?? WECOM_URL;

export interface LineGiven {
  shared?: SharedWindows;
  patienceMs?: number;
  hear?: (call: CallHeard) => void;
  /** Stands for this process at the windows; for several in one. */
  holder?: string;
}

/** A line of a connection's own, that nobody else uses; `lineOf` answers the one all share. */
export function openOwnLine(
  outer: Context,
  row: connections.SealedConnection,
  given: LineGiven = {},
): { line: PlatformLine; tokens: TokenKeeper } {
  if (outer.brand.heldAt) throw new Refusal("unavailable", "brands.held");
  const ctx = outer.as(systemActor("line"));
  const { outside } = ctx;
  const gate = openGate({
    corpId: row.scope,
    shared: given.shared ?? sharedWindows(ctx),
    holder: given.holder ?? holderOf(ctx),
    nowMs: outside.nowMs,
    sleep: outside.sleep,
    newId: () => ctx.newId(),
    patienceMs: given.patienceMs ?? PATIENCE_MS,
  });
  const hear = given.hear ?? ((call: CallHeard) => hearCall(ctx, row.id, call));
  const wire = { baseUrl: addressOf(ctx, row), fetch: outside.fetch, nowMs: outside.nowMs, sleep: outside.sleep, gate, hear };
  const secret = () => ctx.seal.open(row.secret, sealedFor(ctx.brand.id, row.id, "secret"));
  const tokens = sharedTokens(ctx, row.id, () => fetchToken(wire, row.scope, secret()));
  return { line: openWecomLine({ ...wire, corpId: row.scope, tokens }), tokens };
}

function sharedLine(ctx: Context, row: connections.SealedConnection): PlatformLine {
  if (ctx.db.isTransaction) throw new Error("a line is not used inside a transaction");
  if (row.state === "off") throw new Refusal("unavailable", "connections.off", { name: row.name });
  const known = linesOf(ctx.home);
  const held = known.get(row.id);
  if (held?.version === row.version) return held.line;
  const { line } = openOwnLine(ctx, row);
  known.set(row.id, { version: row.version, line });
  return line;
}

/** The line of the brand's connection to that corp; never inside a transaction. */
export async function lineOf(ctx: Context, scope: string): Promise<PlatformLine> {
  return sharedLine(ctx, found(await connections.findSealedByScope(ctx.db, ctx.brand.id, "wecom", scope), "connections.none"));
}

/** The line of the corp that the account is of. */
export async function lineOfAccount(ctx: Context, accountId: string): Promise<PlatformLine> {
  const account = found(await connections.findAccountScope(ctx.db, ctx.brand.id, accountId), "connections.none");
  return lineOf(ctx, account.scope);
}

/** The line of one connection, whatever its state is by the last check. */
export async function lineOfConnection(ctx: Context, connectionId: string): Promise<PlatformLine> {
  return sharedLine(ctx, found(await connections.findSealed(ctx.db, ctx.brand.id, connectionId), "connections.missing"));
}
