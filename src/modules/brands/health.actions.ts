import type { Context } from "../../server/context.ts";
import type { Health } from "./health.contract.ts";
import * as store from "./health.store.ts";

const LARGEST = 8;

/** How the machinery behind the brand does: what waits, what failed, how much room it takes. */
export async function readHealth(ctx: Context): Promise<Health> {
  const tables = (await store.listParts(ctx.db)).map(({ parent, ...part }) => ({ parent, part }));
  const stray = await store.countStray(ctx.db);
  const isDefault = (name: string) => name.endsWith("_default");
  const months = tables.filter((one) => one.parent !== null && !isDefault(one.part.name));
  return {
    at: ctx.now.toISOString(),
    backup: await store.readBackups(ctx.db),
    reactions: await store.listReactions(ctx.db, ctx.brand.id),
    tickers: await store.listTickers(ctx.db, ctx.brand.id),
    database: await store.readDatabase(ctx.db),
    parts: months.map((one) => one.part).sort((a, b) => b.name.localeCompare(a.name)),
    defaults: tables.filter((one) => isDefault(one.part.name)).map(({ part }) => ({ ...part, rows: stray.get(part.name) ?? part.rows })),
    largest: tables
      .filter((one) => one.parent === null)
      .slice(0, LARGEST)
      .map((one) => one.part),
  };
}
