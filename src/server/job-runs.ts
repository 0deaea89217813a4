import { sql } from "kysely";
import type { Language } from "../lib/language.ts";
import type { RefusalCode } from "../lib/refusal-codes.ts";
import { Refusal, type RefusalDetails } from "../lib/refusal.ts";
import type { Context } from "./context.ts";
import { isPassing } from "./db.ts";
import { type Job, type JobProgress, type JobRun, JobStopped } from "./jobs.ts";
import type { Runtime } from "./runtime.ts";

/** A process that fell silent this long has lost its job. */
export const LEASE_MS = 30_000;
const HEARTBEAT_MS = 2_000;
/** Runs without any progress before a job is given up. */
const MOST_TRIES = 4;
const RETRY_MS = 3_000;

interface Claimed {
  id: string;
  kind: string;
  ask: unknown;
  askerUserId: string | null;
  language: Language;
  checkpoint: unknown;
  doneCount: number;
  totalCount: number | null;
  epoch: number;
  tries: number;
  cancelAsked: boolean;
}

type Ended = "done" | "failed" | "cancelled";

const leaseEnd = (at: Date, ms = LEASE_MS) => new Date(at.getTime() + ms);

const claimedColumns = sql`id, kind, ask, asker_user_id, language, checkpoint, done_count, total_count, epoch, tries, cancel_asked`;

/** Takes the oldest job of these kinds that nobody runs; null where there is none. */
async function claimJob(ctx: Context, kinds: readonly string[]): Promise<Claimed | null> {
  const { rows } = await sql<Claimed>`
    update jobs set state = 'running', epoch = epoch + 1, tries = tries + 1, leased_until = ${leaseEnd(ctx.now)},
      started_at = case when started_at is null then ${ctx.now}::timestamptz else started_at end
    where brand_id = ${ctx.brand.id} and id = (
      select id from jobs where brand_id = ${ctx.brand.id} and state in ('waiting', 'running') and kind = any(${kinds}::text[])
        and (leased_until is null or leased_until <= ${ctx.now}) order by id limit 1 for update skip locked)
    returning ${claimedColumns}`.execute(ctx.db);
  return rows[0] ?? null;
}

async function findClaimed(db: Context["db"], { brandId, id, epoch }: JobClaim): Promise<Claimed | null> {
  const { rows } = await sql<Claimed>`
    select ${claimedColumns} from jobs where brand_id = ${brandId} and id = ${id} and epoch = ${epoch} and state = 'running'`.execute(db);
  return rows[0] ?? null;
}

/** Puts a job back for whoever comes next, not before `waitMs` from now. */
async function releaseJob(ctx: Context, job: Claimed, waitMs: number): Promise<void> {
  await sql`update jobs set state = 'waiting', leased_until = ${leaseEnd(ctx.now, waitMs)}, tries = ${waitMs === 0 ? 0 : job.tries}
    where brand_id = ${ctx.brand.id} and id = ${job.id} and epoch = ${job.epoch} and state = 'running'`.execute(ctx.db);
}

interface Outcome {
  state: Ended;
  result?: unknown;
  failure?: { code: RefusalCode; details: RefusalDetails };
}

/** Ends a job, if the claim still holds. */
async function endJob(ctx: Context, job: Claimed, { state, result, failure }: Outcome): Promise<void> {
  await sql`update jobs set state = ${state}, ended_at = ${ctx.now}, leased_until = null, checkpoint = null,
      result = ${result === undefined ? null : JSON.stringify(result)}::jsonb, failure = ${failure ? JSON.stringify(failure) : null}::jsonb
    where brand_id = ${ctx.brand.id} and id = ${job.id} and epoch = ${job.epoch} and state = 'running'`.execute(ctx.db);
}

/** Renews the lease, with progress where there is any; answers whether the run may go on. */
async function keepJob(
  db: Context["db"],
  brandId: number,
  job: Claimed,
  at: Date,
  progress?: JobProgress,
): Promise<"yes" | "cancelled" | "lost"> {
  const total = progress?.total === undefined ? sql`` : sql`, total_count = ${progress.total}`;
  const checkpoint = progress?.checkpoint === undefined ? sql`` : sql`, checkpoint = ${JSON.stringify(progress.checkpoint)}::jsonb`;
  const done = progress ? sql`, done_count = ${progress.done}, tries = 0` : sql``;
  const { rows } = await sql<{ cancelAsked: boolean }>`update jobs set leased_until = ${leaseEnd(at)} ${done} ${total} ${checkpoint}
    where brand_id = ${brandId} and id = ${job.id} and epoch = ${job.epoch} and state = 'running' returning cancel_asked`.execute(db);
  if (!rows[0]) return "lost";
  return rows[0].cancelAsked ? "cancelled" : "yes";
}

/** Which job, and which claim to it. */
export interface JobClaim {
  brandId: number;
  id: string;
  epoch: number;
}

export interface NextRun {
  kind: string;
  claim: JobClaim;
  isLarge: boolean;
  /** Runs the job to its end, or until it must stop; cut off, it leaves the job to whoever comes after the lease. */
  run: () => Promise<void>;
}

/** Takes the oldest waiting job of these kinds that may run; null where there is none. */
export async function takeNextJob(
  runtime: Runtime,
  brandId: number,
  jobs: readonly Job[],
  stopping: AbortSignal = new AbortController().signal,
): Promise<NextRun | null> {
  const ctx = await runtime.inBrand(brandId, "jobs");
  const kinds = jobs.filter((job) => !(job.goesOut && ctx.brand.heldAt)).map((job) => job.kind);
  return runOf(runtime, brandId, jobs, await claimJob(ctx, kinds), stopping);
}

/** The job of a claim that another process of ours made and left to this one; null where the claim holds no longer. */
export async function takeClaimedJob(
  runtime: Runtime,
  claim: JobClaim,
  jobs: readonly Job[],
  stopping: AbortSignal,
): Promise<NextRun | null> {
  const { db } = await runtime.inBrand(claim.brandId, "jobs");
  return runOf(runtime, claim.brandId, jobs, await findClaimed(db, claim), stopping);
}

function runOf(runtime: Runtime, brandId: number, jobs: readonly Job[], claimed: Claimed | null, stopping: AbortSignal): NextRun | null {
  const kind = jobs.find((job) => job.kind === claimed?.kind);
  if (!claimed || !kind) return null;
  const system = () => runtime.inBrand(brandId, "jobs");
  const run = async () => {
    const outcome = await outcomeOf(runtime, brandId, kind, claimed, stopping);
    if (outcome === "lost") return;
    if (outcome === "stopping") return releaseJob(await system(), claimed, 0);
    if (outcome === "again") return releaseJob(await system(), claimed, RETRY_MS * claimed.tries);
    const ctx = await system();
    if (outcome.state !== "done") await kind.drop?.(ctx, claimed);
    await endJob(ctx, claimed, outcome);
  };
  return { kind: kind.kind, claim: { brandId, id: claimed.id, epoch: claimed.epoch }, isLarge: isLarge(kind, claimed), run };
}

/** One that ends at once needs no process of its own. */
function isLarge(kind: Job, claimed: Claimed): boolean {
  const ask = kind.ask.safeParse(claimed.ask);
  return verdictAtOnce(claimed) === null && ask.success && kind.isLarge?.(ask.data) === true;
}

function verdictAtOnce({ cancelAsked, tries }: Claimed): Outcome | null {
  if (cancelAsked) return { state: "cancelled" };
  return tries > MOST_TRIES ? { state: "failed", failure: { code: "jobs.broken", details: {} } } : null;
}

async function outcomeOf(
  runtime: Runtime,
  brandId: number,
  kind: Job,
  claimed: Claimed,
  stopping: AbortSignal,
): Promise<Outcome | "lost" | "stopping" | "again"> {
  const atOnce = verdictAtOnce(claimed);
  if (atOnce) return atOnce;
  const stop = new AbortController();
  const heart = setInterval(() => void beat(), HEARTBEAT_MS);
  const beat = async () => {
    const may = await keepJob(runtime.database.forBrand(brandId), brandId, claimed, runtime.now()).catch(() => "yes" as const);
    if (may !== "yes") stop.abort(new JobStopped(may));
  };
  const onStopping = () => stop.abort(new JobStopped("stopping"));
  if (stopping.aborted) onStopping();
  stopping.addEventListener("abort", onStopping, { once: true });
  try {
    const enter = () =>
      claimed.askerUserId ? runtime.onBehalf(brandId, claimed.askerUserId, `J-${claimed.id}`) : runtime.inBrand(brandId, kind.kind);
    const ctx = (await enter()).inLanguage(claimed.language);
    const run: JobRun<unknown> = {
      id: claimed.id,
      epoch: claimed.epoch,
      ask: kind.ask.parse(claimed.ask),
      checkpoint: claimed.checkpoint,
      done: claimed.doneCount,
      total: claimed.totalCount,
      asker: async () => (await enter()).actor,
      signal: stop.signal,
      save: async (inside, progress) => {
        stop.signal.throwIfAborted();
        const may = await keepJob(inside.db, brandId, claimed, runtime.now(), progress);
        if (may === "yes") return;
        stop.abort(new JobStopped(may));
        throw stop.signal.reason;
      },
    };
    return { state: "done", result: (await kind.run(ctx, run)) ?? {} };
  } catch (error) {
    return verdictOf(runtime, claimed, stop.signal.aborted ? stop.signal.reason : error);
  } finally {
    clearInterval(heart);
    stopping.removeEventListener("abort", onStopping);
  }
}

const DISK_FULL = new Set(["ENOSPC", "EDQUOT", "53100"]);

function verdictOf(runtime: Runtime, job: Claimed, error: unknown): Outcome | "lost" | "stopping" | "again" {
  if (error instanceof JobStopped) return error.reason === "cancelled" ? { state: "cancelled" } : error.reason;
  if (error instanceof Refusal) return { state: "failed", failure: { code: error.code, details: error.details } };
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (DISK_FULL.has(code)) return { state: "failed", failure: { code: "jobs.disk-full", details: {} } };
  if (isPassing(error)) return "again";
  runtime.log.error({ err: error, job: job.id, kind: job.kind, tries: job.tries }, "job failed");
  return job.tries < MOST_TRIES ? "again" : { state: "failed", failure: { code: "jobs.broken", details: {} } };
}
