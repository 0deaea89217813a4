import type { Context } from "../../server/context.ts";
import * as store from "./flow-sends.store.ts";
import { cancelSends, withdrawSends } from "./plan.actions.ts";

/** Nothing more of a flow's sends leaves; calls under way come to their end. In the caller's transaction. */
export async function pauseFlowSends(ctx: Context, flowId: string): Promise<number> {
  const paused = await store.turnFlowSends(ctx.db, ctx.brand.id, flowId, "scheduled", "paused");
  await withdrawSends(ctx, await store.listOpenFlowSends(ctx.db, ctx.brand.id, flowId));
  return paused;
}

export async function resumeFlowSends(ctx: Context, flowId: string): Promise<number> {
  return store.turnFlowSends(ctx.db, ctx.brand.id, flowId, "paused", "scheduled");
}

/** Takes back what has not begun of a flow's sends; answers how many groups are spared. */
export async function cancelFlowSends(ctx: Context, flowId: string): Promise<number> {
  const { cancelled, stopping } = await cancelSends(ctx, await store.listOpenFlowSends(ctx.db, ctx.brand.id, flowId));
  return cancelled + stopping;
}
