import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../server/db.ts";

export interface GroupRun {
  groupId: string;
  flowId: string;
}

/** Which flows each group that passes `groups` (over g) is in. */
export async function listRunsOf(db: Db, brandId: number, groups: RawBuilder<boolean>): Promise<GroupRun[]> {
  const { rows } = await sql<GroupRun>`
    select r.subject_id as group_id, r.flow_id from runs r join groups g on g.brand_id = ${brandId} and g.id = r.subject_id
    where r.brand_id = ${brandId} and r.subject_kind = 'group' and r.state = 'active' and g.status = 'active' and ${groups}`.execute(db);
  return rows;
}

export interface GroupOutcome {
  groupId: string;
  flowId: string;
  stepId: string;
  sent: number;
  failed: number;
  open: number;
  late: number;
}

/** What became today of the sends and tasks of flows, for each group by itself; late is open for over ten minutes. */
export async function listGroupOutcomes(
  db: Db,
  brandId: number,
  asked: { groupIds: readonly string[]; flowIds: readonly string[]; day: string; now: Date },
): Promise<GroupOutcome[]> {
  const isLate = (due: RawBuilder<unknown>) => sql`${due} < ${asked.now}::timestamptz - interval '10 minutes'`;
  const { rows } = await sql<GroupOutcome>`
    select d.group_id, s.flow_id, s.step_id, (d.state = 'sent')::int as sent, (d.state in ('failed', 'expired', 'over-cap', 'left-out'))::int as failed,
      (d.state in ('planned', 'handed-over', 'unknown'))::int as open, (d.state in ('planned', 'handed-over') and ${isLate(sql`d.due_at`)})::int as late
    from sends s join deliveries d on d.brand_id = s.brand_id and d.send_id = s.id
    where s.brand_id = ${brandId} and s.flow_id = any(${[...asked.flowIds]}::uuid[]) and s.local_day = ${asked.day}::date
      and d.group_id = any(${[...asked.groupIds]}::uuid[]) and d.state <> 'cancelled'
    union all
    select g.id, f.id, split_part(t.unique_key, ':', 3), (t.state = 'done')::int, (t.state in ('expired', 'skipped'))::int,
      (t.state = 'open')::int, (t.state = 'open' and ${isLate(sql`t.due_at`)})::int
    from groups g cross join unnest(${[...asked.flowIds]}::uuid[]) f(id)
      join tasks t on t.brand_id = ${brandId} and t.kind = 'duty' and t.assignee_id = g.owner_staff_id and t.due_at >= ${asked.now}::timestamptz - interval '36 hours'
        and starts_with(t.unique_key, 'flow:' || f.id || ':') and split_part(t.unique_key, ':', 4) = ${asked.day}
    where g.brand_id = ${brandId} and g.id = any(${[...asked.groupIds]}::uuid[])`.execute(db);
  return rows;
}
