import type { OutputOf } from "../../lib/define.ts";
import { Refusal } from "../../lib/refusal.ts";
import type { Context } from "../../server/context.ts";
import { readBrandSettings, rootFor } from "../brands/index.ts";
import type { listWorkloadsEndpoint } from "./roster.contract.ts";
import { listWorkloads as listRows, lockStaffLoads } from "./roster.store.ts";
import { decideWorkload, type WorkloadDecision, type WorkloadLimits } from "./workload.rules.ts";

export async function readWorkloadLimits(ctx: Context): Promise<WorkloadLimits> {
  const settings = await readBrandSettings(ctx);
  return { warnAbove: settings.workloadWarn, refuseAbove: settings.workloadRefuse };
}

/** Refuses where somebody would carry too many groups, or is not there; answers how each would stand. */
export async function checkWorkloads(ctx: Context, adding: ReadonlyMap<string, number>): Promise<Map<string, WorkloadDecision>> {
  if (adding.size === 0) return new Map();
  const limits = await readWorkloadLimits(ctx);
  const loads = await lockStaffLoads(ctx.db, ctx.brand.id, [...adding.keys()]);
  if (loads.length < adding.size) throw new Refusal("missing", "groups.staff-missing");
  const decisions = new Map<string, WorkloadDecision>();
  for (const load of loads) {
    const decision = decideWorkload(load.count, adding.get(load.staffId) ?? 0, limits);
    if (decision.verdict === "refuse")
      throw new Refusal("conflict", "groups.workload-over", { name: load.name, count: decision.count, limit: decision.limit });
    decisions.set(load.staffId, decision);
  }
  return decisions;
}

export async function listWorkloads(ctx: Context): Promise<OutputOf<typeof listWorkloadsEndpoint>> {
  const limits = await readWorkloadLimits(ctx);
  const rows = await listRows(ctx.db, ctx.brand.id, rootFor(ctx, "groups.read"));
  return { items: rows.map((row) => ({ ...row, verdict: decideWorkload(row.groups, 1, limits).verdict })), ...limits };
}
