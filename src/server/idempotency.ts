import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from "node:crypto";
import { sql } from "kysely";
import { Refusal } from "../lib/refusal.ts";
import type { Context } from "./context.ts";

interface Kept {
  requestHash: string;
  answer: { sealed: string } | null;
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/**
 * An answer may hold a token that is told once, so it is kept sealed and its key as a hash: only who knows the key opens it again, on a
 * server that has the data folder's secret.
 */
function sealOf(secret: string, place: string): { close: (value: unknown) => string; open: (sealed: string) => unknown } {
  const key = createHmac("sha256", secret).update(`answer:${place}`).digest();
  return {
    close: (value) => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", key, nonce);
      const body = Buffer.concat([cipher.update(JSON.stringify({ value })), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64");
    },
    open: (sealed) => {
      const bytes = Buffer.from(sealed, "base64");
      const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      const whole = JSON.parse(decipher.update(bytes.subarray(28), undefined, "utf8") + decipher.final("utf8")) as { value: unknown };
      return whole.value;
    },
  };
}

export interface OnceAsk {
  /** The caller's own name for the call. */
  key: string;
  /** What is asked; the same key must not ask for something else. */
  request: unknown;
  secret: string;
}

/**
 * Runs a call once per key: the first answer is written in the transaction of the call and given again for a day. The same key
 * with another body is refused; two at once wait for each other on the key's row.
 */
export async function once(outer: Context, ask: OnceAsk, work: (ctx: Context) => Promise<unknown>): Promise<unknown> {
  const place = placeOf(outer, ask);
  return outer.transaction(async (ctx) => {
    if (!(await claim(ctx, place))) return place.seal.open(await replay(ctx, place));
    const value = await work(ctx);
    await keep(ctx, place, value);
    return value;
  });
}

/**
 * The same for work that asks another platform, during which no transaction is open: the key is taken before and the answer kept after.
 * A call under the same key meanwhile, or after a crash in between, is told that the first is in progress; one that failed may come again.
 */
export async function onceApart(ctx: Context, ask: OnceAsk, work: () => Promise<unknown>): Promise<unknown> {
  const place = placeOf(ctx, ask);
  if (!(await claim(ctx, place))) return place.seal.open(await replay(ctx, place));
  try {
    const value = await work();
    await keep(ctx, place, value);
    return value;
  } catch (error) {
    await sql`delete from idempotency_keys where brand_id = ${ctx.brand.id} and caller = ${place.caller} and key = ${place.key} and answer is null`.execute(
      ctx.db,
    );
    throw error;
  }
}

interface Place {
  caller: string;
  key: string;
  requestHash: string;
  seal: ReturnType<typeof sealOf>;
}

function placeOf({ actor, brand }: Context, ask: OnceAsk): Place {
  const caller = `${actor.kind}:${actor.id}`;
  const seal = sealOf(ask.secret, JSON.stringify([brand.id, caller, ask.key]));
  return { caller, key: sha256(ask.key), requestHash: sha256(JSON.stringify(ask.request)), seal };
}

/** Takes the key; false where it was taken before. */
async function claim(ctx: Context, { caller, key, requestHash }: Place): Promise<boolean> {
  const { rows } = await sql`
    insert into idempotency_keys (brand_id, caller, key, request_hash, created_at) values (${ctx.brand.id}, ${caller}, ${key}, ${requestHash}, ${ctx.now})
    on conflict do nothing returning key`.execute(ctx.db);
  return rows.length > 0;
}

async function keep(ctx: Context, { caller, key, seal }: Place, value: unknown): Promise<void> {
  await sql`update idempotency_keys set status = 200, answer = ${JSON.stringify({ sealed: seal.close(value) })}
    where brand_id = ${ctx.brand.id} and caller = ${caller} and key = ${key}`.execute(ctx.db);
}

async function replay(ctx: Context, { caller, key, requestHash }: Place): Promise<string> {
  const { rows } = await sql<Kept>`
    select request_hash, answer from idempotency_keys where brand_id = ${ctx.brand.id} and caller = ${caller} and key = ${key}`.execute(
    ctx.db,
  );
  const kept = rows[0];
  if (!kept?.answer) throw new Refusal("conflict", "request.in-progress");
  if (kept.requestHash !== requestHash) throw new Refusal("conflict", "request.key-reused");
  return kept.answer.sealed;
}

/** Forgets answers older than a day; run by a ticker. */
export async function forgetOldKeys(ctx: Context): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from idempotency_keys where brand_id = ${ctx.brand.id} and created_at < ${new Date(ctx.now.getTime() - 86_400_000)}`.execute(
    ctx.db,
  );
  return Number(numAffectedRows ?? 0);
}
