import { sql } from "kysely";
import { eventKinds } from "../../lib/event-kinds.ts";
import type { Db } from "../../server/db.ts";
import type { GroupDay } from "./fold.rules.ts";

/** Where these orders stand now: the group they are credited to and the local day they were paid. */
export async function findOrderDays(db: Db, brandId: number, zone: string, orderIds: readonly string[]): Promise<GroupDay[]> {
  if (orderIds.length === 0) return [];
  const { rows } = await sql<GroupDay>`
    select distinct group_id, (paid_at at time zone ${zone})::date as day from orders
    where brand_id = ${brandId} and id = any(${orderIds}::uuid[]) and group_id is not null`.execute(db);
  return rows;
}

const placesOf = (places: readonly GroupDay[]) =>
  sql`unnest(${places.map((one) => one.groupId)}::uuid[], ${places.map((one) => one.day)}::date[]) as u(group_id, day)`;

/** Counts the order columns of these group days anew from the orders. The days must be there. */
export async function recountOrders(db: Db, brandId: number, zone: string, places: readonly GroupDay[]): Promise<void> {
  if (places.length === 0) return;
  await sql`
    with sums as (
      select u.group_id, u.day, count(o.id)::int as orders, count(distinct coalesce(m.canonical_id, o.member_id)) filter (where o.paid_fen > o.refunded_fen)::int as buyers,
        coalesce(sum(o.paid_fen), 0) as paid, coalesce(sum(o.refunded_fen), 0) as refunded,
        coalesce(sum(o.paid_fen) filter (where o.member_id is null), 0) as anonymous_paid, coalesce(sum(o.refunded_fen) filter (where o.member_id is null), 0) as anonymous_refunded
      from (select distinct * from ${placesOf(places)}) u
      left join orders o on o.brand_id = ${brandId} and o.group_id = u.group_id
        and o.paid_at >= (u.day::timestamp at time zone ${zone}) and o.paid_at < ((u.day + 1)::timestamp at time zone ${zone})
      left join members m on m.brand_id = ${brandId} and m.id = o.member_id
      group by 1, 2)
    update group_days d set orders = s.orders, buyers = s.buyers, paid_fen = s.paid, refunded_fen = s.refunded, anonymous_paid_fen = s.anonymous_paid, anonymous_refunded_fen = s.anonymous_refunded
    from sums s where d.brand_id = ${brandId} and d.group_id = s.group_id and d.day = s.day`.execute(db);
}

/** Counts the costs of these group days anew. The days must be there. */
export async function recountCosts(db: Db, brandId: number, places: readonly GroupDay[]): Promise<void> {
  if (places.length === 0) return;
  await sql`
    with sums as (
      select u.group_id, u.day, coalesce(sum(c.fen), 0) as fen from (select distinct * from ${placesOf(places)}) u
      left join costs c on c.brand_id = ${brandId} and c.group_id = u.group_id and c.day = u.day group by 1, 2)
    update group_days d set cost_fen = s.fen from sums s where d.brand_id = ${brandId} and d.group_id = s.group_id and d.day = s.day`.execute(
    db,
  );
}

/** Groups in which any of these people sits, sat, spoke or bought. */
export async function findGroupsOf(db: Db, brandId: number, memberIds: readonly string[]): Promise<string[]> {
  if (memberIds.length === 0) return [];
  const { rows } = await sql<{ groupId: string }>`
    with people as (select id from members where brand_id = ${brandId} and (id = any(${memberIds}::uuid[]) or canonical_id = any(${memberIds}::uuid[])))
    select distinct group_id from seats where brand_id = ${brandId} and member_id in (select id from people)
    union select distinct group_id from orders where brand_id = ${brandId} and member_id in (select id from people) and group_id is not null
    union select distinct group_id from events where brand_id = ${brandId} and member_id in (select id from people) and group_id is not null and kind = ${eventKinds["messages.received"]}`.execute(
    db,
  );
  return rows.map((row) => row.groupId);
}
