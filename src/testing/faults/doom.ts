import type { KyselyPlugin } from "kysely";
import type { Context } from "../../server/context.ts";

/**
 * Where a process ends itself: before its transaction begins, before the statement that holds these words, with all written and not
 * committed, or committed and not answered.
 */
export type Doom = "before" | "commit" | "committed" | { statement: string };

/** Dies when a statement with these words is about to be run; counts nothing, changes nothing. */
function statementDoom(words: string, die: () => void): KyselyPlugin {
  return {
    transformQuery: ({ node }) => {
      if (node.kind === "RawNode" && node.sqlFragments.join("?").includes(words)) die();
      return node;
    },
    transformResult: async ({ result }) => result,
  };
}

/** The same context, which ends the process at its doom; what it begets inherits it. */
export function doomed(ctx: Context, doom: Doom, die: () => void): Context {
  const inside = (one: Context): Context =>
    inherit(typeof doom === "object" ? { ...one, db: one.db.withPlugin(statementDoom(doom.statement, die)) } : one);
  const inherit = (one: Context): Context => ({
    ...one,
    transaction: (work) => one.transaction((next) => work(inside(next))),
    attempt: (work) => one.attempt((next) => work(inside(next))),
    as: (actor) => inside(one.as(actor)),
    inLanguage: (language) => inside(one.inLanguage(language)),
  });
  return {
    ...ctx,
    as: (actor) => doomed(ctx.as(actor), doom, die),
    inLanguage: (language) => doomed(ctx.inLanguage(language), doom, die),
    transaction: async (work) => {
      if (doom === "before") die();
      const answer = await ctx.transaction(async (next) => {
        const done = await work(inside(next));
        if (doom === "commit") die();
        return done;
      });
      if (doom === "committed") die();
      return answer;
    },
  };
}
