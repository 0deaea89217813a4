import type { WireTagGroup } from "../../channels/wecom/people.wire.ts";
import type { Context } from "../../server/context.ts";
import { followTagName, retagMembers, tagIdsOf } from "../members/index.ts";
import { flattenTags, nameTags } from "./tags.rules.ts";
import * as store from "./tags.store.ts";

export interface TagOutcome {
  added: string[];
  renamed: string[];
  gone: string[];
}

const RETAG_AT_ONCE = 2_000;
const NOBODY = "00000000-0000-0000-0000-000000000000";

/** The corp's tags as they are now, each with a tag of ours. What a person tags customers with for himself is no tag of the corp's. */
export async function landTags(outer: Context, corp: string, groups: readonly WireTagGroup[]): Promise<TagOutcome> {
  const tags = flattenTags(groups);
  const names = nameTags(tags);
  const before = await store.listCorpTags(outer.db, outer.brand.id, corp);
  const known = new Map(before.map((one) => [one.wecomId, one]));
  const there = new Set(tags.map((tag) => tag.wecomId));
  const gone = before.filter((one) => !there.has(one.wecomId));
  const outcome: TagOutcome = { added: [], renamed: [], gone: gone.map((one) => one.name) };
  await outer.transaction(async (ctx) => {
    for (const tag of tags) {
      const was = known.get(tag.wecomId);
      if (!was) outcome.added.push(tag.name);
      else if (was.name !== tag.name) {
        outcome.renamed.push(tag.name);
        const name = names.get(tag.wecomId) ?? tag.name;
        if (was.tagId && !(await followTagName(ctx, was.tagId, name))) known.delete(tag.wecomId);
      }
    }
    const ids = await tagIdsOf(
      ctx,
      tags.filter((tag) => !known.get(tag.wecomId)?.tagId).map((tag) => names.get(tag.wecomId) ?? tag.name),
    );
    const rows = tags.map((tag) => ({
      ...tag,
      tagId: known.get(tag.wecomId)?.tagId ?? ids.get(names.get(tag.wecomId) ?? tag.name) ?? null,
    }));
    await store.upsertCorpTags(ctx.db, ctx.brand.id, corp, rows, ctx.now);
    await store.deleteCorpTags(
      ctx.db,
      ctx.brand.id,
      corp,
      gone.map((one) => one.wecomId),
    );
  });
  await takeOff(
    outer,
    corp,
    gone.flatMap((one) => one.tagId ?? []),
  );
  return outcome;
}

/** People who had tags that are gone have them no more, some thousand at a time. */
async function takeOff(outer: Context, corp: string, tagIds: readonly string[]): Promise<void> {
  for (let after = NOBODY; tagIds.length > 0;) {
    const memberIds = await store.listTagged(outer.db, outer.brand.id, corp, tagIds, after, RETAG_AT_ONCE);
    await outer.transaction((ctx) => retag(ctx, corp, memberIds, tagIds));
    const last = memberIds.at(-1);
    if (!last || memberIds.length < RETAG_AT_ONCE) return;
    after = last;
  }
}

/** Gives members the tags that their relations with staff carry, and takes off what none carries any more. */
export async function retag(
  ctx: Context,
  corp: string,
  memberIds: readonly string[],
  alsoManaged: readonly string[] = [],
): Promise<number> {
  if (memberIds.length === 0) return 0;
  const tags = await store.listCorpTags(ctx.db, ctx.brand.id, corp);
  const managed = [...new Set([...tags.flatMap((tag) => tag.tagId ?? []), ...alsoManaged])];
  return retagMembers(ctx, { memberIds, managed, wanted: await store.listWanted(ctx.db, ctx.brand.id, corp, memberIds) });
}
