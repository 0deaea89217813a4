import { done, type InputOf, type OutputOf } from "../../lib/define.ts";
import { found, Refusal } from "../../lib/refusal.ts";
import { addDays, startOfDayMs } from "../../lib/time.ts";
import { pageBy } from "../../server/page.ts";
import { type Context, staffOf, systemActor } from "../../server/context.ts";
import type { OpenContext } from "../../server/module.ts";
import { hashToken, newToken } from "../../server/random.ts";
import { addStaff } from "./brand.actions.ts";
import type { changeStaffEndpoint, listAuditEndpoint, listStaffEndpoint, Role } from "./brands.contract.ts";
import { replaceRoles } from "./brands.store.ts";
import { accessOrgUnit, rootFor } from "./org.actions.ts";
import * as store from "./staff.store.ts";

const INVITE_DAYS_MS = 7 * 86_400_000;

export async function listStaff(ctx: Context, input: InputOf<typeof listStaffEndpoint>): Promise<OutputOf<typeof listStaffEndpoint>> {
  const rows = await store.listStaff(ctx.db, ctx.brand.id, { ...input, rootId: rootFor(ctx, "groups.read"), after: input.cursor ?? null });
  return pageBy(rows, input.limit);
}

/** Changes a colleague's name, place, roles or state; the last owner stays one. */
export async function changeStaff(outer: Context, input: InputOf<typeof changeStaffEndpoint>) {
  return outer.transaction(async (ctx) => {
    const owners = await store.lockActiveOwners(ctx.db, ctx.brand.id);
    const before = found(await store.findStaff(ctx.db, ctx.brand.id, input.staffId), "brands.staff-missing");
    await accessOrgUnit(ctx, before.orgId, "brands.staff");
    if (input.orgId) await accessOrgUnit(ctx, input.orgId, "brands.staff");
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

export async function listInvites(ctx: Context) {
  return { items: await store.listInvites(ctx.db, ctx.brand.id, ctx.now) };
}

/** A link good for seven days and one person. The token is answered once and kept only as a hash. */
export async function inviteStaff(outer: Context, input: { name: string; roles: Role[]; orgId: string }) {
  return outer.transaction(async (ctx) => {
    await accessOrgUnit(ctx, input.orgId, "brands.staff");
    const token = newToken();
    const id = ctx.newId();
    const expiresAt = new Date(ctx.now.getTime() + INVITE_DAYS_MS);
    await store.insertInvite(ctx.db, ctx.brand.id, {
      id,
      tokenHash: hashToken(token),
      ...input,
      createdBy: staffOf(ctx).id,
      createdAt: ctx.now,
      expiresAt,
    });
    await ctx.audit({ action: "brands.invite-staff", targetKind: "invite", targetId: id, after: input });
    return { id, token, expiresAt: expiresAt.toISOString() };
  });
}

export async function revokeInvite(outer: Context, input: { inviteId: string }) {
  return outer.transaction(async (ctx) => {
    const closed = await store.closeInvite(ctx.db, ctx.brand.id, input.inviteId, "revoked", ctx.now);
    if (closed === 0) throw new Refusal("missing", "brands.invite-missing");
    await ctx.audit({ action: "brands.revoke-invite", targetKind: "invite", targetId: input.inviteId });
    return done;
  });
}

export async function showInvite(ctx: Context, input: { token: string }) {
  const invite = await ctx.transaction((inside) => store.lockOpenInvite(inside.db, ctx.brand.id, hashToken(input.token), ctx.now));
  const { name, roles, orgName, expiresAt } = found(invite, "brands.invite-missing");
  return { brandName: ctx.brand.name, name, roles, orgName, expiresAt };
}

export interface AcceptInvite {
  brand: string;
  token: string;
  name: string;
  login: string;
  password: string;
}

/** Takes the invite: a known login must show its password, an unknown one becomes an account. Signs in afterwards. */
export async function acceptInvite(open: OpenContext, input: AcceptInvite) {
  const brand = await open.findBrand(input.brand);
  const outer = await open.enter(brand.id, systemActor("invite"));
  await outer.transaction(async (ctx) => {
    const invite = found(await store.lockOpenInvite(ctx.db, ctx.brand.id, hashToken(input.token), ctx.now), "brands.invite-missing");
    const userId = (await open.identity.checkPassword(open, input)) ?? (await open.identity.createUser(input));
    await addStaff(ctx, { userId, name: input.name, orgId: invite.orgId, roles: invite.roles });
    await store.closeInvite(ctx.db, ctx.brand.id, invite.id, "accepted", ctx.now);
  });
  await open.identity.signInByPassword(open, { login: input.login, password: input.password, remember: true });
  return done;
}

export async function listAudit(ctx: Context, input: InputOf<typeof listAuditEndpoint>): Promise<OutputOf<typeof listAuditEndpoint>> {
  const bound = (day: string | undefined, shift: number) => (day ? new Date(startOfDayMs(addDays(day, shift), ctx.brand.zone)) : null);
  const rows = await store.listAudit(ctx.db, ctx.brand.id, {
    ...input,
    from: bound(input.from, 0),
    to: bound(input.to, 1),
    before: input.cursor ?? null,
  });
  return pageBy(rows, input.limit);
}
