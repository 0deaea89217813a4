import type { Context } from "../../server/context.ts";
import { replaceTerms } from "./identity.store.ts";
import { listNames } from "./members.store.ts";
import { termsOf } from "./terms.rules.ts";

/** Writes anew what these canonical members are found by: their own names and those of all merged into them. */
export async function writeTerms(ctx: Context, memberIds: readonly string[]): Promise<void> {
  const names = await listNames(ctx.db, ctx.brand.id, memberIds);
  const wanted = new Set(memberIds);
  const terms = names
    .filter((one) => wanted.has(one.memberId))
    .flatMap((one) => termsOf(one).map((term) => ({ memberId: one.memberId, term })));
  await replaceTerms(ctx.db, ctx.brand.id, memberIds, terms);
}
