import type { Context } from "../../server/context.ts";
import { addDays, localDay } from "../../lib/time.ts";
import { openCorpOf } from "./corps.actions.ts";
import type { Figures } from "./figures.contract.ts";
import * as store from "./figures.store.ts";

const ZONE = "Asia/Shanghai";

/** The platform's own figures of a stretch of days up to yesterday, with how many of them there are. */
export async function showFigures(ctx: Context, input: { connectionId: string; days: number }): Promise<Figures> {
  const { corp } = await openCorpOf(ctx, input.connectionId);
  const to = addDays(localDay(ctx.now.getTime(), ZONE), -1);
  const from = addDays(to, 1 - input.days);
  const byDay = await store.listByDay(ctx.db, ctx.brand.id, corp.corp, from, to);
  const byOwner = await store.listByOwner(ctx.db, ctx.brand.id, corp.corp, from, to);
  return { from, to, days: input.days, daysWithFigures: byDay.filter((day) => day.owners > 0).length, byDay, byOwner };
}
