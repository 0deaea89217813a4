import { done } from "../../lib/define.ts";
import { Refusal } from "../../lib/refusal.ts";
import { searchTerms } from "../../lib/search-terms.ts";
import type { Context } from "../../server/context.ts";
import { onDuplicate } from "../../server/db.ts";
import { accessOrgUnit } from "../brands/index.ts";
import { accessGroupToChange } from "./access.actions.ts";
import { type GroupChange, groupBound, groupChanged, groupClosed, groupOpened, groupRenamed } from "./groups.contract.ts";
import * as store from "./groups.store.ts";

/** Writes what differs from before; a new name is told apart from other changes. */
export async function changeGroup(outer: Context, input: GroupChange & { groupId: string }): Promise<{ changed: string[] }> {
  return outer.transaction(async (ctx) => {
    const { groupId, ...asked } = input;
    const before = await accessGroupToChange(ctx, groupId, "groups.manage");
    if (asked.orgId) await accessOrgUnit(ctx, asked.orgId, "groups.manage");
    const capacity = asked.capacity ?? before.capacity;
    if ((asked.targetMembers ?? before.targetMembers) > capacity) throw new Refusal("invalid", "groups.target-over-capacity", { capacity });
    if (capacity < before.memberCount) throw new Refusal("conflict", "groups.capacity-under-members", { members: before.memberCount });
    const known: Record<string, unknown> = { ...before };
    const differing = Object.entries(asked).filter(
      ([name, value]) => value !== undefined && JSON.stringify(value) !== JSON.stringify(known[name]),
    );
    const changed = differing.map(([name]) => name);
    if (changed.length === 0) return { changed };
    await store.updateGroups(ctx.db, ctx.brand.id, [groupId], asked);
    if (asked.name && changed.includes("name")) await rename(ctx, before, asked.name);
    const others = changed.filter((name) => name !== "name");
    if (others.length > 0) await ctx.publish(groupChanged, { groupId, fields: others });
    await ctx.audit({
      action: "groups.change",
      targetKind: "group",
      targetId: groupId,
      before: Object.fromEntries(changed.map((name) => [name, known[name]])),
      after: Object.fromEntries(differing),
    });
    return { changed };
  });
}

async function rename(ctx: Context, before: store.GroupRow, name: string): Promise<void> {
  await store.replaceTerms(ctx.db, ctx.brand.id, [{ groupId: before.id, terms: searchTerms(name, before.code) }]);
  await ctx.publish(groupRenamed, { groupId: before.id, from: before.name, to: name });
}

const refuseClosed = (group: store.GroupRow) => {
  if (group.status === "closed") throw new Refusal("conflict", "groups.closed", { name: group.name });
};

/** Lets a planned group be entered; an open one stays as it is. */
export async function openGroup(outer: Context, input: { groupId: string }) {
  return outer.transaction(async (ctx) => {
    const group = await accessGroupToChange(ctx, input.groupId, "groups.manage");
    refuseClosed(group);
    const opened = await store.openPlanned(ctx.db, ctx.brand.id, [group.id], ctx.now);
    await ctx.publishAll(
      groupOpened,
      opened.map((groupId) => ({ groupId })),
    );
    if (opened.length > 0) await ctx.audit({ action: "groups.open", targetKind: "group", targetId: group.id });
    return done;
  });
}

/** Nobody comes in any more; what was said and counted stays. */
export async function closeGroup(outer: Context, input: { groupId: string; reason?: string }) {
  return outer.transaction(async (ctx) => {
    const group = await accessGroupToChange(ctx, input.groupId, "groups.manage");
    const closed = await store.closeOpen(ctx.db, ctx.brand.id, [group.id], ctx.now);
    await ctx.publishAll(
      groupClosed,
      closed.map((groupId) => ({ groupId, reason: input.reason ?? "" })),
    );
    if (closed.length > 0)
      await ctx.audit({
        action: "groups.close",
        targetKind: "group",
        targetId: group.id,
        before: { status: group.status },
        after: { reason: input.reason ?? "" },
      });
    return done;
  });
}

/** Ties a group to the one on its platform; a planned one is open from then on. */
export async function bindGroup(outer: Context, input: { groupId: string; externalId: string }) {
  return outer.transaction(async (ctx) => {
    const group = await accessGroupToChange(ctx, input.groupId, "groups.manage");
    refuseClosed(group);
    await store
      .bindGroup(ctx.db, ctx.brand.id, group.id, input.externalId)
      .catch(onDuplicate("groups_by_binding", "groups.binding-taken", { externalId: input.externalId }));
    await ctx.publish(groupBound, { groupId: group.id, channel: group.channel, externalId: input.externalId });
    const opened = await store.openPlanned(ctx.db, ctx.brand.id, [group.id], ctx.now);
    await ctx.publishAll(
      groupOpened,
      opened.map((groupId) => ({ groupId })),
    );
    await ctx.audit({
      action: "groups.bind",
      targetKind: "group",
      targetId: group.id,
      before: { externalId: group.externalId },
      after: { externalId: input.externalId },
    });
    return done;
  });
}

/** Moves the counts of open seats of members; groups are held in the order of their ids. */
export async function adjustMemberCounts(ctx: Context, deltas: readonly { groupId: string; delta: number }[]): Promise<void> {
  if (deltas.length > 0) await store.addMemberCounts(ctx.db, ctx.brand.id, deltas);
}

/** The group whatever the acting person may see; for what members and the system do, never for staff. */
export async function findGroup(ctx: Context, groupId: string): Promise<store.GroupRow | undefined> {
  return store.findGroup(ctx.db, ctx.brand.id, groupId);
}

/** Groups by the platform's own ids; those it does not know are left out. */
export async function findGroupIdsByBinding(ctx: Context, channel: string, externalIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await store.listIdsByBinding(ctx.db, ctx.brand.id, channel, externalIds);
  return new Map(rows.map((row) => [row.externalId, row.id]));
}
