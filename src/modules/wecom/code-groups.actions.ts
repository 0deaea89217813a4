import type { Context } from "../../server/context.ts";
import { addPlatformEntries } from "../groups/index.ts";
import * as store from "./code-groups.store.ts";

/**
 * The entries that people came by, by `group state`. A group that the platform opened for a code by itself becomes one of the code's from
 * the first who came by it.
 */
export async function entriesOf(
  outer: Context,
  corp: string,
  pairs: readonly { groupId: string; state: string }[],
): Promise<Map<string, string>> {
  if (pairs.length === 0) return new Map();
  return outer.transaction(async (ctx) => {
    const ways = await store.listWaysOf(ctx.db, ctx.brand.id, corp, pairs);
    const without = ways.filter((way) => way.entryId === null);
    const made = await addPlatformEntries(
      ctx,
      without.map((way) => ({ groupId: way.groupId, name: way.codeName })),
    );
    const rows = without.map((way, i) => ({
      codeId: way.codeId,
      groupId: way.groupId,
      entryId: made[i] ?? null,
      standing: "open" as const,
    }));
    if (rows.length > 0) await store.placeGroups(ctx.db, ctx.brand.id, rows, ctx.now);
    const entries = new Map(without.map((way, i) => [`${way.groupId} ${way.state}`, made[i] ?? ""]));
    for (const way of ways) if (way.entryId !== null) entries.set(`${way.groupId} ${way.state}`, way.entryId);
    return entries;
  });
}
