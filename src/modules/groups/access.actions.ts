import { sql, type RawBuilder } from "kysely";
import { found } from "../../lib/refusal.ts";
import { type Context, requirePermission } from "../../server/context.ts";
import { atOrBelow } from "../brands/index.ts";
import { findGroup, type GroupRow, lockGroups } from "./groups.store.ts";

export type { GroupRow } from "./groups.store.ts";

/** A predicate over groups under the given alias: those the acting person sees with a permission. Refuses where there are none by role. */
export function visibleGroups(ctx: Context, permission: string, alias = "g"): RawBuilder<boolean> {
  const scope = requirePermission(ctx, permission);
  if (scope === "brand" || ctx.actor.kind !== "staff") return sql<boolean>`true`;
  if (scope === "subtree") return atOrBelow(ctx.brand.id, sql.ref(`${alias}.org_id`), ctx.actor.orgId);
  return isMine(ctx, alias);
}

/** A predicate over groups under the given alias: those the acting person owns or is on the roster of. */
export function isMine(ctx: Context, alias = "g"): RawBuilder<boolean> {
  if (ctx.actor.kind !== "staff") return sql<boolean>`false`;
  return sql<boolean>`(${sql.ref(`${alias}.owner_staff_id`)} = ${ctx.actor.id}::uuid or ${sql.ref(`${alias}.id`)} in (
    select group_id from group_roster where brand_id = ${ctx.brand.id} and staff_id = ${ctx.actor.id}::uuid))`;
}

/** The group, or `groups.missing` where it is not there or out of the acting person's sight. */
export async function accessGroup(ctx: Context, groupId: string, permission: string): Promise<GroupRow> {
  return found(await findGroup(ctx.db, ctx.brand.id, groupId, visibleGroups(ctx, permission)), "groups.missing");
}

/** The same, held until the transaction ends. */
export async function accessGroupToChange(ctx: Context, groupId: string, permission: string): Promise<GroupRow> {
  const rows = await lockGroups(ctx.db, ctx.brand.id, [groupId], visibleGroups(ctx, permission));
  return found(rows[0], "groups.missing");
}

/** Those of the groups the acting person may change, held until the transaction ends; `groups.missing` where there is none. */
export async function accessGroupsToChange(ctx: Context, groupIds: readonly string[], permission: string): Promise<GroupRow[]> {
  const rows = await lockGroups(ctx.db, ctx.brand.id, groupIds, visibleGroups(ctx, permission));
  found(rows[0], "groups.missing");
  return rows;
}
