import type { Context } from "../../server/context.ts";
import { ensureTags } from "./bulk.store.ts";
import { memberChanged, memberTagged, memberUntagged } from "./events.contract.ts";
import { renameTag } from "./tag.store.ts";
import { writeTerms } from "./terms.actions.ts";
import * as store from "./told.store.ts";

export type { TagPair } from "./told.store.ts";

/** What people go by on their platform now; names given here stay. */
export async function followNicknames(ctx: Context, names: readonly { memberId: string; nickname: string }[]): Promise<string[]> {
  const known = names.filter((one) => one.nickname !== "");
  if (known.length === 0) return [];
  const changed = await store.writeNicknames(ctx.db, ctx.brand.id, known);
  if (changed.length === 0) return changed;
  await writeTerms(ctx, changed);
  await ctx.publishAll(
    memberChanged,
    changed.map((memberId) => ({ memberId, fields: ["nickname"] })),
  );
  return changed;
}

/** The ids of tags of these names; made where there are none. */
export async function tagIdsOf(ctx: Context, names: readonly string[]): Promise<Map<string, string>> {
  if (names.length === 0) return new Map();
  const tags = [...new Set(names)].map((name) => ({ id: ctx.newId(), name }));
  return ensureTags(ctx.db, ctx.brand.id, tags, ctx.now);
}

/** A tag follows its name on the platform, unless another has it; answers whether it did. */
export async function followTagName(ctx: Context, tagId: string, name: string): Promise<boolean> {
  try {
    await ctx.attempt((inside) => renameTag(inside.db, inside.brand.id, tagId, name));
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "23505") return false;
    throw error;
  }
}

/** These members have exactly the wanted ones of the managed tags, so far as a channel gave them; tags that people gave stay. */
export async function retagMembers(
  ctx: Context,
  ask: { memberIds: readonly string[]; managed: readonly string[]; wanted: readonly store.TagPair[] },
): Promise<number> {
  if (ask.memberIds.length === 0 || ask.managed.length === 0) return 0;
  const dropped = await store.dropUnwanted(ctx.db, ctx.brand.id, ask);
  const added = ask.wanted.length > 0 ? await store.addWanted(ctx.db, ctx.brand.id, ask.wanted, ctx.now) : [];
  await ctx.publishAll(memberUntagged, dropped);
  await ctx.publishAll(
    memberTagged,
    added.map((one) => ({ ...one, source: "channel" as const })),
  );
  return dropped.length + added.length;
}

/** By which way in people came, told after they were seated. */
export async function noteEntries(ctx: Context, rows: readonly { groupId: string; memberId: string; entryId: string }[]): Promise<void> {
  if (rows.length > 0) await store.writeEntries(ctx.db, ctx.brand.id, rows);
}
