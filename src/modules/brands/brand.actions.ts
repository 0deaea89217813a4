import type { Language } from "../../lib/language.ts";
import { isZone, offsetMinutes } from "../../lib/time.ts";
import { Refusal } from "../../lib/refusal.ts";
import { onDuplicate } from "../../server/db.ts";
import { type Actor, type Brand, type Context, systemActor } from "../../server/context.ts";
import type { OpenContext } from "../../server/module.ts";
import { type FirstRun, roles, type SessionBrand } from "./brands.contract.ts";
import * as store from "./brands.store.ts";
import * as orgStore from "./org.store.ts";
import { widest } from "./roles.rules.ts";

/** What making a brand needs of a call outside any brand. */
export type BrandMaker = Pick<OpenContext, "platform" | "begin" | "forgetBrands">;

export interface NewBrand {
  slug: string;
  name: string;
  zone: string;
  language?: Language;
}

const headquartersName: Record<Language, string> = { "zh-CN": "总部", en: "Headquarters" };

/** A brand with its headquarters and the preset roles, made whole or not at all; who owns it is added by `addStaff`. */
export async function createBrand(open: BrandMaker, input: NewBrand): Promise<{ brand: Brand; headquartersId: string }> {
  if (!isZone(input.zone)) throw new Refusal("invalid", "brands.zone-unknown", { zone: input.zone });
  const brand: Brand = {
    id: await store.nextBrandId(open.platform),
    slug: input.slug,
    name: input.name,
    zone: input.zone,
    currency: "CNY",
    language: input.language ?? "zh-CN",
    heldAt: null,
  };
  return open.begin(brand, systemActor("first-run")).transaction(async (ctx) => {
    const headquartersId = ctx.newId();
    await store.insertBrand(ctx.db, brand, ctx.now).catch(onDuplicate("brands_slug_key", "brands.slug-taken", { slug: input.slug }));
    await store.insertRolePresets(ctx.db, brand.id);
    await orgStore.insertOrgUnit(ctx.db, brand.id, {
      id: headquartersId,
      parentId: null,
      level: "headquarters",
      name: headquartersName[brand.language],
      createdAt: ctx.now,
    });
    await ctx.audit({ action: "brands.create", targetKind: "brand", targetId: brand.slug, after: { name: brand.name, zone: brand.zone } });
    ctx.afterCommit(() => open.forgetBrands());
    return { brand, headquartersId };
  });
}

/** Gives a person with an account a seat in the brand. */
export async function addStaff(
  outer: Context,
  input: { userId: string; name: string; orgId: string; roles: readonly string[] },
): Promise<{ id: string }> {
  return outer.transaction(async (ctx) => {
    const id = ctx.newId();
    await store.insertStaff(ctx.db, ctx.brand.id, { id, ...input, createdAt: ctx.now });
    await ctx.audit({
      action: "brands.add-staff",
      targetKind: "staff",
      targetId: id,
      after: { name: input.name, roles: input.roles, orgId: input.orgId },
    });
    return { id };
  });
}

/** The very first brand and its owner; refused as soon as there is one. */
export async function firstRun(open: OpenContext, input: FirstRun): Promise<{ slug: string }> {
  const slug = "brand-1";
  await open.platform.transaction().execute(async (platform) => {
    await store.lockFirstRun(platform);
    if ((await store.countBrands(platform)) > 0) throw new Refusal("conflict", "brands.already-begun");
    const { brand, headquartersId } = await createBrand(open, { slug, name: input.brandName, zone: input.zone, language: open.language });
    const userId = await open.identity.createUser({ login: input.login, name: input.ownerName, password: input.password });
    await addStaff(open.begin(brand, systemActor("first-run")), { userId, name: input.ownerName, orgId: headquartersId, roles: ["owner"] });
  });
  await open.identity.signInByPassword(open, { login: input.login, password: input.password, remember: true });
  return { slug };
}

/** The acting staff member behind a signed-in person; undefined where the person has no seat in the brand. */
export async function findStaffActor(ctx: Context, userId: string): Promise<Actor | undefined> {
  const staff = await store.findStaffByUser(ctx.db, ctx.brand.id, userId);
  if (!staff) return undefined;
  const permissions = widest(await store.listPermissions(ctx.db, ctx.brand.id, staff.roles));
  return { kind: "staff", id: staff.id, userId, name: staff.name, orgId: staff.orgId, roles: staff.roles, permissions };
}

/** What the console needs to know of each brand the person belongs to. */
export async function describeBrands(open: OpenContext, userId: string): Promise<SessionBrand[]> {
  const brandIds = await store.listBrandIdsOf(open.platform, userId);
  const described: SessionBrand[] = [];
  for (const brandId of brandIds) {
    const ctx = await open.enter(brandId, systemActor("session"));
    const staff = await store.findStaffByUser(ctx.db, brandId, userId);
    if (!staff) continue;
    const permissions = widest(await store.listPermissions(ctx.db, brandId, staff.roles));
    const units = await orgStore.listOrgUnits(ctx.db, brandId, null);
    described.push({
      slug: ctx.brand.slug,
      name: ctx.brand.name,
      zone: ctx.brand.zone,
      offsetMinutes: offsetMinutes(open.now.getTime(), ctx.brand.zone),
      currency: ctx.brand.currency,
      language: ctx.brand.language,
      heldAt: ctx.brand.heldAt,
      staff: {
        id: staff.id,
        name: staff.name,
        orgId: staff.orgId,
        orgName: staff.orgName,
        roles: roles.filter((role) => staff.roles.includes(role)),
      },
      permissions: [...permissions].map(([permission, scope]) => ({ permission, scope })),
      cities: units.filter((unit) => unit.level === "city").length,
      districts: units.filter((unit) => unit.level === "district").length,
    });
  }
  return described;
}
