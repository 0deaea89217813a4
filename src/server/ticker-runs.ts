import { sql } from "kysely";
import type { Db } from "./db.ts";

/** Runs that went well are noted this often, so that rest writes next to nothing. */
const QUIET_MS = 30_000;

const notedAtMs = new Map<string, number>();
const failing = new Set<string>();

export interface TickerRun {
  name: string;
  everyMs: number;
  at: Date;
  tookMs: number;
}

/** Notes a run that went well; the first after a failure always, others twice a minute. */
export async function noteRun(db: Db, run: TickerRun): Promise<void> {
  const atMs = run.at.getTime();
  if (!failing.has(run.name) && Math.abs(atMs - (notedAtMs.get(run.name) ?? Number.NEGATIVE_INFINITY)) < QUIET_MS) return;
  notedAtMs.set(run.name, atMs);
  failing.delete(run.name);
  await sql`insert into ticker_runs (ticker, every_ms, ran_at, took_ms) values (${run.name}, ${run.everyMs}, ${run.at}, ${Math.round(run.tookMs)})
    on conflict (ticker) do update set every_ms = excluded.every_ms, ran_at = excluded.ran_at, took_ms = excluded.took_ms, failures = 0, failed_at = null, failed_brand_id = null, failure = null`.execute(
    db,
  );
}

/** Notes a run that threw, with the brand it was in. */
export async function noteFailedRun(db: Db, run: TickerRun, brandId: number | null, error: unknown): Promise<void> {
  failing.add(run.name);
  await sql`insert into ticker_runs (ticker, every_ms, failures, failed_at, failed_brand_id, failure)
    values (${run.name}, ${run.everyMs}, 1, ${run.at}, ${brandId}, ${String(error).slice(0, 500)})
    on conflict (ticker) do update set failures = ticker_runs.failures + 1, failed_at = excluded.failed_at, failed_brand_id = excluded.failed_brand_id, failure = excluded.failure`.execute(
    db,
  );
}
