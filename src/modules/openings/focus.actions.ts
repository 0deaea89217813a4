import { sql } from "kysely";
import type { InputOf, OutputOf } from "../../lib/define.ts";
import type { Context } from "../../server/context.ts";
import { atOrBelow } from "../brands/index.ts";
import { isMine, visibleGroups } from "../groups/index.ts";
import { focusMetrics, inUse } from "./focus.rules.ts";
import { listFocus } from "./lines.store.ts";
import type { focusEndpoint } from "./openings.contract.ts";

/** What 今日 looks at first, for each type of the groups the acting person sees. */
export async function showFocus(ctx: Context, input: InputOf<typeof focusEndpoint>): Promise<OutputOf<typeof focusEndpoint>> {
  const isWanted = input.mine ? isMine(ctx) : sql<boolean>`true`;
  const isThere = atOrBelow(ctx.brand.id, sql.ref("g.org_id"), input.orgId ?? null);
  const rows = await listFocus(ctx.db, ctx.brand.id, sql<boolean>`${visibleGroups(ctx, "groups.read")} and ${isWanted} and ${isThere}`);
  return {
    items: inUse(rows).map(({ type, line, combinations, groups }) => ({
      commercialType: type,
      line,
      metrics: focusMetrics(type, combinations),
      groups,
    })),
  };
}
