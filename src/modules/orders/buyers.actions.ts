import type { InputOf, OutputOf } from "../../lib/define.ts";
import { localDay } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import type { BuyerCohort, buyersEndpoint } from "./buyers.contract.ts";
import { type CohortCell, readBuyers } from "./buyers.store.ts";
import { visibleOrders } from "./list.actions.ts";

const MOST_COHORTS = 24;

const monthsBetween = (from: string, to: string) =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7));

/** Buyers by the month they began, and who of them came back when. */
export async function showBuyers(ctx: Context, ask: InputOf<typeof buyersEndpoint>): Promise<OutputOf<typeof buyersEndpoint>> {
  const question = { zone: ctx.brand.zone, from: ask.from, to: ask.to };
  const { sums, cells } = await readBuyers(ctx.db, ctx.brand.id, question, visibleOrders(ctx), MOST_COHORTS);
  return { ...sums, cohorts: cohortsOf(cells, localDay(ctx.now.getTime(), ctx.brand.zone)) };
}

/** Two years of months are shown at most; a month nobody bought in is a nought. */
function cohortsOf(cells: readonly CohortCell[], today: string): BuyerCohort[] {
  const byMonth = Map.groupBy(cells, (cell) => cell.month);
  return [...byMonth].map(([month, own]) => {
    const found = new Map(own.map((cell) => [cell.after, cell.buyers]));
    const span = Math.min(MOST_COHORTS, monthsBetween(month, today) + 1);
    return { month, buyers: found.get(0) ?? 0, bought: Array.from({ length: span }, (_, after) => found.get(after) ?? 0) };
  });
}
