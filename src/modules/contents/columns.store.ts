import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { ContentState } from "./approval.rules.ts";
import type { ContentBody, Direction } from "./body.contract.ts";
import type { ColumnSlot } from "./columns.contract.ts";

export interface ColumnRecord {
  id: string;
  name: string;
  direction: Direction;
  purpose: string;
  slots: ColumnSlot[];
}

/** Earliest slot of the day first. */
export async function listColumns(db: Db, brandId: number): Promise<ColumnRecord[]> {
  const { rows } = await sql<ColumnRecord>`
    select c.id, c.name, c.direction, c.purpose,
      (select coalesce(jsonb_agg(jsonb_build_object('weekday', s.weekday, 'minute', s.minute) order by s.weekday, s.minute), '[]') from column_slots s where s.brand_id = c.brand_id and s.column_id = c.id) as slots
    from content_columns c where c.brand_id = ${brandId} and c.archived_at is null
    order by (select min(s.minute) from column_slots s where s.brand_id = c.brand_id and s.column_id = c.id), c.name`.execute(db);
  return rows;
}

export async function findColumn(db: Db, brandId: number, id: string): Promise<ColumnRecord | undefined> {
  const all = await listColumns(db, brandId);
  return all.find((column) => column.id === id);
}

export interface IssueRecord {
  columnId: string;
  day: string;
  minute: number;
  contentId: string;
  name: string;
  state: ContentState;
  approvedVersion: number | null;
  isExpired: boolean;
  body: ContentBody;
}

/** Issues of the days from `from` to `to`, both included; expiry is judged on the issue's own day. */
export async function listIssues(db: Db, brandId: number, from: string, to: string): Promise<IssueRecord[]> {
  const { rows } = await sql<IssueRecord>`
    select i.column_id, i.day, i.minute, i.content_id, c.name, c.state, c.approved_version, coalesce(c.expires_on < i.day, false) as is_expired, v.body
    from column_issues i join contents c on c.brand_id = i.brand_id and c.id = i.content_id
      join content_versions v on v.brand_id = c.brand_id and v.content_id = c.id and v.version = coalesce(c.approved_version, c.latest_version)
    where i.brand_id = ${brandId} and i.day between ${from}::date and ${to}::date`.execute(db);
  return rows;
}

export async function insertColumn(
  db: Db,
  brandId: number,
  column: { id: string; name: string; direction: Direction; purpose: string; at: Date },
): Promise<void> {
  await sql`insert into content_columns (brand_id, id, name, direction, purpose, created_at)
    values (${brandId}, ${column.id}, ${column.name}, ${column.direction}, ${column.purpose}, ${column.at})`.execute(db);
}

export async function updateColumn(
  db: Db,
  brandId: number,
  column: { id: string; name: string; direction: Direction; purpose: string },
): Promise<void> {
  await sql`update content_columns set name = ${column.name}, direction = ${column.direction}, purpose = ${column.purpose} where brand_id = ${brandId} and id = ${column.id}`.execute(
    db,
  );
}

/** Stops a column, or takes that back where `at` is null; answers its name, and nothing where it is not there. */
export async function archiveColumn(db: Db, brandId: number, id: string, at: Date | null): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`update content_columns set archived_at = ${at}
    where brand_id = ${brandId} and id = ${id} and (archived_at is null) = ${at !== null} returning name`.execute(db);
  return rows[0]?.name;
}

export async function replaceSlots(db: Db, brandId: number, columnId: string, slots: readonly ColumnSlot[]): Promise<void> {
  await sql`delete from column_slots where brand_id = ${brandId} and column_id = ${columnId}`.execute(db);
  await sql`insert into column_slots (brand_id, column_id, weekday, minute)
    select ${brandId}::int, ${columnId}::uuid, u.weekday, u.minute from unnest(${slots.map((slot) => slot.weekday)}::int[], ${slots.map((slot) => slot.minute)}::int[]) as u(weekday, minute)
    on conflict do nothing`.execute(db);
}

/** Answers what stood there before. */
export async function upsertIssue(
  db: Db,
  brandId: number,
  issue: { columnId: string; day: string; minute: number; contentId: string; at: Date },
): Promise<string | null> {
  const { rows } = await sql<{ before: string | null }>`insert into column_issues (brand_id, column_id, day, minute, content_id, created_at)
    values (${brandId}, ${issue.columnId}, ${issue.day}, ${issue.minute}, ${issue.contentId}, ${issue.at})
    on conflict (brand_id, column_id, day, minute) do update set content_id = excluded.content_id, created_at = excluded.created_at
    returning old.content_id as before`.execute(db);
  return rows[0]?.before ?? null;
}

/** Answers what stood there. */
export async function deleteIssue(
  db: Db,
  brandId: number,
  issue: { columnId: string; day: string; minute: number },
): Promise<string | null> {
  const { rows } = await sql<{ before: string }>`delete from column_issues
    where brand_id = ${brandId} and column_id = ${issue.columnId} and day = ${issue.day} and minute = ${issue.minute} returning content_id as before`.execute(
    db,
  );
  return rows[0]?.before ?? null;
}
