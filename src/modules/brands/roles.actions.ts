import { done, type InputOf, type OutputOf } from "../../lib/define.ts";
import { Refusal } from "../../lib/refusal.ts";
import { type Context, scopeOf } from "../../server/context.ts";
import { type Role, roles } from "./brands.contract.ts";
import { listPermissions } from "./brands.store.ts";
import type { changeRoleEndpoint, Grant, listRolesEndpoint } from "./roles.contract.ts";
import { compareGrants, decideRoleChange, exceedingGrant, permissionNames } from "./roles.rules.ts";
import * as store from "./roles.store.ts";

export async function listRoles(ctx: Context): Promise<OutputOf<typeof listRolesEndpoint>> {
  const [grants, staff] = [await store.listGrants(ctx.db, ctx.brand.id), await store.countStaffByRole(ctx.db, ctx.brand.id)];
  return {
    permissions: [...permissionNames],
    roles: roles.map((role) => ({
      role,
      grants: grants.filter((one) => one.role === role).map(({ permission, scope }) => ({ permission, scope })),
      staff: staff.get(role) ?? 0,
    })),
  };
}

/** Changes what a role may do, for everybody who has it, from their next call on. */
export async function changeRole(outer: Context, input: InputOf<typeof changeRoleEndpoint>) {
  return outer.transaction(async (ctx) => {
    if (scopeOf(ctx, "brands.manage") !== "brand") throw new Refusal("forbidden", "brands.needs-whole-brand");
    const before = await store.lockGrants(ctx.db, ctx.brand.id, input.role);
    const decision = decideRoleChange({ role: input.role, before, after: input.grants, held: (permission) => scopeOf(ctx, permission) });
    if (decision.verdict === "refuse") throw new Refusal(decision.kind, `brands.${decision.reason}`, { permission: decision.permission });
    await store.replaceGrants(ctx.db, ctx.brand.id, input.role, input.grants);
    const { added, removed, changed } = compareGrants(before, input.grants);
    const touched = new Set([...added, ...removed, ...changed]);
    const scopes = (grants: readonly Grant[]) =>
      Object.fromEntries(grants.filter((one) => touched.has(one.permission)).map(({ permission, scope }) => [permission, scope]));
    await ctx.audit({
      action: "brands.change-role",
      targetKind: "role",
      targetId: input.role,
      before: scopes(before),
      after: scopes(input.grants),
    });
    return done;
  });
}

/** Nobody gives, takes or guards a role that may do more than himself. */
export async function refuseRolesBeyondOwn(ctx: Context, given: readonly Role[]): Promise<void> {
  const grants = await listPermissions(ctx.db, ctx.brand.id, given);
  const over = exceedingGrant(grants, (permission) => scopeOf(ctx, permission));
  if (over) throw new Refusal("forbidden", "brands.roles-beyond-own", { permission: over.permission });
}
