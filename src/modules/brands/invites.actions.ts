import { done } from "../../lib/define.ts";
import { takeBackSince } from "../../lib/take-back.ts";
import { found, Refusal } from "../../lib/refusal.ts";
import { type Context, staffOf, systemActor } from "../../server/context.ts";
import type { OpenContext } from "../../server/module.ts";
import { hashToken, newToken } from "../../server/random.ts";
import { addStaff } from "./brand.actions.ts";
import type { Role } from "./brands.contract.ts";
import { replaceRoles } from "./brands.store.ts";
import * as store from "./invites.store.ts";
import { accessOrgUnit, rootFor } from "./org.actions.ts";
import { refuseRolesBeyondOwn } from "./roles.actions.ts";
import { findSeatOf, updateStaff } from "./staff.store.ts";

const INVITE_DAYS_MS = 7 * 86_400_000;

export async function listInvites(ctx: Context) {
  return { items: await store.listInvites(ctx.db, ctx.brand.id, ctx.now, rootFor(ctx, "brands.staff")) };
}

/** A link good for seven days and one person. The token is answered once and kept only as a hash. */
export async function inviteStaff(outer: Context, input: { name: string; roles: Role[]; orgId: string }) {
  return outer.transaction(async (ctx) => {
    await accessOrgUnit(ctx, input.orgId, "brands.staff");
    await refuseRolesBeyondOwn(ctx, input.roles);
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
    const invite = found(await store.findInvite(ctx.db, ctx.brand.id, input.inviteId), "brands.invite-missing");
    await accessOrgUnit(ctx, invite.orgId, "brands.staff");
    const closed = await store.closeInvite(ctx.db, ctx.brand.id, invite.id, "revoked", ctx.now);
    if (closed === 0) throw new Refusal("missing", "brands.invite-missing");
    await ctx.audit({ action: "brands.revoke-invite", targetKind: "invite", targetId: invite.id });
    return done;
  });
}

/** Takes a revocation back, shortly after it: the same link works again. */
export async function restoreInvite(outer: Context, input: { inviteId: string }) {
  return outer.transaction(async (ctx) => {
    const invite = found(await store.findInvite(ctx.db, ctx.brand.id, input.inviteId), "brands.invite-missing");
    await accessOrgUnit(ctx, invite.orgId, "brands.staff");
    const restored = await store.restoreInvite(ctx.db, ctx.brand.id, invite.id, takeBackSince(ctx.now));
    if (restored === 0) throw new Refusal("missing", "brands.invite-missing");
    await ctx.audit({ action: "brands.restore-invite", targetKind: "invite", targetId: invite.id });
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

/** Takes the invite: a known login must show its password, an unknown one becomes an account. Signs in as far as that goes. */
export async function acceptInvite(open: OpenContext, input: AcceptInvite) {
  const brand = await open.findBrand(input.brand);
  const outer = await open.enter(brand.id, systemActor("invite"));
  const userId = await outer.transaction(async (ctx) => {
    const invite = found(await store.lockOpenInvite(ctx.db, ctx.brand.id, hashToken(input.token), ctx.now), "brands.invite-missing");
    const account = await accountOf(open, input);
    await seat(ctx, account, input.name, invite);
    await store.closeInvite(ctx.db, ctx.brand.id, invite.id, "accepted", ctx.now);
    return account;
  });
  await beginSessionIfPossible(open, userId);
  return done;
}

/** The account of the login; only one that is known costs a password attempt. */
async function accountOf(open: OpenContext, input: AcceptInvite): Promise<string> {
  if ((await open.identity.findUser(input.login)) === null) return open.identity.createUser(input);
  const userId = await open.identity.checkPassword(open, input);
  if (userId === null) throw new Refusal("conflict", "session.login-taken", { login: input.login });
  return userId;
}

/** A new colleague, or one who had left and is back; who is here already needs no invite. */
async function seat(ctx: Context, userId: string, name: string, invite: store.OpenInvite): Promise<void> {
  const before = await findSeatOf(ctx.db, ctx.brand.id, userId);
  if (!before) {
    await addStaff(ctx, { userId, name, orgId: invite.orgId, roles: invite.roles });
    return;
  }
  if (before.status !== "left") throw new Refusal("conflict", "brands.already-staff", { name: before.name });
  const after = { name, orgId: invite.orgId, status: "active", roles: invite.roles };
  await updateStaff(ctx.db, ctx.brand.id, before.id, after);
  await replaceRoles(ctx.db, ctx.brand.id, before.id, invite.roles);
  await ctx.audit({ action: "brands.return-staff", targetKind: "staff", targetId: before.id, before: { status: before.status }, after });
}

/** The invite is taken by now: a session that cannot begin only means that the person signs in by hand. */
async function beginSessionIfPossible(open: OpenContext, userId: string): Promise<void> {
  try {
    await open.identity.beginSession(open, userId);
  } catch (error) {
    open.log.warn({ err: error, requestId: open.requestId }, "no session after an invite");
  }
}
