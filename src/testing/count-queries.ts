import type { KyselyPlugin } from "kysely";
import type { Context } from "../server/context.ts";

/** The same context with its statements counted, and what it begets: lists must ask as many for one row as for two hundred. */
export function countQueries(ctx: Context): { ctx: Context; count: () => number } {
  let asked = 0;
  const counting: KyselyPlugin = {
    transformQuery: ({ node }) => {
      asked += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const counted = (one: Context): Context => ({
    ...one,
    db: one.db.withPlugin(counting),
    transaction: (work) => one.transaction((inside) => work(counted(inside))),
    attempt: (work) => one.attempt((inside) => work(counted(inside))),
    as: (actor) => counted(one.as(actor)),
    inLanguage: (language) => counted(one.inLanguage(language)),
  });
  return { ctx: counted(ctx), count: () => asked };
}
