import { isDeepStrictEqual } from "node:util";
import { done } from "../../lib/define.ts";
import type { Language } from "../../lib/language.ts";
import { Refusal } from "../../lib/refusal.ts";
import { type Context, scopeOf } from "../../server/context.ts";
import { BrandSettings } from "./brands.contract.ts";
import { releaseBrand, updateBrand } from "./brands.store.ts";
import { darkenForWhiteText } from "./color.rules.ts";
import * as store from "./settings.store.ts";

export async function readBrandSettings(ctx: Context): Promise<BrandSettings> {
  return BrandSettings.parse(await store.readSettings(ctx.db, ctx.brand.id));
}

export async function changeBrandSettings(outer: Context, input: Partial<BrandSettings>): Promise<BrandSettings> {
  return outer.transaction(async (ctx) => {
    refuseUnlessWhole(ctx);
    const before = await readBrandSettings(ctx);
    const asked = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
    const change = input.phoneColor ? { ...asked, phoneColor: darkenForWhiteText(input.phoneColor) } : asked;
    await store.writeSettings(ctx.db, ctx.brand.id, change, ctx.now);
    const after = await readBrandSettings(ctx);
    if (after.workloadWarn > after.workloadRefuse) throw new Refusal("invalid", "brands.workload-order", { ...after });
    if (isDeepStrictEqual(before, after)) return after;
    await ctx.audit({ action: "brands.change-settings", targetKind: "brand", targetId: ctx.brand.slug, before, after });
    return after;
  });
}

/** What holds for the whole brand is not changed from a part of it. */
function refuseUnlessWhole(ctx: Context): void {
  if (scopeOf(ctx, "brands.manage") !== "brand") throw new Refusal("forbidden", "brands.needs-whole-brand");
}

/** From here on what is due goes out, also what the original sent after the moment this is a copy of. */
export async function resumeBrand(outer: Context) {
  return outer.transaction(async (ctx) => {
    refuseUnlessWhole(ctx);
    const heldAt = await releaseBrand(ctx.db, ctx.brand.id);
    if (!heldAt) return done;
    await ctx.audit({
      action: "brands.resume",
      targetKind: "brand",
      targetId: ctx.brand.slug,
      before: { heldAt },
      after: { heldAt: null },
    });
    ctx.afterCommit(() => ctx.forgetBrands());
    return done;
  });
}

export async function renameBrand(outer: Context, input: { name: string; language?: Language | undefined }) {
  return outer.transaction(async (ctx) => {
    refuseUnlessWhole(ctx);
    const after = { name: input.name, language: input.language ?? ctx.brand.language };
    await updateBrand(ctx.db, ctx.brand.id, after);
    await ctx.audit({
      action: "brands.rename",
      targetKind: "brand",
      targetId: ctx.brand.slug,
      before: { name: ctx.brand.name, ...(input.language && { language: ctx.brand.language }) },
      after: input,
    });
    ctx.afterCommit(() => ctx.forgetBrands());
    return done;
  });
}
