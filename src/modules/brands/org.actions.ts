import { sql, type RawBuilder } from "kysely";
import { done } from "../../lib/define.ts";
import { found, Refusal } from "../../lib/refusal.ts";
import { type Context, requirePermission } from "../../server/context.ts";
import { onDuplicate } from "../../server/db.ts";
import type { OrgUnit } from "./brands.contract.ts";
import { decideRemoval, levelBelow } from "./org.rules.ts";
import * as store from "./org.store.ts";

/** The unit at the top of what the acting person sees with a permission; null where that is the whole brand. */
export function rootFor(ctx: Context, permission: string): string | null {
  const scope = requirePermission(ctx, permission);
  return scope === "brand" || ctx.actor.kind !== "staff" ? null : ctx.actor.orgId;
}

/** Refuses as missing where the unit is outside of what the acting person sees with a permission. */
export async function accessOrgUnits(ctx: Context, orgIds: readonly string[], permission: string): Promise<void> {
  if (orgIds.length === 0) return;
  const root = rootFor(ctx, permission);
  const { rows } = await sql<{ n: number }>`
    select count(distinct descendant_id)::int as n from org_closure
    where brand_id = ${ctx.brand.id} and descendant_id = any(${orgIds}::uuid[]) and (${root}::uuid is null or ancestor_id = ${root}::uuid)`.execute(
    ctx.db,
  );
  if (rows[0]?.n !== new Set(orgIds).size) throw new Refusal("missing", "brands.org-missing");
}

export const accessOrgUnit = (ctx: Context, orgId: string, permission: string) => accessOrgUnits(ctx, [orgId], permission);

/** A predicate over a column with an org unit's id: at or below the given root, or any where the root is null. */
export function atOrBelow(brandId: number, column: RawBuilder<unknown>, root: string | null): RawBuilder<boolean> {
  if (root === null) return sql<boolean>`true`;
  return sql<boolean>`${column} in (select descendant_id from org_closure where brand_id = ${brandId} and ancestor_id = ${root}::uuid)`;
}

/** The unit and all below it. */
export async function listUnitsBelow(ctx: Context, root: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select descendant_id as id from org_closure where brand_id = ${ctx.brand.id} and ancestor_id = ${root}::uuid order by 1`.execute(
    ctx.db,
  );
  return rows.map((row) => row.id);
}

export async function listOrgUnits(ctx: Context): Promise<{ items: OrgUnit[] }> {
  return { items: await store.listOrgUnits(ctx.db, ctx.brand.id, rootFor(ctx, "groups.read")) };
}

export async function addOrgUnit(outer: Context, input: { parentId: string; name: string }): Promise<{ id: string }> {
  return outer.transaction(async (ctx) => {
    await accessOrgUnit(ctx, input.parentId, "brands.manage");
    const parent = found(await store.findOrgUnit(ctx.db, ctx.brand.id, input.parentId), "brands.org-missing");
    const level = levelBelow(parent.level);
    if (!level) throw new Refusal("invalid", "brands.org-too-deep", { parent: parent.name });
    const id = ctx.newId();
    await store
      .insertOrgUnit(ctx.db, ctx.brand.id, { id, parentId: parent.id, level, name: input.name, createdAt: ctx.now })
      .catch(onDuplicate("org_units_by_name", "brands.org-name-taken", { name: input.name }));
    await ctx.audit({ action: "brands.add-org-unit", targetKind: "org-unit", targetId: id, after: { name: input.name, level } });
    return { id };
  });
}

export async function renameOrgUnit(outer: Context, input: { orgId: string; name: string }) {
  return outer.transaction(async (ctx) => {
    await accessOrgUnit(ctx, input.orgId, "brands.manage");
    const unit = found(await store.findOrgUnit(ctx.db, ctx.brand.id, input.orgId), "brands.org-missing");
    await store
      .renameOrgUnit(ctx.db, ctx.brand.id, unit.id, input.name)
      .catch(onDuplicate("org_units_by_name", "brands.org-name-taken", { name: input.name }));
    await ctx.audit({
      action: "brands.rename-org-unit",
      targetKind: "org-unit",
      targetId: unit.id,
      before: { name: unit.name },
      after: { name: input.name },
    });
    return done;
  });
}

export async function removeOrgUnit(outer: Context, input: { orgId: string }) {
  return outer.transaction(async (ctx) => {
    await accessOrgUnit(ctx, input.orgId, "brands.manage");
    const unit = found(await store.findOrgUnit(ctx.db, ctx.brand.id, input.orgId), "brands.org-missing");
    const uses = await store.countUses(ctx.db, ctx.brand.id, unit.id);
    const decision = decideRemoval(unit, uses);
    if (decision.verdict === "refuse") throw new Refusal("conflict", `brands.org-${decision.reason}`, uses);
    await store.deleteOrgUnit(ctx.db, ctx.brand.id, unit.id);
    await ctx.audit({
      action: "brands.remove-org-unit",
      targetKind: "org-unit",
      targetId: unit.id,
      before: { name: unit.name, level: unit.level },
    });
    return done;
  });
}
