import { done } from "../../lib/define.ts";
import { found, Refusal } from "../../lib/refusal.ts";
import { type Context, requirePermission, staffOf, systemActor } from "../../server/context.ts";
import type { OpenContext } from "../../server/module.ts";
import { findStaffActor } from "./brand.actions.ts";
import { listBrandIdsOf } from "./brands.store.ts";
import { accessStaff } from "./staff.actions.ts";

const LINK_MS = 86_400_000;

function userOf(open: OpenContext): string {
  if (!open.userId) throw new Refusal("unauthenticated", "session.missing");
  return open.userId;
}

/** The brand as its signed-in staff member sees it; missing for everybody else. */
async function enterAsStaff(open: OpenContext, slug: string): Promise<Context> {
  const brand = await open.findBrand(slug);
  const ctx = await open.enter(brand.id, systemActor("session"));
  return ctx.as(found(await findStaffActor(ctx, userOf(open)), "brands.missing"));
}

/** Notes in each brand of the person what was done to the account, under the person's own name. */
async function auditInBrands(open: OpenContext, userId: string, action: string): Promise<void> {
  for (const brandId of await listBrandIdsOf(open.platform, userId)) {
    const ctx = await open.enter(brandId, systemActor("session"));
    const actor = await findStaffActor(ctx, userId);
    if (actor) await ctx.as(actor).audit({ action, targetKind: "staff", targetId: actor.id });
  }
}

export async function changePassword(open: OpenContext, input: { current: string; password: string }) {
  await open.identity.changePassword(open, input);
  await auditInBrands(open, userOf(open), "brands.change-password");
  return done;
}

export async function makePasswordLink(open: OpenContext, input: { brand: string; staffId: string }) {
  const outer = await enterAsStaff(open, input.brand);
  requirePermission(outer, "brands.staff");
  return outer.transaction(async (ctx) => {
    const colleague = await accessStaff(ctx, input.staffId);
    if (colleague.status === "left") throw new Refusal("conflict", "brands.staff-left", { name: colleague.name });
    if (colleague.id === staffOf(ctx).id) throw new Refusal("invalid", "brands.own-password");
    if ((await listBrandIdsOf(open.platform, colleague.userId)).length > 1)
      throw new Refusal("forbidden", "brands.staff-elsewhere", { name: colleague.name });
    const token = await open.identity.makePasswordToken(colleague.userId);
    await ctx.audit({ action: "brands.make-password-link", targetKind: "staff", targetId: colleague.id });
    return { token, expiresAt: new Date(ctx.now.getTime() + LINK_MS).toISOString() };
  });
}

/**
 * A new-password link asked for at the server's own terminal: for people of several brands, none of which may make one, and for a last
 * owner who is locked out. Null where nobody signs in so. Every brand of the person finds it in its record.
 */
export async function makeLoginPasswordLink(
  open: Pick<OpenContext, "identity" | "platform" | "enter" | "now">,
  login: string,
): Promise<{ token: string; expiresAt: string } | null> {
  const userId = await open.identity.findUser(login);
  if (userId === null) return null;
  for (const brandId of await listBrandIdsOf(open.platform, userId)) {
    const ctx = await open.enter(brandId, systemActor("terminal"));
    const staff = await findStaffActor(ctx, userId);
    if (staff) await ctx.audit({ action: "brands.make-password-link", targetKind: "staff", targetId: staff.id });
  }
  return { token: await open.identity.makePasswordToken(userId), expiresAt: new Date(open.now.getTime() + LINK_MS).toISOString() };
}

export async function setPassword(open: OpenContext, input: { token: string; password: string }) {
  const userId = await open.identity.usePasswordToken(open, input);
  await auditInBrands(open, userId, "brands.set-password");
  await open.identity.beginSession(open, userId);
  return done;
}
