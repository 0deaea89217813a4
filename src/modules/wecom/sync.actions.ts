import { LineDown, LineLost } from "../../channels/channel.ts";
import { WecomError } from "../../channels/wecom/wecom.errors.ts";
import { Refusal } from "../../lib/refusal.ts";
import type { Context } from "../../server/context.ts";
import { refreshStatistics } from "../../server/event-log.ts";
import type { JobRun } from "../../server/jobs.ts";
import { syncCodes } from "./code-sync.actions.ts";
import { openCorpOf } from "./corps.actions.ts";
import { noteSynced } from "./corps.store.ts";
import { syncFigures } from "./figures-sync.actions.ts";
import type { SyncAsk, SyncCounts, SyncStep } from "./sync.contract.ts";
import { syncCustomers } from "./sync-customers.actions.ts";
import { syncGroups } from "./sync-groups.actions.ts";
import { syncStaff, syncTags } from "./sync-staff.actions.ts";
import { SyncWalk } from "./sync-walk.actions.ts";

const MANY_ROWS = 5_000;
/** A line that is down is waited for, some times in a row. */
const WAITS_MS: readonly number[] = [5_000, 15_000, 60_000, 300_000];

const steps: readonly (readonly [SyncStep, typeof syncStaff])[] = [
  ["staff", syncStaff],
  ["tags", syncTags],
  ["customers", syncCustomers],
  ["groups", syncGroups],
  ["codes", syncCodes],
  ["figures", syncFigures],
];

/**
 * Reads all there is of a corp, step by step; each transaction also notes how far it is, so that whatever stops it, crash or person, the
 * next run goes on from there. Twice changes nothing.
 */
export async function runSync(ctx: Context, job: JobRun<SyncAsk>): Promise<SyncCounts> {
  const open = await openCorpOf(ctx, job.ask.connectionId);
  const walk = new SyncWalk(open, job);
  for (const [step, run] of steps) if (!walk.isBehind(step)) await (step === "figures" ? ifGiven(walk, run) : patiently(walk, run));
  await open.ctx.transaction((inside) => noteSynced(inside.db, inside.brand.id, open.corp.corp, job.ask.mode, inside.now));
  if (walk.at.counts.changed > MANY_ROWS) await refreshStatistics(ctx.db);
  return walk.at.counts;
}

/** Figures that the platform will not give do not stand before all else: they are a problem, and the next run asks again. */
async function ifGiven(walk: SyncWalk, run: typeof syncStaff): Promise<void> {
  try {
    await patiently(walk, run);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "wecom.refused") throw error;
    walk.open.ctx.log.warn(error.details, "wecom: figures were refused");
    await walk.open.ctx.transaction((ctx) => walk.save(ctx, {}, { problems: 1 }));
  }
}

async function patiently(walk: SyncWalk, run: typeof syncStaff): Promise<void> {
  let tried = 0;
  for (let before = walk.at; ;) {
    try {
      return await run(walk, await walk.open.line());
    } catch (error) {
      if (walk.at !== before) tried = 0;
      before = walk.at;
      const waitMs = waitFor(walk, error, tried++);
      await walk.open.ctx.outside.sleep(waitMs);
      walk.checkStopped();
    }
  }
}

/** How long to wait before a step is gone on with; what only a person can mend ends the run, and says what. */
function waitFor(walk: SyncWalk, error: unknown, tried: number): number {
  if (error instanceof WecomError && !["busy", "rate", "concurrency", "conflict", "token"].includes(error.kind))
    throw new Refusal("unavailable", "wecom.refused", { api: error.api, errcode: error.errcode });
  if (!(error instanceof WecomError || error instanceof LineDown || error instanceof LineLost)) throw error;
  const waitMs = WAITS_MS[tried];
  if (waitMs === undefined) throw new Refusal("unavailable", "wecom.unreachable", { api: error.api });
  const until = error instanceof LineDown ? (error.retryAtMs ?? 0) : 0;
  return Math.max(waitMs, until - walk.open.ctx.outside.nowMs());
}
