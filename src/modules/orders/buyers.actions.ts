import type { InputOf, OutputOf } from "../../lib/define.ts";
import { addDays, localDay, startOfDayMs } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import type { buyersEndpoint } from "./buyers.contract.ts";
import { type BuyersAlike, cohortsOf, monthsOf } from "./buyers.rules.ts";
import { type BuyersAsk, findSpan, readBuyers } from "./buyers.store.ts";
import { groupsInSight, visibleOrders } from "./list.actions.ts";
import { buyersByPacks } from "./packs.actions.ts";

/** Of some groups out of their packs, of the whole brand out of the orders. */
async function readAlike(ctx: Context, ask: BuyersAsk): Promise<BuyersAlike[]> {
  const groups = groupsInSight(ctx);
  const packed = groups && (await buyersByPacks(ctx, ask, groups));
  return packed ?? readBuyers(ctx.db, ctx.brand.id, ask, visibleOrders(ctx));
}

/** Buyers by the month they began, and who of them came back when. */
export async function showBuyers(ctx: Context, ask: InputOf<typeof buyersEndpoint>): Promise<OutputOf<typeof buyersEndpoint>> {
  const { zone } = ctx.brand;
  const span = await findSpan(ctx.db, ctx.brand.id);
  const dayOf = (at: string) => localDay(Date.parse(at), zone);
  const months = span ? monthsOf(dayOf(span.first), dayOf(span.last)) : [];
  const start = (day: string) => new Date(startOfDayMs(day, zone));
  const question = {
    monthStarts: months.map(start),
    from: ask.from === undefined ? undefined : start(ask.from),
    before: ask.to === undefined ? undefined : start(addDays(ask.to, 1)),
  };
  const alike = span ? await readAlike(ctx, question) : [];
  const sum = (key: "buyers" | "again" | "orders" | "netFen") => alike.reduce((total, one) => total + one[key], 0);
  return {
    buyers: sum("buyers"),
    again: sum("again"),
    orders: sum("orders"),
    netFen: sum("netFen"),
    cohorts: cohortsOf(alike, months, localDay(ctx.now.getTime(), zone)),
  };
}
