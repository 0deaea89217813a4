import type { Context } from "../../server/context.ts";
import { type AccountAsk, upsertAccount } from "./accounts.store.ts";

/** The account that carries messages on a channel, made on first sight. */
export async function ensureAccount(ctx: Context, ask: AccountAsk): Promise<string> {
  return upsertAccount(ctx.db, ctx.brand.id, ctx.newId(), ask, ctx.now);
}
