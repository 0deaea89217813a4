import { sql } from "kysely";
import type { Db } from "../../server/db.ts";

/** Stands for all orders of the brand, whoever made them. */
export const ALL_ORDERS = "00000000-0000-0000-0000-000000000000";

/** Counts what the people of every unit bought on a day anew: an order once for each unit on the way up from any group it belongs to. */
export async function recountSales(db: Db, brandId: number, zone: string, day: string): Promise<void> {
  await sql`
    with sold as materialized (
      select id, group_id, member_id, paid_at, paid_fen - refunded_fen as net from orders
      where brand_id = ${brandId} and paid_at >= (${day}::date::timestamp at time zone ${zone}) and paid_at < ((${day}::date + 1)::timestamp at time zone ${zone})),
    places as (
      select o.id, g.org_id from sold o join groups g on g.brand_id = ${brandId} and g.id = o.group_id and g.status <> 'planned'
      union select o.id, g.org_id from sold o join seats s on s.brand_id = ${brandId} and s.member_id = o.member_id and s.kind = 'member'
        and s.joined_at <= o.paid_at and (s.left_at is null or s.left_at > o.paid_at) join groups g on g.brand_id = ${brandId} and g.id = s.group_id and g.status <> 'planned'),
    reached as (select distinct c.ancestor_id as unit_id, p.id from places p join org_closure c on c.brand_id = ${brandId} and c.descendant_id = p.org_id),
    sums as (
      select r.unit_id, count(*)::int as orders, sum(o.net)::bigint as net from reached r join sold o using (id) group by 1
      union all select ${ALL_ORDERS}::uuid, count(*)::int, sum(net)::bigint from sold having count(*) > 0),
    gone as (delete from unit_sales u where u.brand_id = ${brandId} and u.day = ${day} and not exists (select 1 from sums s where s.unit_id = u.unit_id))
    insert into unit_sales as u (brand_id, unit_id, day, orders, net_fen) select ${brandId}::int, unit_id, ${day}::date, orders, net from sums
    on conflict (brand_id, unit_id, day) do update set orders = excluded.orders, net_fen = excluded.net_fen where (u.orders, u.net_fen) <> (excluded.orders, excluded.net_fen)`.execute(
    db,
  );
}

export interface UnitSales {
  orders: number;
  fen: number;
}

/** What a unit's people bought between two days; null where any of these days waits to be counted. */
export async function readUnitSales(db: Db, brandId: number, unitId: string, from: string, to: string): Promise<UnitSales | null> {
  const { rows } = await sql<UnitSales & { waits: boolean }>`
    select coalesce(sum(orders), 0)::int as orders, coalesce(sum(net_fen), 0)::bigint as fen,
      exists (select 1 from sales_dirty where brand_id = ${brandId} and day between ${from} and ${to}) as waits
    from unit_sales where brand_id = ${brandId} and unit_id = ${unitId} and day between ${from} and ${to}`.execute(db);
  const [row] = rows;
  return row && !row.waits ? { orders: row.orders, fen: row.fen } : null;
}
