import { done, type InputOf, type OutputOf } from "../../lib/define.ts";
import { addDays } from "../../lib/time.ts";
import { type Context, staffOf } from "../../server/context.ts";
import { commercialTypes } from "../groups/profile.contract.ts";
import { todayOf } from "./measure.actions.ts";
import { defaultThresholds, type listThresholdsEndpoint, type setThresholdsEndpoint } from "./thresholds.contract.ts";
import * as store from "./thresholds.store.ts";

/** The marks in force of each commercial type. */
export const readThresholds = (ctx: Context) => store.readThresholds(ctx.db, ctx.brand.id);

export async function listThresholds(ctx: Context): Promise<OutputOf<typeof listThresholdsEndpoint>> {
  const own = await store.listOwnThresholds(ctx.db, ctx.brand.id);
  const groups = await store.countByType(ctx.db, ctx.brand.id);
  return {
    items: commercialTypes.map((commercialType) => ({
      commercialType,
      thresholds: own.get(commercialType) ?? defaultThresholds[commercialType],
      isOurs: !own.has(commercialType),
      groups: groups.get(commercialType) ?? 0,
    })),
  };
}

/** Stages of the day that was over last are walked again under the new marks. */
export async function setThresholds(outer: Context, input: InputOf<typeof setThresholdsEndpoint>) {
  return outer.transaction(async (ctx) => {
    const before = (await readThresholds(ctx))[input.commercialType];
    if (input.thresholds)
      await store.writeThresholds(ctx.db, ctx.brand.id, input.commercialType, input.thresholds, { staffId: staffOf(ctx).id, at: ctx.now });
    else await store.deleteThresholds(ctx.db, ctx.brand.id, input.commercialType);
    await store.markTypeDirty(ctx.db, ctx.brand.id, input.commercialType, addDays(todayOf(ctx), -1));
    await ctx.audit({
      action: "insight.set-thresholds",
      targetKind: "commercial-type",
      targetId: input.commercialType,
      before,
      after: input.thresholds ?? defaultThresholds[input.commercialType],
    });
    return done;
  });
}
