import type { InputOf } from "../../lib/define.ts";
import { found, Refusal } from "../../lib/refusal.ts";
import type { Context } from "../../server/context.ts";
import { accessGroupsToChange, type GroupRow } from "./access.actions.ts";
import * as blueprintStore from "./blueprints.store.ts";
import type { applyBlueprintEndpoint, assignOwnersEndpoint } from "./bulk.contract.ts";
import * as store from "./bulk.store.ts";
import { isSame } from "./differences.rules.ts";
import { applyVersion } from "./differences.store.ts";
import { groupChanged, groupClosed, groupOpened, rosterChanged } from "./groups.contract.ts";
import { closeOpen, lockGroups } from "./groups.store.ts";
import { replaceOwners } from "./roster.store.ts";
import { shareOut } from "./stamp.actions.ts";
import { checkWorkloads } from "./workload.actions.ts";

interface Changed {
  bulkId: string | null;
  changed: number;
}

function snapshotOf(group: GroupRow): store.Snapshot {
  return {
    ownerStaffId: group.ownerStaffId,
    status: group.status,
    closedAt: group.closedAt,
    blueprintId: group.blueprintId,
    blueprintVersion: group.blueprintVersion,
    positioning: group.positioning,
    commercialType: group.commercialType,
    capacity: group.capacity,
    targetMembers: group.targetMembers,
    slogan: group.slogan,
    announcement: group.announcement,
    profile: group.profile,
  };
}

/** Keeps what was there and what came of it, of the groups that were changed. */
async function keep(ctx: Context, kind: store.BulkKind, before: readonly GroupRow[], changedIds: readonly string[]): Promise<Changed> {
  if (changedIds.length === 0) return { bulkId: null, changed: 0 };
  const after = new Map((await lockGroups(ctx.db, ctx.brand.id, changedIds)).map((group) => [group.id, group]));
  const rows = before.flatMap((group) => {
    const now = after.get(group.id);
    return now ? [{ groupId: group.id, before: snapshotOf(group), after: snapshotOf(now) }] : [];
  });
  const bulkId = ctx.newId();
  await store.insertBulk(ctx.db, ctx.brand.id, {
    id: bulkId,
    kind,
    rows,
    createdBy: ctx.actor.kind === "staff" ? ctx.actor.id : null,
    createdAt: ctx.now,
  });
  await ctx.audit({ action: `groups.bulk-${kind}`, targetKind: "bulk", targetId: bulkId, after: { groups: changedIds.length } });
  return { bulkId, changed: rows.length };
}

function countBy(ids: readonly (string | null)[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const id of ids) if (id) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

/** One person is asked for all, whatever his unit; several share the groups out among those over each unit. */
async function ownersFor(ctx: Context, groups: readonly GroupRow[], staffIds: readonly string[]): Promise<(string | null)[]> {
  const [only] = staffIds;
  if (only === undefined) return groups.map(() => null);
  if (staffIds.length === 1) {
    await checkWorkloads(ctx, new Map([[only, groups.filter((group) => group.status !== "closed" && group.ownerStaffId !== only).length]]));
    return groups.map(() => only);
  }
  const freed = countBy(groups.filter((group) => group.status !== "closed").map((group) => group.ownerStaffId));
  const { owners } = await shareOut(
    ctx,
    staffIds,
    groups.map((group) => group.orgId),
    freed,
  );
  const unowned = owners.filter((owner) => owner === null).length;
  if (unowned > 0) throw new Refusal("conflict", "groups.owners-full", { unowned });
  return owners;
}

async function writeOwners(
  ctx: Context,
  owners: readonly { groupId: string; staffId: string | null }[],
  keepAsAdmin: boolean,
): Promise<void> {
  await replaceOwners(
    ctx.db,
    ctx.brand.id,
    owners.map((one) => ({ ...one, placeId: ctx.newId() })),
    keepAsAdmin,
    ctx.now,
  );
  await ctx.publishAll(
    rosterChanged,
    owners.map((one) => ({
      groupId: one.groupId,
      role: "owner",
      change: "handed-over" as const,
      ...(one.staffId ? { staffId: one.staffId } : {}),
    })),
  );
  await ctx.publishAll(
    groupChanged,
    owners.map((one) => ({ groupId: one.groupId, fields: ["owner"] })),
  );
}

export async function assignOwners(outer: Context, input: InputOf<typeof assignOwnersEndpoint>): Promise<Changed> {
  return outer.transaction(async (ctx) => {
    const groups = await accessGroupsToChange(ctx, input.groupIds, "groups.manage");
    const owners = await ownersFor(ctx, groups, input.ownerStaffIds);
    const changing = groups
      .map((group, at) => ({ group, groupId: group.id, staffId: owners[at] ?? null }))
      .filter((one) => one.group.ownerStaffId !== one.staffId);
    await writeOwners(
      ctx,
      changing.map(({ groupId, staffId }) => ({ groupId, staffId })),
      input.keepAsAdmin,
    );
    return keep(
      ctx,
      "owner",
      changing.map((one) => one.group),
      changing.map((one) => one.groupId),
    );
  });
}

export async function applyBlueprint(outer: Context, input: InputOf<typeof applyBlueprintEndpoint>): Promise<Changed> {
  return outer.transaction(async (ctx) => {
    const groups = await accessGroupsToChange(ctx, input.groupIds, "groups.manage");
    const version = found(
      await blueprintStore.findVersion(ctx.db, ctx.brand.id, input.blueprintId, input.version ?? null),
      "groups.blueprint-missing",
    );
    const ids = groups.filter((group) => group.status !== "closed").map((group) => group.id);
    const changed = await applyVersion(ctx.db, ctx.brand.id, {
      groupIds: ids,
      blueprintId: version.blueprintId,
      version: version.version,
      fields: input.fields,
    });
    await ctx.publishAll(
      groupChanged,
      changed.map((groupId) => ({ groupId, fields: ["blueprint", ...input.fields] })),
    );
    return keep(
      ctx,
      "blueprint",
      groups.filter((group) => changed.includes(group.id)),
      changed,
    );
  });
}

export async function closeGroups(outer: Context, input: { groupIds: string[]; reason: string }): Promise<Changed> {
  return outer.transaction(async (ctx) => {
    const groups = await accessGroupsToChange(ctx, input.groupIds, "groups.manage");
    const closed = await closeOpen(
      ctx.db,
      ctx.brand.id,
      groups.map((group) => group.id),
      ctx.now,
    );
    await ctx.publishAll(
      groupClosed,
      closed.map((groupId) => ({ groupId, reason: input.reason })),
    );
    return keep(
      ctx,
      "close",
      groups.filter((group) => closed.includes(group.id)),
      closed,
    );
  });
}

/** Takes a bulk action back in the groups that still are as it left them. */
export async function undoBulk(outer: Context, input: { bulkId: string }): Promise<{ restored: number; left: number }> {
  return outer.transaction(async (ctx) => {
    const bulk = found(await store.lockBulk(ctx.db, ctx.brand.id, input.bulkId), "groups.bulk-missing");
    if (bulk.undoneAt) throw new Refusal("conflict", "groups.bulk-undone");
    const present = new Map(
      (
        await accessGroupsToChange(
          ctx,
          bulk.rows.map((row) => row.groupId),
          "groups.manage",
        )
      ).map((group) => [group.id, snapshotOf(group)]),
    );
    const rows = bulk.rows.filter((row) => isSame(present.get(row.groupId), row.after));
    if (bulk.kind === "owner") await restoreOwners(ctx, rows);
    else await restoreFields(ctx, bulk.kind, rows);
    await store.markUndone(ctx.db, ctx.brand.id, bulk.id, ctx.now);
    await ctx.audit({ action: "groups.undo-bulk", targetKind: "bulk", targetId: bulk.id, after: { restored: rows.length } });
    return { restored: rows.length, left: bulk.rows.length - rows.length };
  });
}

async function restoreOwners(ctx: Context, rows: readonly store.BulkRow[]): Promise<void> {
  await checkWorkloads(ctx, countBy(rows.map((row) => row.before.ownerStaffId)));
  await writeOwners(
    ctx,
    rows.map((row) => ({ groupId: row.groupId, staffId: row.before.ownerStaffId })),
    false,
  );
}

async function restoreFields(ctx: Context, kind: store.BulkKind, rows: readonly store.BulkRow[]): Promise<void> {
  await store.restore(ctx.db, ctx.brand.id, rows);
  if (kind === "blueprint")
    await ctx.publishAll(
      groupChanged,
      rows.map((row) => ({ groupId: row.groupId, fields: ["blueprint"] })),
    );
  else {
    await ctx.publishAll(
      groupOpened,
      rows.filter((row) => row.before.status === "active").map((row) => ({ groupId: row.groupId })),
    );
    await ctx.publishAll(
      groupChanged,
      rows.filter((row) => row.before.status === "planned").map((row) => ({ groupId: row.groupId, fields: ["status"] })),
    );
  }
}
