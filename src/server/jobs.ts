import { sql } from "kysely";
import type { z } from "zod";
import type { JobState } from "../lib/job-state.ts";
import { found, Refusal, type RefusalDetails } from "../lib/refusal.ts";
import type { Actor, Context } from "./context.ts";

/** Thrown into a run that must stop: it was cancelled, another process has taken it over, or this one is shutting down. */
export class JobStopped extends Error {
  readonly reason: "cancelled" | "lost" | "stopping";

  constructor(reason: JobStopped["reason"]) {
    super(`job stopped: ${reason}`);
    this.name = "JobStopped";
    this.reason = reason;
  }
}

export interface JobProgress {
  done: number;
  /** Null where nobody knows; left out: as before. */
  total?: number | null;
  /** Where the next run goes on if this one ends here; left out: as before. */
  checkpoint?: unknown;
}

/** One run of a job, as its kind sees it. */
export interface JobRun<Ask> {
  id: string;
  /** Which claim this is, from 1. */
  epoch: number;
  ask: Ask;
  /** What the last run saved; null on the first. */
  checkpoint: unknown;
  done: number;
  total: number | null;
  /** Who asked, with the rights of this moment; refused where the person is gone. */
  asker: () => Promise<Actor>;
  /** Aborted as soon as the run must stop. */
  signal: AbortSignal;
  /**
   * Notes progress and renews the lease; throws JobStopped where the run must stop. Inside a transaction the checkpoint is
   * written with the work it stands for, or not at all.
   */
  save: (ctx: Context, progress: JobProgress) => Promise<void>;
}

/** A kind of long work. Run again from its checkpoint after a crash, so what it does must be harmless to do twice from there. */
export interface Job<Ask = unknown> {
  kind: string;
  ask: z.ZodType<Ask>;
  /** Runs of this kind at once in one brand and process. */
  atOnce: number;
  /** It reaches outside: it waits while the brand is held. */
  goesOut?: boolean;
  /** It reads so much that a server has it run in a process of its own. */
  isLarge?(ask: Ask): boolean;
  /** The acting person is who asked, with the rights of now. What it answers is kept as the job's result; a Refusal ends the job as failed. */
  run(ctx: Context, job: JobRun<Ask>): Promise<unknown>;
  /** After the job ended otherwise than well: what it left behind is put away. Harmless to do twice. */
  drop?(ctx: Context, job: { id: string; epoch: number }): Promise<void>;
}

export function defineJob<Ask>(job: Omit<Job<Ask>, "atOnce"> & { atOnce?: number }): Job<Ask> {
  return { atOnce: 1, ...job };
}

export interface JobRow {
  id: string;
  kind: string;
  ask: unknown;
  askerId: string | null;
  askerName: string;
  state: JobState;
  doneCount: number;
  totalCount: number | null;
  checkpoint: unknown;
  result: unknown;
  failure: { code: string; details: RefusalDetails } | null;
  cancelAsked: boolean;
  createdAt: string;
  startedAt: string | null;
  endedAt: string | null;
}

const columns = sql`id, kind, ask, asker_id, asker_name, state, done_count, total_count, checkpoint, result, failure, cancel_asked, created_at, started_at, ended_at`;

const listeners = new Set<(brandId: number) => void>();

/** Calls back after this process asked for a job; answers how to stop. */
export function onJobAsked(listener: (brandId: number) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

const tell = (ctx: Context) => {
  ctx.afterCommit(() => {
    for (const listener of listeners) listener(ctx.brand.id);
  });
};

/** Asks for a run on behalf of the acting person; answers the job's id. */
export async function startJob<Ask>(ctx: Context, job: Pick<Job<Ask>, "kind" | "ask">, ask: Ask): Promise<string> {
  const { actor } = ctx;
  if (actor.kind !== "staff" && actor.kind !== "system") throw new Refusal("forbidden", "session.staff-only");
  const id = ctx.newId();
  const [askerId, userId] = actor.kind === "staff" ? [actor.id, actor.userId] : [null, null];
  await sql`insert into jobs (brand_id, id, kind, ask, asker_kind, asker_id, asker_user_id, asker_name, language, created_at)
    values (${ctx.brand.id}, ${id}, ${job.kind}, ${JSON.stringify(ask)}, ${actor.kind}, ${askerId}, ${userId}, ${actor.name}, ${ctx.language}, ${ctx.now})`.execute(
    ctx.db,
  );
  tell(ctx);
  return id;
}

/** Refuses `jobs.missing`. */
export async function findJob(ctx: Context, kind: string, id: string): Promise<JobRow> {
  const { rows } =
    await sql<JobRow>`select ${columns} from jobs where brand_id = ${ctx.brand.id} and id = ${id} and kind = ${kind}`.execute(ctx.db);
  return found(rows[0], "jobs.missing");
}

/** The newest first, of one asker or of all; one more than `limit` where there are more (see `pageBy`). */
export async function listJobs(
  ctx: Context,
  kind: string,
  page: { askerId?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<JobRow[]> {
  const ofAsker = page.askerId ? sql`and asker_id = ${page.askerId}` : sql``;
  const behind = page.cursor ? sql`and id < ${page.cursor}::uuid` : sql``;
  const { rows } = await sql<JobRow>`select ${columns} from jobs where brand_id = ${ctx.brand.id} and kind = ${kind} ${ofAsker} ${behind}
    order by id desc limit ${page.limit + 1}`.execute(ctx.db);
  return rows;
}

/** Asks an open job to stop; one that nobody has begun ends at once. Refuses `jobs.ended`. */
export async function cancelJob(ctx: Context, kind: string, id: string): Promise<void> {
  const { rows } = await sql`
    update jobs set cancel_asked = true, state = case when state = 'waiting' then 'cancelled' else state end,
      ended_at = case when state = 'waiting' then ${ctx.now}::timestamptz end
    where brand_id = ${ctx.brand.id} and id = ${id} and kind = ${kind} and state in ('waiting', 'running') returning id`.execute(ctx.db);
  if (rows.length > 0) return tell(ctx);
  await findJob(ctx, kind, id);
  throw new Refusal("conflict", "jobs.ended");
}

/** Takes the results of jobs of a kind that ended before a moment, so that what they point to may go; some at a time. */
export async function takeOldResults(
  ctx: Context,
  kind: string,
  endedBefore: Date,
  limit: number,
): Promise<{ id: string; result: unknown }[]> {
  const { rows } = await sql<{ id: string; result: unknown }>`
    with old as (select id, result from jobs where brand_id = ${ctx.brand.id} and kind = ${kind} and result is not null and ended_at < ${endedBefore}
      order by id limit ${limit} for update skip locked)
    update jobs j set result = null from old where j.brand_id = ${ctx.brand.id} and j.id = old.id returning j.id, old.result`.execute(
    ctx.db,
  );
  return rows;
}
