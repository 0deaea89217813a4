import { done, type InputOf, type OutputOf } from "../../lib/define.ts";
import { found, Refusal } from "../../lib/refusal.ts";
import { type Context, scopeOf } from "../../server/context.ts";
import { pageBy } from "../../server/page.ts";
import type { changeStaffEndpoint, listStaffEndpoint } from "./brands.contract.ts";
import { replaceRoles } from "./brands.store.ts";
import { accessOrgUnit, rootFor } from "./org.actions.ts";
import { refuseRolesBeyondOwn } from "./roles.actions.ts";
import * as store from "./staff.store.ts";

/** Colleagues by name; how they sign in is shown only to who looks after them. */
export async function listStaff(ctx: Context, input: InputOf<typeof listStaffEndpoint>): Promise<OutputOf<typeof listStaffEndpoint>> {
  const rows = await store.listStaff(ctx.db, ctx.brand.id, { ...input, rootId: rootFor(ctx, "groups.read"), after: input.cursor ?? null });
  const mayKnow = scopeOf(ctx, "brands.staff") !== null;
  return pageBy(mayKnow ? rows : rows.map((row) => ({ ...row, login: "" })), input.limit);
}

/** A colleague the acting person may change: in his part of the brand, and able to do no more than he. */
export async function accessStaff(ctx: Context, staffId: string): Promise<store.StaffSeat> {
  const staff = found(await store.findStaff(ctx.db, ctx.brand.id, staffId), "brands.staff-missing");
  await accessOrgUnit(ctx, staff.orgId, "brands.staff");
  await refuseRolesBeyondOwn(ctx, staff.roles);
  return staff;
}

/** Changes a colleague's name, place, roles or state; the last owner stays one. */
export async function changeStaff(outer: Context, input: InputOf<typeof changeStaffEndpoint>) {
  return outer.transaction(async (ctx) => {
    const owners = await store.lockActiveOwners(ctx.db, ctx.brand.id);
    const { userId: _account, ...before } = await accessStaff(ctx, input.staffId);
    if (input.orgId) await accessOrgUnit(ctx, input.orgId, "brands.staff");
    if (input.roles) await refuseRolesBeyondOwn(ctx, input.roles);
    const { staffId: _id, ...change } = input;
    const after = { ...before, ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) };
    const staysOwner = after.roles.includes("owner") && after.status !== "left";
    if (owners.length === 1 && owners[0] === before.id && !staysOwner) throw new Refusal("conflict", "brands.last-owner");
    await store.updateStaff(ctx.db, ctx.brand.id, before.id, after);
    if (input.roles) await replaceRoles(ctx.db, ctx.brand.id, before.id, input.roles);
    await ctx.audit({ action: "brands.change-staff", targetKind: "staff", targetId: before.id, before, after });
    return done;
  });
}
