import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { Task, TaskCounts, TaskKind, TaskState } from "./tasks.contract.ts";

export interface NewTask {
  id: string;
  uniqueKey: string;
  kind: TaskKind;
  assigneeId: string;
  title: string;
  note: string;
  groupId: string | null;
  people: number;
  link: { path: string };
  dueAt: Date;
  expiresAt: Date | null;
  /** The platform on which only its person can do it. */
  onlyOn?: string;
}

/** Writes tasks in one statement; those whose key is there already are left as they are. Answers the keys that were new. */
export async function insertTasks(db: Db, brandId: number, tasks: readonly NewTask[], now: Date): Promise<Set<string>> {
  const pick = <T>(of: (task: NewTask) => T) => tasks.map(of);
  const { rows } = await sql<{ uniqueKey: string }>`
    insert into tasks (brand_id, id, unique_key, kind, assignee_id, title, note, group_id, people, link, due_at, expires_at, only_on, created_at)
    select ${brandId}::int, u.*, ${now}::timestamptz from unnest(
      ${pick((t) => t.id)}::uuid[], ${pick((t) => t.uniqueKey)}::text[], ${pick((t) => t.kind)}::text[], ${pick((t) => t.assigneeId)}::uuid[],
      ${pick((t) => t.title)}::text[], ${pick((t) => t.note)}::text[], ${pick((t) => t.groupId)}::uuid[], ${pick((t) => t.people)}::int[],
      ${pick((t) => JSON.stringify(t.link))}::jsonb[], ${pick((t) => t.dueAt.toISOString())}::timestamptz[],
      ${pick((t) => t.expiresAt?.toISOString() ?? null)}::timestamptz[], ${pick((t) => t.onlyOn ?? null)}::text[]) u
    on conflict (brand_id, unique_key) do nothing returning unique_key`.execute(db);
  return new Set(rows.map((row) => row.uniqueKey));
}

export interface TaskFilter {
  q?: string | undefined;
  state: TaskState;
  kind?: TaskKind | undefined;
  groupId?: string | undefined;
  dueBefore?: string | undefined;
  after: { dueAt: string; id: string } | null;
  limit: number;
}

const columns = sql`t.id, t.kind, t.assignee_id, s.name as assignee_name, t.title, t.note, t.group_id, g.name as group_name, t.people, t.link, t.state,
  t.due_at, t.expires_at, t.ended_at, t.outcome, t.only_on`;
const joined = sql`tasks t join staff s on s.brand_id = t.brand_id and s.id = t.assignee_id left join groups g on g.brand_id = t.brand_id and g.id = t.group_id`;

/** Tasks in due order; `seen` is the predicate over the assignee's row `s`. */
export async function listTasks(db: Db, brandId: number, seen: RawBuilder<boolean>, filter: TaskFilter): Promise<Task[]> {
  const after: { id?: string; dueAt?: string } = filter.after ?? {};
  const like = filter.q ? `%${filter.q.replaceAll(/[\\%_]/g, "\\$&")}%` : null;
  const { rows } = await sql<Task>`
    select ${columns} from ${joined}
    where t.brand_id = ${brandId} and ${seen} and t.state = ${filter.state}
      and (${filter.kind}::text is null or t.kind = ${filter.kind})
      and (${filter.groupId}::uuid is null or t.group_id = ${filter.groupId}::uuid)
      and (${filter.dueBefore}::timestamptz is null or t.due_at < ${filter.dueBefore}::timestamptz)
      and (${like}::text is null or t.title like ${like} or g.name like ${like})
      and (${after.id}::uuid is null or (t.due_at, t.id) > (${after.dueAt}::timestamptz, ${after.id}::uuid))
    order by t.due_at, t.id limit ${filter.limit + 1}`.execute(db);
  return rows;
}

export async function countTasks(
  db: Db,
  brandId: number,
  seen: RawBuilder<boolean>,
  now: Date,
  day: { from: Date; to: Date },
): Promise<TaskCounts & { byKind: Record<TaskKind, number> }> {
  const today = sql`(t.due_at >= ${day.from} and t.due_at < ${day.to} and t.state <> 'cancelled')`;
  const { rows } = await sql<TaskCounts & { kind: TaskKind }>`
    select t.kind, count(*) filter (where t.state = 'open')::int as open, count(*) filter (where t.state = 'open' and t.due_at < ${now})::int as late,
      count(*) filter (where ${today})::int as today, count(*) filter (where ${today} and t.state in ('done', 'skipped'))::int as today_done,
      count(*) filter (where ${today} and t.state = 'done' and t.ended_at <= t.due_at)::int as today_on_time
    from tasks t join staff s on s.brand_id = t.brand_id and s.id = t.assignee_id
    where t.brand_id = ${brandId} and ${seen} and (t.state = 'open' or t.due_at >= ${day.from}) group by t.kind`.execute(db);
  const sum = (key: keyof TaskCounts) => rows.reduce((total, row) => total + row[key], 0);
  const byKind: Record<TaskKind, number> = { send: 0, reply: 0, review: 0, duty: 0, check: 0, other: 0 };
  for (const row of rows) byKind[row.kind] = row.open;
  return {
    open: sum("open"),
    late: sum("late"),
    today: sum("today"),
    todayDone: sum("todayDone"),
    todayOnTime: sum("todayOnTime"),
    byKind,
  };
}

export interface HeldTask {
  id: string;
  kind: TaskKind;
  assigneeId: string;
  assigneeOrgId: string;
  groupId: string | null;
  state: TaskState;
  dueAt: string;
  expiresAt: string | null;
  onlyOn: string | null;
}

/** The task, held until the transaction ends, so that it is ended once. */
export async function lockTask(db: Db, brandId: number, seen: RawBuilder<boolean>, id: string): Promise<HeldTask | undefined> {
  const { rows } = await sql<HeldTask>`
    select t.id, t.kind, t.assignee_id, s.org_id as assignee_org_id, t.group_id, t.state, t.due_at, t.expires_at, t.only_on
    from tasks t join staff s on s.brand_id = t.brand_id and s.id = t.assignee_id
    where t.brand_id = ${brandId} and t.id = ${id} and ${seen} for update of t`.execute(db);
  return rows[0];
}

export async function updateTask(
  db: Db,
  brandId: number,
  id: string,
  change: { state: TaskState; endedAt: Date | null; endedBy: string | null; outcome: string },
): Promise<void> {
  await sql`update tasks set state = ${change.state}, ended_at = ${change.endedAt}, ended_by = ${change.endedBy}, outcome = ${change.outcome}
    where brand_id = ${brandId} and id = ${id}`.execute(db);
}

export async function moveTask(db: Db, brandId: number, id: string, change: { dueAt?: Date; assigneeId?: string }): Promise<void> {
  await sql`update tasks set due_at = coalesce(${change.dueAt ?? null}::timestamptz, due_at), assignee_id = coalesce(${change.assigneeId ?? null}::uuid, assignee_id)
    where brand_id = ${brandId} and id = ${id}`.execute(db);
}

export interface EndedTask {
  id: string;
  kind: TaskKind;
  groupId: string | null;
  assigneeId: string;
  dueAt: string;
}

/** Ends open tasks by their keys; answers those that were open. */
export async function endTasksByKey(
  db: Db,
  brandId: number,
  keys: readonly string[],
  change: { state: TaskState; endedAt: Date; endedBy: string | null; outcome: string },
): Promise<EndedTask[]> {
  const { rows } = await sql<EndedTask>`
    update tasks set state = ${change.state}, ended_at = ${change.endedAt}, ended_by = ${change.endedBy}, outcome = ${change.outcome}
    where brand_id = ${brandId} and unique_key = any(${keys}::text[]) and state = 'open' returning id, kind, group_id, assignee_id, due_at`.execute(
    db,
  );
  return rows;
}

export async function reopenByKey(db: Db, brandId: number, key: string, from: "done" | "cancelled"): Promise<void> {
  await sql`update tasks set state = 'open', ended_at = null, ended_by = null, outcome = '' where brand_id = ${brandId} and unique_key = ${key} and state = ${from}`.execute(
    db,
  );
}

/** Ends open tasks that ran out, some hundred at a time. */
export async function expireTasks(db: Db, brandId: number, now: Date): Promise<EndedTask[]> {
  const { rows } = await sql<EndedTask>`
    update tasks set state = 'expired', ended_at = ${now} where brand_id = ${brandId} and id in (
      select id from tasks where brand_id = ${brandId} and state = 'open' and expires_at <= ${now} order by expires_at limit 500 for update skip locked)
    returning id, kind, group_id, assignee_id, due_at`.execute(db);
  return rows;
}
