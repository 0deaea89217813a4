import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { GroupDay } from "./fold.rules.ts";

/** What is kept of units: nothing yet, not before a moment, or up to a day. */
export interface UnitTurn {
  turnedTo: string | null;
  beginsAt: Date;
}

export async function readTurn(db: Db, brandId: number): Promise<UnitTurn | undefined> {
  const { rows } = await sql<{ turnedTo: string | null; beginsAt: string }>`
    select turned_to, begins_at from unit_turns where brand_id = ${brandId}`.execute(db);
  return rows.map(({ turnedTo, beginsAt }) => ({ turnedTo, beginsAt: new Date(beginsAt) }))[0];
}

/** Puts every day that is over since the last turn to wait, or every day ever; from now on units are kept to `last`. */
export async function turnTo(db: Db, brandId: number, zone: string, last: string, now: Date, before: string | null): Promise<void> {
  await sql`insert into talk_dirty (brand_id, org_id, day)
    select distinct ${brandId}::int, g.org_id, d.day from group_days d join groups g on g.brand_id = ${brandId} and g.id = d.group_id
    where d.brand_id = ${brandId} and d.messages > 0 and d.day > coalesce(${before}::date, '-infinity') and d.day <= ${last} order by 2, 3 on conflict do nothing`.execute(
    db,
  );
  await sql`insert into sales_dirty (brand_id, day)
    select ${brandId}::int, day::date from generate_series(
      coalesce(${before}::date + 1, (select (min(paid_at) at time zone ${zone})::date from orders where brand_id = ${brandId}), ${last}::date), ${last}::date, interval '1 day') day on conflict do nothing`.execute(
    db,
  );
  if (before === null)
    await sql`insert into insight_dirty (brand_id, group_id, from_day) select ${brandId}::int, group_id, ${last}::date - 1 from group_states where brand_id = ${brandId} order by 2
      on conflict (brand_id, group_id) do update set from_day = least(insight_dirty.from_day, excluded.from_day)`.execute(db);
  await sql`insert into unit_turns (brand_id, turned_to, begins_at) values (${brandId}, ${last}, ${now})
    on conflict (brand_id) do update set turned_to = excluded.turned_to`.execute(db);
}

/** Has the talk of these groups' units counted again. */
export async function markTalk(db: Db, brandId: number, places: readonly GroupDay[]): Promise<void> {
  if (places.length === 0) return;
  await sql`insert into talk_dirty (brand_id, org_id, day)
    select distinct ${brandId}::int, g.org_id, u.day from unnest(${places.map((one) => one.groupId)}::uuid[], ${places.map((one) => one.day)}::date[]) as u(group_id, day)
    join groups g on g.brand_id = ${brandId} and g.id = u.group_id order by 2, 3 on conflict do nothing`.execute(db);
}

/** Has every day of these groups on which anybody spoke counted again. */
export async function markAllTalk(db: Db, brandId: number, groupIds: readonly string[], before: string): Promise<void> {
  await sql`insert into talk_dirty (brand_id, org_id, day)
    select distinct ${brandId}::int, g.org_id, d.day from group_days d join groups g on g.brand_id = ${brandId} and g.id = d.group_id
    where d.brand_id = ${brandId} and d.group_id = any(${groupIds}::uuid[]) and d.messages > 0 and d.day < ${before} order by 2, 3 on conflict do nothing`.execute(
    db,
  );
}

/** Has the days on which these orders were paid counted again. */
export async function markSalesOf(db: Db, brandId: number, zone: string, orderIds: readonly string[], today: string): Promise<void> {
  if (orderIds.length === 0) return;
  await sql`insert into sales_dirty (brand_id, day)
    select distinct ${brandId}::int, (paid_at at time zone ${zone})::date as day from orders
    where brand_id = ${brandId} and id = any(${orderIds}::uuid[]) and paid_at < (${today}::date::timestamp at time zone ${zone}) order by 2 on conflict do nothing`.execute(
    db,
  );
}

/** Has the days counted again on which somebody bought who came or went before, as it now turns out. */
export async function markSalesSince(
  db: Db,
  brandId: number,
  zone: string,
  people: readonly { memberId: string; at: string }[],
  today: string,
): Promise<void> {
  if (people.length === 0) return;
  await sql`insert into sales_dirty (brand_id, day)
    select distinct ${brandId}::int, (o.paid_at at time zone ${zone})::date as day
    from (
      select k.member_id, k.at from unnest(${people.map((one) => one.memberId)}::uuid[], ${people.map((one) => one.at)}::timestamptz[]) as k(member_id, at)
      union select m.id, k.at from unnest(${people.map((one) => one.memberId)}::uuid[], ${people.map((one) => one.at)}::timestamptz[]) as k(member_id, at)
        join members m on m.brand_id = ${brandId} and m.canonical_id = k.member_id) u
    join orders o on o.brand_id = ${brandId} and o.member_id = u.member_id and o.paid_at >= u.at and o.paid_at < (${today}::date::timestamp at time zone ${zone}) order by 2 on conflict do nothing`.execute(
    db,
  );
}

/** Takes some days of units that wait; the marks are gone with the transaction that counts them. */
export async function takeTalk(db: Db, brandId: number, limit: number): Promise<{ orgId: string; day: string }[]> {
  const { rows } = await sql<{ orgId: string; day: string }>`
    delete from talk_dirty where brand_id = ${brandId} and (org_id, day) in (
      select org_id, day from talk_dirty where brand_id = ${brandId} order by org_id, day desc limit ${limit}) returning org_id, day`.execute(
    db,
  );
  return rows;
}

export async function takeSales(db: Db, brandId: number, limit: number): Promise<string[]> {
  const { rows } = await sql<{ day: string }>`
    delete from sales_dirty where brand_id = ${brandId} and day in (select day from sales_dirty where brand_id = ${brandId} order by day desc limit ${limit}) returning day`.execute(
    db,
  );
  return rows.map((row) => row.day);
}

/** True where any day of a brand's units waits. */
export async function isUnitWaiting(db: Db, brandId: number): Promise<boolean> {
  const { rows } = await sql`
    select 1 where exists (select 1 from talk_dirty where brand_id = ${brandId}) or exists (select 1 from sales_dirty where brand_id = ${brandId})`.execute(
    db,
  );
  return rows.length > 0;
}
