import { done, type InputOf } from "../../lib/define.ts";
import { isOpenJob } from "../../lib/job-state.ts";
import { Refusal } from "../../lib/refusal.ts";
import { localDay, minuteOfDay } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import { cancelJob, type JobRow, listJobs, startJob } from "../../server/jobs.ts";
import { asPlatform, openCorpOf, openCorps } from "./corps.actions.ts";
import { countDifferences, listDifferences } from "./differences.store.ts";
import { countPulls } from "./pulls.store.ts";
import { countCorp } from "./state.store.ts";
import {
  type CorpState,
  type Difference,
  type listDifferencesEndpoint,
  SYNC_JOB,
  SyncAsk,
  SyncCounts,
  type SyncRun,
} from "./sync.contract.ts";
import { Checkpoint } from "./sync-walk.actions.ts";

const WEEK_MS = 7 * 86_400_000;
const RUNS_SHOWN = 8;
const syncJobKind = { kind: SYNC_JOB, ask: SyncAsk };

export async function showCorp(ctx: Context, input: { connectionId: string }): Promise<CorpState> {
  const { corp } = await openCorpOf(ctx, input.connectionId);
  const counts = await countCorp(ctx.db, ctx.brand.id, corp.corp);
  const { waiting, failing } = await countPulls(ctx.db, ctx.brand.id, corp.corp);
  const differences = await countDifferences(ctx.db, ctx.brand.id, corp.corp, new Date(ctx.now.getTime() - WEEK_MS));
  const { orgId, syncedAt, reconciledAt } = corp;
  const head = { corp: corp.corp, orgId, syncedAt, reconciledAt };
  return { ...head, ...counts, waitingReads: waiting, failingReads: failing, differences, runs: await runsOf(ctx, input.connectionId) };
}

async function runsOf(ctx: Context, connectionId: string): Promise<SyncRun[]> {
  const rows = await listJobs(ctx, SYNC_JOB, { limit: 50 });
  return rows
    .filter((row) => SyncAsk.safeParse(row.ask).data?.connectionId === connectionId)
    .slice(0, RUNS_SHOWN)
    .map(runOf);
}

function runOf(row: JobRow): SyncRun {
  const at = Checkpoint.safeParse(row.checkpoint).data;
  const result = SyncCounts.safeParse(row.result).data;
  const { id, state, failure, cancelAsked, askerName, createdAt, startedAt, endedAt } = row;
  return {
    id,
    state,
    failure,
    cancelAsked,
    askerName,
    createdAt,
    startedAt,
    endedAt,
    mode: SyncAsk.safeParse(row.ask).data?.mode ?? "full",
    step: isOpenJob(state) ? (at?.step ?? null) : null,
    done: row.doneCount,
    total: row.totalCount,
    counts: result ?? at?.counts ?? null,
  };
}

export async function startSync(outer: Context, input: { connectionId: string }): Promise<{ id: string }> {
  return outer.transaction(async (ctx) => {
    const { connection } = await openCorpOf(ctx, input.connectionId);
    if (connection.state === "off") throw new Refusal("unavailable", "connections.off", { name: connection.name });
    if ((await runsOf(ctx, input.connectionId)).some((run) => isOpenJob(run.state))) throw new Refusal("conflict", "wecom.sync-running");
    const id = await startJob(ctx, syncJobKind, { connectionId: input.connectionId, mode: "full" });
    await ctx.audit({ action: "wecom.sync", targetKind: "connection", targetId: input.connectionId });
    return { id };
  });
}

export async function cancelSync(ctx: Context, input: { connectionId: string; jobId: string }) {
  await cancelJob(ctx, SYNC_JOB, input.jobId);
  return done;
}

/** In the brand's night: from three to five. */
const NIGHT = { fromMinute: 180, toMinute: 300 };

/** Each night what we have is held against what the platform has. */
export async function startNightly(outer: Context): Promise<number> {
  const minute = minuteOfDay(outer.now.getTime(), outer.brand.zone);
  if (minute < NIGHT.fromMinute || minute >= NIGHT.toMinute) return 0;
  const today = localDay(outer.now.getTime(), outer.brand.zone);
  for (const { corp, connection } of await openCorps(outer)) {
    const last = corp.reconciledAt ?? corp.syncedAt;
    if (!last || localDay(Date.parse(last), outer.brand.zone) === today) continue;
    await outer.transaction(async (inside) => {
      const ctx = asPlatform(inside);
      const runs = await runsOf(ctx, connection.id);
      const hasRun = runs.some((run) => isOpenJob(run.state) || localDay(Date.parse(run.createdAt), ctx.brand.zone) === today);
      if (!hasRun) await startJob(ctx, syncJobKind, { connectionId: connection.id, mode: "reconcile" });
    });
  }
  return 0;
}

export async function listCorpDifferences(
  ctx: Context,
  input: InputOf<typeof listDifferencesEndpoint>,
): Promise<{ items: Difference[]; nextCursor: string | null }> {
  const { corp } = await openCorpOf(ctx, input.connectionId);
  const rows = await listDifferences(ctx.db, ctx.brand.id, corp.corp, { kind: input.kind, before: input.cursor, limit: input.limit });
  const items = rows.slice(0, input.limit);
  return { items, nextCursor: rows.length > input.limit ? (items.at(-1)?.id ?? null) : null };
}
