import type { Context } from "../../server/context.ts";
import { findColumnIssues, findStandings } from "../contents/index.ts";
import { listSkips } from "./flows.store.ts";
import { contentsOf, type PlanFacts } from "./plan.rules.ts";
import type { Step } from "./spec.contract.ts";

/** All that a plan of these steps needs to know of some days, in three statements. */
export async function loadPlanFacts(ctx: Context, flowId: string, steps: readonly Step[], from: string, to: string): Promise<PlanFacts> {
  const { contentIds, columnIds } = contentsOf(steps);
  const columns = new Set(columnIds);
  const issues = columns.size === 0 ? [] : (await findColumnIssues(ctx, from, to)).filter((issue) => columns.has(issue.columnId));
  const standings = await findStandings(ctx, [...new Set([...contentIds, ...issues.map((issue) => issue.contentId)])]);
  const skips = await listSkips(ctx.db, ctx.brand.id, [flowId], from, to);
  return { nowMs: ctx.now.getTime(), skips: new Set(skips.map((skip) => skip.key)), standings, issues };
}
