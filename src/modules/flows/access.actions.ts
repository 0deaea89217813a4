import { type RawBuilder, sql } from "kysely";
import { found } from "../../lib/refusal.ts";
import { type Context, requirePermission } from "../../server/context.ts";
import { atOrBelow } from "../brands/index.ts";
import * as store from "./flows.store.ts";

/** A predicate over flows f: to be managed those of the actor's own subtree; to be read also those from above, which reach into it. */
export function visibleFlows(ctx: Context, permission: "flows.read" | "flows.manage"): RawBuilder<boolean> {
  const scope = requirePermission(ctx, permission);
  if (scope === "brand" || ctx.actor.kind !== "staff") return sql<boolean>`true`;
  const own = atOrBelow(ctx.brand.id, sql.ref("f.org_id"), ctx.actor.orgId);
  if (permission === "flows.manage") return own;
  return sql<boolean>`(${own} or f.org_id in (select ancestor_id from org_closure where brand_id = ${ctx.brand.id} and descendant_id = ${ctx.actor.orgId}::uuid))`;
}

export async function accessFlow(ctx: Context, flowId: string): Promise<store.FlowRecord> {
  return found(await store.findFlow(ctx.db, ctx.brand.id, flowId, visibleFlows(ctx, "flows.read")), "flows.missing");
}

/** The flow, held until the transaction ends: none of its steps is made meanwhile. */
export async function accessFlowToChange(ctx: Context, flowId: string): Promise<store.FlowRecord> {
  return found(await store.lockFlow(ctx.db, ctx.brand.id, flowId, visibleFlows(ctx, "flows.manage")), "flows.missing");
}

/** The unit a new flow belongs to: the actor's own where his reach is limited, the headquarters otherwise. */
export async function homeOrg(ctx: Context): Promise<string> {
  const scope = requirePermission(ctx, "flows.manage");
  if (scope !== "brand" && ctx.actor.kind === "staff") return ctx.actor.orgId;
  const { rows } = await sql<{ id: string }>`select id from org_units where brand_id = ${ctx.brand.id} and parent_id is null`.execute(
    ctx.db,
  );
  return found(rows[0], "brands.org-missing").id;
}
