import { sql } from "kysely";
import type { Db } from "../../server/db.ts";

/** Which of these comings and goings were heard before. */
export async function findSeatReports(
  db: Db,
  brandId: number,
  reports: readonly { groupId: string; memberId: string; id: string }[],
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select r.event_id as id
    from unnest(${reports.map((one) => one.groupId)}::uuid[], ${reports.map((one) => one.memberId)}::uuid[], ${reports.map((one) => one.id)}::uuid[]) u(group_id, member_id, id)
    join seat_reports r on r.brand_id = ${brandId} and r.group_id = u.group_id and r.member_id = u.member_id and r.event_id = u.id`.execute(
    db,
  );
  return new Set(rows.map((row) => row.id));
}

/** The group each way in leads to. */
export async function findEntryGroups(db: Db, brandId: number, entryIds: readonly string[]): Promise<Map<string, string>> {
  if (entryIds.length === 0) return new Map();
  const { rows } = await sql<{ id: string; groupId: string }>`
    select id, group_id from group_entries where brand_id = ${brandId} and id = any(${entryIds}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row.groupId]));
}
