import type { OutputOf } from "../../lib/define.ts";
import { type Context, requirePermission } from "../../server/context.ts";
import { visibleGroups } from "../groups/index.ts";
import { measureOrders } from "./evidence.store.ts";
import { EVIDENCE_DAYS, EVIDENCE_ORDERS, type evidenceEndpoint } from "./openings.contract.ts";

const DAY_MS = 86_400_000;

/** What orders say: all of the brand's, or those credited to the groups in the acting person's sight. */
export async function showEvidence(ctx: Context): Promise<OutputOf<typeof evidenceEndpoint>> {
  const isOfBrand = requirePermission(ctx, "orders.read") === "brand";
  const figures = await measureOrders(ctx.db, {
    brandId: ctx.brand.id,
    since: new Date(ctx.now.getTime() - EVIDENCE_DAYS * DAY_MS),
    limit: EVIDENCE_ORDERS,
    groups: isOfBrand ? null : visibleGroups(ctx, "orders.read"),
  });
  return { ...figures, isOfBrand };
}
