import { sql } from "kysely";
import type { Db } from "../../server/db.ts";

/** Moves the last interaction of people on; what is older than what is known changes nothing. */
export async function moveActivity(db: Db, brandId: number, seen: readonly { memberId: string; at: string }[]): Promise<void> {
  if (seen.length === 0) return;
  await sql`insert into member_activity (brand_id, member_id, last_active_at, last_active_hour)
    select ${brandId}::int, coalesce(m.canonical_id, m.id), max(u.at), date_trunc('hour', max(u.at))
    from unnest(${seen.map((one) => one.memberId)}::uuid[], ${seen.map((one) => one.at)}::timestamptz[]) as u(id, at)
      join members m on m.brand_id = ${brandId} and m.id = u.id and m.status = 'active' group by 2 order by 2
    on conflict (brand_id, member_id) do update set last_active_at = excluded.last_active_at, last_active_hour = excluded.last_active_hour
      where member_activity.last_active_at < excluded.last_active_at`.execute(db);
}

/** Who has done nothing yet stands at the first contact. */
export async function startActivity(db: Db, brandId: number, memberIds: readonly string[]): Promise<void> {
  if (memberIds.length === 0) return;
  await sql`insert into member_activity (brand_id, member_id, last_active_at, last_active_hour)
    select ${brandId}::int, m.id, m.first_seen_at, date_trunc('hour', m.first_seen_at) from members m
    where m.brand_id = ${brandId} and m.id = any(${memberIds}::uuid[]) and m.status = 'active' and m.canonical_id is null order by m.id
    on conflict do nothing`.execute(db);
}
