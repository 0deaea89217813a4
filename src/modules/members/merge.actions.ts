import { done } from "../../lib/define.ts";
import { found, Refusal } from "../../lib/refusal.ts";
import { type Context, staffOf } from "../../server/context.ts";
import { accessMember } from "./access.actions.ts";
import { refreshMarketing } from "./consent.store.ts";
import { memberMerged, memberUnmerged } from "./events.contract.ts";
import * as members from "./members.store.ts";
import * as store from "./merge.store.ts";
import { recountOrgs } from "./seat.store.ts";
import { writeTerms } from "./terms.actions.ts";

/** What is kept of whole people is counted anew after their parts changed. */
async function refresh(ctx: Context, memberIds: readonly string[]): Promise<void> {
  await recountOrgs(ctx.db, ctx.brand.id, memberIds);
  await refreshMarketing(ctx.db, ctx.brand.id, memberIds);
  await store.refreshActivity(ctx.db, ctx.brand.id, memberIds);
  await writeTerms(ctx, memberIds);
}

/** The whole persons these are or are part of, held with all their parts until the transaction ends. */
async function holdWhole(ctx: Context, memberIds: readonly string[]): Promise<string[]> {
  let wholes: string[] = [];
  await members.lockListed(ctx.db, ctx.brand.id, async () => {
    wholes = [];
    for (const memberId of memberIds) wholes.push((await accessMember(ctx, memberId, "members.manage")).id);
    return members.listClusterIds(ctx.db, ctx.brand.id, wholes);
  });
  return wholes;
}

export async function mergeMembers(outer: Context, input: { memberId: string; intoId: string }) {
  return outer.transaction(async (ctx) => {
    const [part = "", into = ""] = await holdWhole(ctx, [input.memberId, input.intoId]);
    if (part === into) throw new Refusal("invalid", "members.merge-self");
    await store.insertMerge(ctx.db, ctx.brand.id, { memberId: part, intoId: into, staffId: staffOf(ctx).id, at: ctx.now });
    await refresh(ctx, [part, into]);
    await ctx.publish(memberMerged, { memberId: part, intoMemberId: into });
    await ctx.audit({ action: "members.merge", targetKind: "member", targetId: part, after: { into } });
    return done;
  });
}

export async function unmergeMember(outer: Context, input: { memberId: string }) {
  return outer.transaction(async (ctx) => {
    const [whole = ""] = await holdWhole(ctx, [input.memberId]);
    const links = await store.listLinksUp(ctx.db, ctx.brand.id, input.memberId);
    const own = found(links[0], "members.not-merged");
    await store.deleteMerge(ctx.db, ctx.brand.id, own.memberId);
    await giveTagsBack(ctx, links);
    await refresh(ctx, [own.memberId, whole]);
    await ctx.publish(memberUnmerged, { memberId: own.memberId, fromMemberId: whole });
    await ctx.audit({ action: "members.unmerge", targetKind: "member", targetId: own.memberId, before: { into: own.intoId } });
    return done;
  });
}

/** Walks up from the undone link: a tag goes from each person above as long as it came there through this one. */
async function giveTagsBack(ctx: Context, links: readonly store.MergeLink[]): Promise<void> {
  let tagIds = links[0]?.tagIds ?? [];
  for (const link of links) {
    tagIds = tagIds.filter((id) => link.tagIds.includes(id));
    if (tagIds.length > 0) await store.dropGained(ctx.db, ctx.brand.id, link, tagIds);
  }
}
