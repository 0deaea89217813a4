import { createHash } from "node:crypto";
import { sql } from "kysely";
import { Refusal } from "../lib/refusal.ts";
import type { Context } from "./context.ts";

interface Kept {
  requestHash: string;
  answer: { value: unknown } | null;
}

/**
 * Runs a call once per key: the first answer is written in the transaction of the call and given again for a day. The same key
 * with another body is refused; two at once wait for each other on the key's row.
 */
export async function once(outer: Context, key: string, request: unknown, work: (ctx: Context) => Promise<unknown>): Promise<unknown> {
  const requestHash = createHash("sha256").update(JSON.stringify(request)).digest("hex");
  const caller = `${outer.actor.kind}:${outer.actor.id}`;
  return outer.transaction(async (ctx) => {
    const { rows: claimed } = await sql`
      insert into idempotency_keys (brand_id, caller, key, request_hash, created_at) values (${ctx.brand.id}, ${caller}, ${key}, ${requestHash}, ${ctx.now})
      on conflict do nothing returning key`.execute(ctx.db);
    if (claimed.length === 0) return replay(ctx, caller, key, requestHash);
    const value = await work(ctx);
    await sql`update idempotency_keys set status = 200, answer = ${JSON.stringify({ value })}
      where brand_id = ${ctx.brand.id} and caller = ${caller} and key = ${key}`.execute(ctx.db);
    return value;
  });
}

async function replay(ctx: Context, caller: string, key: string, requestHash: string): Promise<unknown> {
  const { rows } = await sql<Kept>`
    select request_hash, answer from idempotency_keys where brand_id = ${ctx.brand.id} and caller = ${caller} and key = ${key}`.execute(
    ctx.db,
  );
  const kept = rows[0];
  if (!kept?.answer) throw new Refusal("conflict", "request.in-progress");
  if (kept.requestHash !== requestHash) throw new Refusal("conflict", "request.key-reused");
  return kept.answer.value;
}

/** Forgets answers older than a day; run by a ticker. */
export async function forgetOldKeys(ctx: Context): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from idempotency_keys where brand_id = ${ctx.brand.id} and created_at < ${new Date(ctx.now.getTime() - 86_400_000)}`.execute(
    ctx.db,
  );
  return Number(numAffectedRows ?? 0);
}
