import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import { type Health, LAG_LIMIT, type ReactionHealth, type TickerHealth } from "./health.contract.ts";

/** How far each reaction is behind in this brand. */
export async function listReactions(db: Db, brandId: number): Promise<ReactionHealth[]> {
  const { rows } = await sql<ReactionHealth>`
    select c.reaction as name, l.waiting, l.oldest_at, c.failures, c.failed_at, c.failure
    from reaction_cursors c cross join lateral (
      select count(*)::int as waiting, min(n.received_at) as oldest_at from (
        select kind, received_at from events e where e.brand_id = ${brandId} and (e.tx, e.id) > (c.tx, c.event_id) order by e.tx, e.id limit ${LAG_LIMIT}) n
      where n.kind = any(c.hears)) l
    where c.brand_id = ${brandId} order by c.failures desc, l.waiting desc, c.reaction`.execute(db);
  return rows;
}

export async function listTickers(db: Db, brandId: number): Promise<TickerHealth[]> {
  const { rows } = await sql<TickerHealth>`
    select ticker as name, every_ms, ran_at, took_ms, failures, failed_at, case when failed_brand_id = ${brandId} then failure end as failure
    from ticker_runs order by failures desc, ticker`.execute(db);
  return rows;
}

export async function readBackups(db: Db): Promise<Health["backup"]> {
  const { rows } = await sql<Health["backup"]>`
    select current_setting('cluster_name') = 'qunce' as is_built_in, (select min(run_at) from public.qunce_migrations) as since, to_jsonb(l) as last, to_jsonb(f) as failed
    from (select 1) one
      left join lateral (select ended_at as "endedAt", round(extract(epoch from ended_at - began_at) * 1000)::int as "tookMs", folder, bytes, rows, checked_at as "checkedAt"
        from platform.backups where failure is null order by ended_at desc limit 1) l on true
      left join lateral (select ended_at as "endedAt", failure from platform.backups
        where failure is not null and (l."endedAt" is null or ended_at > l."endedAt") order by ended_at desc limit 1) f on true`.execute(
    db,
  );
  const row = rows[0];
  if (!row) throw new Error("the database says nothing about itself");
  return row;
}

type Part = Health["parts"][number];

export async function readDatabase(db: Db): Promise<Health["database"]> {
  const { rows } = await sql<Health["database"]>`
    select pg_database_size(current_database()) as bytes, split_part(current_setting('server_version'), ' ', 1) as version,
      (select count(*)::int from pg_stat_activity where datname = current_database()) as connections,
      current_setting('max_connections')::int as max_connections, pg_postmaster_start_time() as started_at`.execute(db);
  const row = rows[0];
  if (!row) throw new Error("the database says nothing about itself");
  return row;
}

/** Tables of schema app with their indexes, by size; each with PostgreSQL's estimate of its rows. */
export async function listParts(db: Db): Promise<(Part & { parent: string | null })[]> {
  const { rows } = await sql<Part & { parent: string | null }>`
    select c.relname as name, p.relname as parent, pg_total_relation_size(c.oid) as bytes, greatest(c.reltuples, coalesce(s.n_live_tup, 0), 0)::bigint as rows
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
      left join pg_inherits i on i.inhrelid = c.oid left join pg_class p on p.oid = i.inhparent left join pg_stat_all_tables s on s.relid = c.oid
    where n.nspname = 'app' and c.relkind = 'r' order by pg_total_relation_size(c.oid) desc, c.relname`.execute(db);
  return rows;
}

const STRAY_ROWS = 100_000;

/** Exact numbers of rows that no month took, by the name of the part. */
export async function countStray(db: Db): Promise<Map<string, number>> {
  const { rows } = await sql<{ name: string; amount: number }>`select name, amount from platform.count_stray(${STRAY_ROWS})`.execute(db);
  return new Map(rows.map((row) => [row.name, row.amount]));
}
