import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../server/db.ts";

export interface NewOccurrence {
  flowId: string;
  stepId: string;
  day: string;
  version: number;
  dueAt: Date;
  state: "made" | "expired" | "skipped" | "paused" | "empty";
  groups: number;
}

/** Writes what became of steps; a step of a day that is there already stays as it is. Answers `stepId day` of the new ones. */
export async function insertOccurrences(db: Db, brandId: number, rows: readonly NewOccurrence[], at: Date): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const pick = <T>(of: (row: NewOccurrence) => T) => rows.map(of);
  const { rows: fresh } = await sql<{ stepId: string; day: string }>`
    insert into flow_occurrences (brand_id, flow_id, step_id, day, version, due_at, state, groups, made_at)
    select ${brandId}::int, u.*, ${at}::timestamptz from unnest(${pick((r) => r.flowId)}::uuid[], ${pick((r) => r.stepId)}::text[], ${pick((r) => r.day)}::date[], ${pick((r) => r.version)}::int[],
      ${pick((r) => r.dueAt.toISOString())}::timestamptz[], ${pick((r) => r.state)}::text[], ${pick((r) => r.groups)}::int[]) u
    on conflict do nothing returning step_id, day`.execute(db);
  return new Set(fresh.map((row) => `${row.stepId} ${row.day}`));
}

export interface OccurrenceRecord {
  flowId: string;
  stepId: string;
  day: string;
  state: NewOccurrence["state"];
  groups: number;
}

export async function listOccurrences(
  db: Db,
  brandId: number,
  flowIds: readonly string[],
  from: string,
  to: string,
): Promise<OccurrenceRecord[]> {
  const { rows } = await sql<OccurrenceRecord>`
    select flow_id, step_id, day, state, groups from flow_occurrences
    where brand_id = ${brandId} and flow_id = any(${[...flowIds]}::uuid[]) and day between ${from}::date and ${to}::date`.execute(db);
  return rows;
}

export interface StepOutcome {
  flowId: string;
  stepId: string;
  day: string;
  sendId: string | null;
  groups: number;
  sent: number;
  failed: number;
  open: number;
  late: number;
  /** Of the one group, where there is one only. */
  state: string | null;
}

/** What became of the sends of flows on some days in the groups that pass `visible` (over g); late is open for over ten minutes. */
export async function listOutcomes(
  db: Db,
  brandId: number,
  asked: { flowIds: readonly string[]; from: string; to: string; visible: RawBuilder<boolean>; now: Date },
): Promise<StepOutcome[]> {
  const { rows } = await sql<StepOutcome>`
    select s.flow_id, s.step_id, s.local_day as day, min(s.id::text)::uuid as send_id, count(*)::int as groups,
      count(*) filter (where d.state = 'sent')::int as sent, count(*) filter (where d.state in ('failed', 'expired', 'over-cap', 'left-out'))::int as failed,
      count(*) filter (where d.state in ('planned', 'handed-over', 'unknown'))::int as open,
      count(*) filter (where d.state in ('planned', 'handed-over') and d.due_at < ${asked.now}::timestamptz - interval '10 minutes')::int as late,
      case when count(*) = 1 then min(d.state) end as state
    from sends s join deliveries d on d.brand_id = s.brand_id and d.send_id = s.id join groups g on g.brand_id = d.brand_id and g.id = d.group_id
    where s.brand_id = ${brandId} and s.flow_id = any(${[...asked.flowIds]}::uuid[]) and s.local_day between ${asked.from}::date and ${asked.to}::date and d.state <> 'cancelled' and ${asked.visible}
    group by s.flow_id, s.step_id, s.local_day`.execute(db);
  return rows;
}

/** The same for tasks of flows: by their keys, whatever the groups. */
export async function listTaskOutcomes(
  db: Db,
  brandId: number,
  asked: { flowIds: readonly string[]; day: string; now: Date },
): Promise<StepOutcome[]> {
  const { rows } = await sql<StepOutcome>`
    select split_part(t.unique_key, ':', 2)::uuid as flow_id, split_part(t.unique_key, ':', 3) as step_id, ${asked.day}::date as day, null::uuid as send_id, count(*)::int as groups,
      count(*) filter (where t.state = 'done')::int as sent, count(*) filter (where t.state in ('expired', 'skipped'))::int as failed,
      count(*) filter (where t.state = 'open')::int as open, count(*) filter (where t.state = 'open' and t.due_at < ${asked.now}::timestamptz - interval '10 minutes')::int as late, null as state
    from tasks t
    where t.brand_id = ${brandId} and t.kind = 'duty' and t.due_at >= ${asked.now}::timestamptz - interval '36 hours'
      and split_part(t.unique_key, ':', 1) = 'flow' and split_part(t.unique_key, ':', 2) = any(${asked.flowIds.map(String)}::text[]) and split_part(t.unique_key, ':', 4) = ${asked.day}
    group by 1, 2`.execute(db);
  return rows;
}

export interface StatsRecord {
  stepId: string;
  made: number;
  expired: number;
  empty: number;
  skipped: number;
  groups: number;
  lastDay: string | null;
}

export async function listStats(db: Db, brandId: number, flowId: string, from: string, to: string): Promise<StatsRecord[]> {
  const { rows } = await sql<StatsRecord>`
    select step_id, count(*) filter (where state = 'made')::int as made, count(*) filter (where state in ('expired', 'paused'))::int as expired, count(*) filter (where state = 'empty')::int as empty,
      count(*) filter (where state = 'skipped')::int as skipped, coalesce(sum(groups) filter (where state = 'made'), 0)::int as groups, max(day) filter (where state = 'made') as last_day
    from flow_occurrences where brand_id = ${brandId} and flow_id = ${flowId} and day between ${from}::date and ${to}::date group by step_id`.execute(
    db,
  );
  return rows;
}
