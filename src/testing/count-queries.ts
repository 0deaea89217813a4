import type { Context } from "../server/context.ts";

/** The same context with its statements counted: lists must ask as many for one row as for two hundred. */
export function countQueries(ctx: Context): { ctx: Context; count: () => number } {
  let asked = 0;
  const db = ctx.db.withPlugin({
    transformQuery: ({ node }) => {
      asked += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  return { ctx: { ...ctx, db }, count: () => asked };
}
