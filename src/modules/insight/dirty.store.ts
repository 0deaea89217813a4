import { sql } from "kysely";
import type { Db } from "../../server/db.ts";

/** Has the windows of these groups settled again from a day on. */
export async function markDirty(db: Db, brandId: number, marks: readonly { groupId: string; fromDay: string }[]): Promise<void> {
  if (marks.length === 0) return;
  await sql`insert into insight_dirty (brand_id, group_id, from_day)
    select ${brandId}::int, u.group_id, min(u.day) from unnest(${marks.map((one) => one.groupId)}::uuid[], ${marks.map((one) => one.fromDay)}::date[]) as u(group_id, day) group by 2 order by 2
    on conflict (brand_id, group_id) do update set from_day = least(insight_dirty.from_day, excluded.from_day)`.execute(db);
}

/** Has the talk of these groups counted anew from the log before they are settled. */
export async function markRecount(db: Db, brandId: number, groupIds: readonly string[]): Promise<void> {
  if (groupIds.length === 0) return;
  await sql`insert into insight_dirty (brand_id, group_id, from_day, recount)
    select ${brandId}::int, d.group_id, min(d.day), true from group_days d where d.brand_id = ${brandId} and d.group_id = any(${groupIds}::uuid[]) group by 2 order by 2
    on conflict (brand_id, group_id) do update set from_day = least(insight_dirty.from_day, excluded.from_day), recount = true`.execute(db);
}

export async function clearRecount(db: Db, brandId: number, groupIds: readonly string[]): Promise<void> {
  await sql`update insight_dirty set recount = false where brand_id = ${brandId} and group_id = any(${groupIds}::uuid[])`.execute(db);
}

export async function listRecounts(db: Db, brandId: number, limit: number): Promise<string[]> {
  const { rows } = await sql<{
    groupId: string;
  }>`select group_id from insight_dirty where brand_id = ${brandId} and recount limit ${limit}`.execute(db);
  return rows.map((row) => row.groupId);
}

/** 1 where any group waits to be settled. */
export async function peekDirty(db: Db, brandId: number): Promise<number> {
  const { rows } = await sql`select 1 from insight_dirty where brand_id = ${brandId} and not recount limit 1`.execute(db);
  return rows.length;
}

/** Takes some groups that wait, first those with the fewest days; the marks are gone with the transaction that settles them. */
export async function takeDirty(db: Db, brandId: number, limit: number): Promise<{ groupId: string; fromDay: string }[]> {
  const { rows } = await sql<{ groupId: string; fromDay: string }>`
    delete from insight_dirty where brand_id = ${brandId} and group_id in (
      select group_id from insight_dirty where brand_id = ${brandId} and not recount order by from_day desc, group_id limit ${limit})
    returning group_id, from_day`.execute(db);
  return rows;
}
