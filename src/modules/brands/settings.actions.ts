import type { Context } from "../../server/context.ts";
import { BrandSettings } from "./brands.contract.ts";
import { darkenForWhiteText } from "./color.rules.ts";
import * as store from "./settings.store.ts";

export async function readBrandSettings(ctx: Context): Promise<BrandSettings> {
  return BrandSettings.parse(await store.readSettings(ctx.db, ctx.brand.id));
}

export async function changeBrandSettings(outer: Context, input: Partial<BrandSettings>): Promise<BrandSettings> {
  return outer.transaction(async (ctx) => {
    const before = await readBrandSettings(ctx);
    const asked = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
    const change = input.phoneColor ? { ...asked, phoneColor: darkenForWhiteText(input.phoneColor) } : asked;
    await store.writeSettings(ctx.db, ctx.brand.id, change, ctx.now);
    const after = await readBrandSettings(ctx);
    await ctx.audit({ action: "brands.change-settings", targetKind: "brand", targetId: ctx.brand.slug, before, after });
    return after;
  });
}
