import { createHash } from "node:crypto";
import { eventIdOf } from "../../lib/ids.ts";
import type { Context } from "../../server/context.ts";
import type { Kept } from "./batch.rules.ts";
import { bodyOf, sourceOf, stateOf } from "./inbox.rules.ts";
import { insertKept, type KeptRow } from "./inbox.store.ts";

/** The same thing heard again for the same reason has the same id. */
function rowOf(brandId: number, one: Kept): KeptRow {
  const body = bodyOf(one.item);
  const digest = createHash("sha256").update(`${brandId}\0${one.reason}\0${body}`).digest("hex");
  return { id: eventIdOf(0, digest), source: sourceOf(one.item), state: stateOf(one.reason), reason: one.reason, body };
}

/** Puts what took no effect into the inbox, with its reason. */
export async function keepInInbox(ctx: Context, kept: readonly Kept[]): Promise<void> {
  const rows = new Map(kept.map((one) => rowOf(ctx.brand.id, one)).map((row) => [row.id, row]));
  await insertKept(ctx.db, ctx.brand.id, [...rows.values()], ctx.now);
}
