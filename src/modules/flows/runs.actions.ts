import { sql } from "kysely";
import type { Context } from "../../server/context.ts";
import * as flows from "./flows.store.ts";
import * as store from "./runs.store.ts";
import type { FlowSpec } from "./spec.contract.ts";

interface Course {
  id: string;
  orgId: string;
}

/** Makes a flow's runs exactly the groups its version means; `only` looks at some groups alone. */
export async function syncRuns(
  ctx: Context,
  flow: Course,
  spec: FlowSpec,
  version: number,
  only?: readonly string[],
): Promise<{ entered: number; left: number }> {
  const course = { flowId: flow.id, version, groups: store.inAudience(ctx.brand.id, flow.orgId, spec.audience), only, at: ctx.now };
  const left = await store.leaveRuns(ctx.db, ctx.brand.id, course);
  return { entered: await store.enterRuns(ctx.db, ctx.brand.id, course), left };
}

/** Groups that opened, closed or changed enter and leave the flows that run. */
export async function followGroups(ctx: Context, groupIds: readonly string[]): Promise<void> {
  const only = [...new Set(groupIds)];
  if (only.length === 0) return;
  const running = await flows.listFlows(ctx.db, ctx.brand.id, sql<boolean>`f.state in ('running', 'paused')`);
  for (const flow of running) {
    if (flow.spec && flow.runningVersion !== null) await syncRuns(ctx, flow, flow.spec, flow.runningVersion, only);
  }
}
