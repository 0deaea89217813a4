import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { Span } from "../../server/reactions.ts";
import { activeHours } from "./seat.store.ts";

/** Moves the last interaction of people on; what is older than what is known changes nothing. */
export async function moveActivity(db: Db, brandId: number, span: Span): Promise<void> {
  await sql`
    merge into member_activity a using (
      select p.person, max(p.at) as at
      from (select u.at, (select case when m.canonical_id is null then m.id else m.canonical_id end from members m where m.brand_id = ${brandId} and m.id = u.member_id and m.status = 'active') as person
        from (select member_id, max(occurred_at) as at from ${span.rows} e where member_id is not null group by 1) u) p
      where p.person is not null group by 1 order by 1) p
    on a.brand_id = ${brandId} and a.member_id = p.person
    when matched and a.last_active_at < p.at then update set last_active_at = p.at, last_active_hour = date_trunc('hour', p.at)
    when not matched then insert (brand_id, member_id, last_active_at, last_active_hour) values (${brandId}, p.person, p.at, date_trunc('hour', p.at))`.execute(
    db,
  );
}

/** Who has done nothing yet stands at the first contact. */
export async function startActivity(db: Db, brandId: number, memberIds: readonly string[]): Promise<void> {
  if (memberIds.length === 0) return;
  await sql`insert into member_activity (brand_id, member_id, last_active_at, last_active_hour)
    select ${brandId}::int, m.id, m.first_seen_at, date_trunc('hour', m.first_seen_at) from members m
    where m.brand_id = ${brandId} and m.id = any(${memberIds}::uuid[]) and m.status = 'active' and m.canonical_id is null order by m.id
    on conflict do nothing`.execute(db);
}

/** Writes the hour beside units of people whom a release before put there; answers how many were written, at most `limit`. */
export async function fillActiveHours(db: Db, brandId: number, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    with waiting as (select mo.org_id, mo.member_id from member_orgs mo
        where mo.brand_id = ${brandId} and mo.active_hour is null and exists (select 1 from member_activity a where a.brand_id = ${brandId} and a.member_id = mo.member_id)
        order by mo.member_id limit ${limit}),
      ${activeHours(brandId, sql`select member_id from waiting`)}
    update member_orgs mo set active_hour = hours.active_hour from waiting join hours on hours.member_id = waiting.member_id
    where mo.brand_id = ${brandId} and mo.org_id = waiting.org_id and mo.member_id = waiting.member_id`.execute(db);
  return Number(numAffectedRows ?? 0);
}
