import { type RawBuilder, sql } from "kysely";
import { found } from "../../lib/refusal.ts";
import { type Context, requirePermission } from "../../server/context.ts";
import { listUnitsBelow } from "../brands/index.ts";
import { visibleGroups } from "../groups/index.ts";
import * as store from "./members.store.ts";

/**
 * A predicate over canonical members (`alias` names their row): the whole brand, those seen in an org unit at or below the acting
 * person's, or those who sit or sat in a group of the acting person's own or are his contacts. A `beforeId` says that only ids below it matter, so that an index walk may begin there.
 */
export function visibleMembers(ctx: Context, permission: string, alias = "m", beforeId: string | null = null): RawBuilder<boolean> {
  const scope = requirePermission(ctx, permission);
  if (scope === "brand" || ctx.actor.kind !== "staff") return sql<boolean>`true`;
  const id = sql.ref(`${alias}.id`);
  const bound = beforeId ? sql`and mo.member_id < ${beforeId}::uuid` : sql``;
  if (scope === "subtree")
    return sql<boolean>`exists (select 1 from member_orgs mo where mo.brand_id = ${ctx.brand.id} and mo.member_id = ${id} ${bound}
      and mo.org_id in (select descendant_id from org_closure where brand_id = ${ctx.brand.id} and ancestor_id = ${ctx.actor.orgId}::uuid))`;
  return sql<boolean>`${id} in (select case when x.canonical_id is null then x.id else x.canonical_id end
    from seats vs join members x on x.brand_id = vs.brand_id and x.id = vs.member_id
    where vs.brand_id = ${ctx.brand.id} and vs.group_id = any (array(select g.id from groups g where g.brand_id = ${ctx.brand.id} and ${visibleGroups(ctx, permission, "g")}))
    union all select case when x.canonical_id is null then x.id else x.canonical_id end
    from accounts va join member_contacts vc on vc.brand_id = va.brand_id and vc.account_id = va.id join members x on x.brand_id = vc.brand_id and x.id = vc.member_id
    where va.brand_id = ${ctx.brand.id} and va.staff_id = ${ctx.actor.id}::uuid)`;
}

/**
 * The same over rows `mo` of member_orgs, for who sits now in a unit that was found in sight, or else for everybody in sight; null where
 * those rows do not say it. A unit with none below it is named as one: its rows hold nobody twice, and the index has them in order.
 */
export async function unitsInSight(ctx: Context, permission: string, orgId: string | undefined): Promise<RawBuilder<boolean> | null> {
  const scope = ctx.actor.kind === "staff" ? requirePermission(ctx, permission) : "brand";
  if (scope !== "brand" && scope !== "subtree") return null;
  const root = orgId ?? (scope === "subtree" && ctx.actor.kind === "staff" ? ctx.actor.orgId : null);
  if (root === null) return null;
  const units = await listUnitsBelow(ctx, root);
  const within = units.length === 1 ? sql`mo.org_id = ${root}::uuid` : sql`mo.org_id = any(${units}::uuid[])`;
  return orgId ? sql<boolean>`mo.seats > 0 and ${within}` : sql<boolean>`${within}`;
}

/** The member, or the one it was merged into, if the acting person may see it; refused as missing otherwise. */
export async function accessMember(ctx: Context, memberId: string, permission: string): Promise<store.MemberRow> {
  return found(await store.findMember(ctx.db, ctx.brand.id, memberId, visibleMembers(ctx, permission, "m")), "members.missing");
}
