import { sql } from "kysely";
import type { Db } from "../../server/db.ts";

export interface NewRosterRow {
  groupId: string;
  id: string;
  role: string;
  staffId: string | null;
  memberId: string | null;
  duty: string;
  shift: string;
  since: Date;
}

export async function insertRoster(db: Db, brandId: number, rows: readonly NewRosterRow[]): Promise<void> {
  await sql`
    insert into group_roster (brand_id, group_id, id, role, staff_id, member_id, duty, shift, since)
    select ${brandId}::int, * from unnest(${rows.map((row) => row.groupId)}::uuid[], ${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.role)}::text[],
      ${rows.map((row) => row.staffId)}::uuid[], ${rows.map((row) => row.memberId)}::uuid[], ${rows.map((row) => row.duty)}::text[], ${rows.map((row) => row.shift)}::text[],
      ${rows.map((row) => row.since.toISOString())}::timestamptz[])`.execute(db);
}

export interface StaffLoad {
  staffId: string;
  name: string;
  /** Groups owned that are not closed. */
  count: number;
}

/** Colleagues who still work here with what they carry; held until the transaction ends, so that two never give one too much. */
export async function lockStaffLoads(db: Db, brandId: number, staffIds: readonly string[]): Promise<StaffLoad[]> {
  await sql`select 1 from staff where brand_id = ${brandId} and id = any(${staffIds}::uuid[]) order by id for no key update`.execute(db);
  const { rows } = await sql<StaffLoad>`
    select s.id as staff_id, s.name, (select count(*)::int from groups g where g.brand_id = s.brand_id and g.owner_staff_id = s.id and g.status <> 'closed') as count
    from staff s where s.brand_id = ${brandId} and s.id = any(${staffIds}::uuid[]) and s.status <> 'left' order by s.id`.execute(db);
  return rows;
}
