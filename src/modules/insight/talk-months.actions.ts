import type { InputOf, OutputOf } from "../../lib/define.ts";
import type { Context } from "../../server/context.ts";
import { openScope } from "./scope.actions.ts";
import type { talkMonthsEndpoint } from "./talk-months.contract.ts";
import { readTalkMonths } from "./talk-months.store.ts";

const MOST = { months: 120, groups: 200 };

export async function showTalkMonths(ctx: Context, ask: InputOf<typeof talkMonthsEndpoint>): Promise<OutputOf<typeof talkMonthsEndpoint>> {
  const scope = await openScope(ctx, ask.scope);
  const { whole, months, groups } = await readTalkMonths(ctx.db, ctx.brand.id, scope, { from: ask.from, to: ask.to }, MOST);
  const [sum] = whole;
  return { messages: sum?.messages ?? 0, writers: sum?.writers ?? 0, groupCount: sum?.groups ?? 0, months, groups };
}
