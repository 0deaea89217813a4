import { firstIdAt, momentOfId } from "../../lib/ids.ts";
import { found } from "../../lib/refusal.ts";
import type { Context } from "../../server/context.ts";
import type { CallResult, KeyCall } from "./keys.contract.ts";
import { uuidOrNone } from "./keys.actions.ts";
import { findKey } from "./keys.store.ts";
import * as store from "./calls.store.ts";

export type { NewCall } from "./calls.store.ts";

const KEEP_MS = 30 * 86_400_000;

export async function listKeyCalls(
  ctx: Context,
  input: { keyId: string; q?: string | undefined; result?: CallResult | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: KeyCall[]; nextCursor: string | null }> {
  found(await findKey(ctx.db, ctx.brand.id, input.keyId), "integrations.key-missing");
  const filter = {
    keyId: input.keyId,
    q: input.q || undefined,
    result: input.result,
    before: uuidOrNone(input.cursor),
    limit: input.limit,
  };
  const rows = await store.listCalls(ctx.db, ctx.brand.id, filter);
  const items = rows.slice(0, input.limit).map((row) => ({ ...row, at: new Date(momentOfId(row.id)).toISOString() }));
  return { items, nextCursor: rows.length > input.limit ? (items.at(-1)?.id ?? null) : null };
}

/** Writes down what was called with keys of the brand. */
export async function noteCalls(outer: Context, calls: readonly store.NewCall[]): Promise<void> {
  await outer.transaction((ctx) => store.insertCalls(ctx.db, ctx.brand.id, calls));
}

export async function forgetCalls(ctx: Context): Promise<number> {
  return store.deleteOldCalls(ctx.db, ctx.brand.id, firstIdAt(ctx.now.getTime() - KEEP_MS));
}
