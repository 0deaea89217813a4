import type { Context } from "../../server/context.ts";
import { recallPerHome } from "../../server/recall.ts";
import * as store from "./speakers.store.ts";
import { readVersions } from "./versions.store.ts";

export type { Speaker } from "./speakers.store.ts";

interface Said {
  groupId: string;
  memberId: string;
}

/** Seats this process remembers, by group and member under the group's version. */
const seatedIn = recallPerHome<store.Speaker>(100_000);
const keyOf = (one: Said) => one.groupId + one.memberId;

/** The seat and name each was said under, in the order given; undefined for who is nobody of the brand. */
export async function findSpeakers(ctx: Context, said: readonly Said[]): Promise<(store.Speaker | undefined)[]> {
  const seated = seatedIn(ctx.home);
  const versions = await readVersions(ctx.db, ctx.brand.id, [...new Set(said.map((one) => one.groupId))]);
  const known = said.map((one) => seated.get(keyOf(one), versions.get(one.groupId) ?? 0));
  const missing = new Map(said.flatMap((one, i) => (known[i] ? [] : [[keyOf(one), one] as const])));
  if (missing.size === 0) return known;
  const found = new Map<string, store.Speaker>();
  for (const row of await store.listSeated(ctx.db, ctx.brand.id, [...missing.values()])) {
    seated.set(keyOf(row), versions.get(row.groupId) ?? 0, row);
    found.set(keyOf(row), row);
    missing.delete(keyOf(row));
  }
  for (const row of await store.listUnseated(ctx.db, ctx.brand.id, [...missing.values()])) found.set(keyOf(row), row);
  return said.map((one, i) => known[i] ?? found.get(keyOf(one)));
}
