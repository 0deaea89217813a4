import { done, type InputOf, type OutputOf } from "../../lib/define.ts";
import { found, Refusal } from "../../lib/refusal.ts";
import { type Context, staffOf } from "../../server/context.ts";
import { onDuplicate } from "../../server/db.ts";
import { visibleMembers } from "./access.actions.ts";
import { memberTagged, memberUntagged } from "./events.contract.ts";
import { conditionsOf, findPage } from "./list.actions.ts";
import type { MemberFilter } from "./members.contract.ts";
import { type changeTagsEndpoint, type removeTagEndpoint, type Tag, TAG_LIMIT } from "./tags.contract.ts";
import * as store from "./tag.store.ts";

const UNDO_MS = 86_400_000;

export async function listTags(ctx: Context, { counted = true }: { counted?: boolean } = {}): Promise<{ items: Tag[] }> {
  const { db, brand } = ctx;
  return { items: counted ? await store.listTags(db, brand.id) : await store.listTagNames(db, brand.id) };
}

export async function addTag(outer: Context, input: { name: string }): Promise<{ id: string }> {
  return outer.transaction(async (ctx) => {
    const { id, isNew } = await store.ensureTag(ctx.db, ctx.brand.id, { id: ctx.newId(), name: input.name, createdAt: ctx.now });
    if (isNew) await ctx.audit({ action: "members.add-tag", targetKind: "tag", targetId: id, after: { name: input.name } });
    return { id };
  });
}

const findTag = async (ctx: Context, id: string) => found(await store.findTag(ctx.db, ctx.brand.id, id), "members.tag-missing");

export async function renameTag(outer: Context, input: { tagId: string; name: string }) {
  return outer.transaction(async (ctx) => {
    const tag = await findTag(ctx, input.tagId);
    await store
      .renameTag(ctx.db, ctx.brand.id, tag.id, input.name)
      .catch(onDuplicate("tags_brand_id_name_key", "members.tag-taken", { name: input.name }));
    await ctx.audit({
      action: "members.rename-tag",
      targetKind: "tag",
      targetId: tag.id,
      before: { name: tag.name },
      after: { name: input.name },
    });
    return done;
  });
}

export async function removeTag(outer: Context, input: InputOf<typeof removeTagEndpoint>) {
  return outer.transaction(async (ctx) => {
    const tag = found(await store.lockTag(ctx.db, ctx.brand.id, input.tagId), "members.tag-missing");
    const tagged = await store.countTagged(ctx.db, ctx.brand.id, tag.id);
    if (tagged > 0 && !input.evenUsed) throw new Refusal("conflict", "members.tag-used", { members: tagged });
    await store.deleteTag(ctx.db, ctx.brand.id, tag.id);
    await ctx.audit({ action: "members.remove-tag", targetKind: "tag", targetId: tag.id, before: { name: tag.name, members: tagged } });
    return done;
  });
}

/** All who fit, or a refusal where they are more than one change may touch. */
async function findAll(ctx: Context, filter: MemberFilter): Promise<string[]> {
  const conditions = await conditionsOf(ctx, filter, "members.manage");
  const { ids, nextCursor } = await findPage(ctx, conditions, Boolean(filter.q), { sort: "joined", ascending: false, limit: TAG_LIMIT });
  if (nextCursor) throw new Refusal("limited", "members.too-many", { limit: TAG_LIMIT });
  return ids;
}

export async function changeTags(outer: Context, input: InputOf<typeof changeTagsEndpoint>): Promise<OutputOf<typeof changeTagsEndpoint>> {
  return outer.transaction(async (ctx) => {
    const tag = await findTag(ctx, input.tagId);
    const ids =
      "filter" in input.who
        ? await findAll(ctx, input.who.filter)
        : await store.keepVisible(ctx.db, ctx.brand.id, input.who.memberIds, visibleMembers(ctx, "members.manage", "m"));
    const changed = await apply(ctx, tag.id, input.direction, ids);
    const change = { id: ctx.newId(), tagId: tag.id, direction: input.direction, memberIds: changed, staffId: staffOf(ctx).id };
    await store.insertChange(ctx.db, ctx.brand.id, change, ctx.now);
    await ctx.audit({
      action: input.direction === "add" ? "members.tag" : "members.untag",
      targetKind: "tag",
      targetId: tag.id,
      after: { name: tag.name, members: changed.length },
    });
    return { changeId: change.id, changed: changed.length, name: tag.name };
  });
}

/** Adds or takes off a tag, with an event for each who really changed; answers who did. */
async function apply(ctx: Context, tagId: string, direction: "add" | "remove", ids: readonly string[]): Promise<string[]> {
  if (direction === "remove") {
    const dropped = await store.dropTag(ctx.db, ctx.brand.id, tagId, ids);
    await ctx.publishAll(
      memberUntagged,
      dropped.map((memberId) => ({ memberId, tagId })),
    );
    return dropped;
  }
  const added = await store.addTag(ctx.db, ctx.brand.id, tagId, ids, "manual", ctx.now);
  await ctx.publishAll(
    memberTagged,
    added.map((memberId) => ({ memberId, tagId, source: "manual" as const })),
  );
  return added;
}

export async function undoTags(outer: Context, input: { changeId: string }): Promise<{ changed: number }> {
  return outer.transaction(async (ctx) => {
    const ask = { id: input.changeId, staffId: staffOf(ctx).id, since: new Date(ctx.now.getTime() - UNDO_MS), now: ctx.now };
    const change = found(await store.takeChange(ctx.db, ctx.brand.id, ask), "members.change-missing");
    const changed = await apply(ctx, change.tagId, change.direction === "add" ? "remove" : "add", change.memberIds);
    await ctx.audit({ action: "members.undo-tags", targetKind: "tag", targetId: change.tagId, after: { members: changed.length } });
    return { changed: changed.length };
  });
}

export async function forgetTagChanges(ctx: Context): Promise<number> {
  return store.forgetChanges(ctx.db, ctx.brand.id, new Date(ctx.now.getTime() - UNDO_MS));
}
