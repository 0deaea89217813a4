import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../server/db.ts";
import { type OrderPack, packOrders, type OrderToPack, type Wholes } from "./packs.rules.ts";

/** With more orders a group is not packed: each new one would have all of them written anew. */
const MOST_PACKED = 20_000;

/** Of one process at a time; ends with the transaction. */
const LOCK_SPACE = 7311;

const minuteOf = sql`floor(extract(epoch from o.paid_at) / 60)::int`;

const quietMarks = (brandId: number, quietS: number) => sql`
  select group_id from order_marks where brand_id = ${brandId} group by 1 having max(marked_at) <= clock_timestamp() - make_interval(secs => ${quietS})`;
const unpacked = (brandId: number) => sql`
  select g.id from groups g where g.brand_id = ${brandId} and not exists (select 1 from order_packs p where p.brand_id = ${brandId} and p.group_id = g.id)`;

/** True where any group is to be packed. */
export async function isAnyToPack(db: Db, brandId: number, quietS: number): Promise<boolean> {
  const { rows } = await sql`select 1 where exists (${quietMarks(brandId, quietS)}) or exists (${unpacked(brandId)})`.execute(db);
  return rows.length > 0;
}

/** Takes some groups whose orders changed, but not within the last seconds; the marks are gone with the transaction that packs them. */
export async function takeMarks(db: Db, brandId: number, quietS: number, limit: number): Promise<string[]> {
  await sql`select pg_advisory_xact_lock(${LOCK_SPACE}, ${brandId})`.execute(db);
  const { rows } = await sql<{ groupId: string }>`
    delete from order_marks where brand_id = ${brandId} and group_id in (
      ${quietMarks(brandId, quietS)} order by 1 limit ${limit})
    returning group_id`.execute(db);
  return [...new Set(rows.map((row) => row.groupId))];
}

/** Groups that were never packed. */
export async function listUnpacked(db: Db, brandId: number, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`${unpacked(brandId)} limit ${limit}`.execute(db);
  return rows.map((row) => row.id);
}

/** Writes the packs of these groups as their orders stand. */
export async function writePacks(db: Db, brandId: number, groupIds: readonly string[]): Promise<void> {
  const { rows } = await sql<OrderToPack & { groupId: string }>`
    select g.id as group_id, o.* from unnest(${groupIds}::uuid[]) g(id) cross join lateral (
      select coalesce(m.member_no, 0) as buyer, ${minuteOf} as minute, o.paid_fen, o.refunded_fen, o.source, o.title
      from orders o left join members m on m.brand_id = ${brandId} and m.id = o.member_id where o.brand_id = ${brandId} and o.group_id = g.id limit ${MOST_PACKED + 1}) o`.execute(
    db,
  );
  const byGroup = Map.groupBy(rows, (row) => row.groupId);
  const packs = groupIds.map((id) => {
    const orders = byGroup.get(id) ?? [];
    return orders.length > MOST_PACKED ? null : Buffer.from(packOrders(orders));
  });
  await sql`
    insert into order_packs (brand_id, group_id, orders) select ${brandId}::int, u.group_id, u.orders from unnest(${groupIds}::uuid[], ${packs}::bytea[]) as u(group_id, orders) order by 2
    on conflict (brand_id, group_id) do update set orders = excluded.orders`.execute(db);
}

/** So many groups that are not packed are read as they are; of more, another way is faster. */
const MOST_LOOSE = 50;

type LooseOrder = [buyer: number, minute: number, paidFen: number, refundedFen: number, source: string, title: string];

/**
 * All orders of the groups g that fit, packed: what is kept, and what changed since then, in one statement that sees both at one moment. Null where too many are not packed.
 */
export async function readPacks(db: Db, brandId: number, groups: RawBuilder<boolean>): Promise<OrderPack[] | null> {
  const { rows } = await sql<{ pack: Buffer | null; loose: LooseOrder[] | null }>`
    with seen as materialized (select g.id from groups g where g.brand_id = ${brandId} and ${groups}),
    stood as materialized (
      select s.id, p.orders as pack, p.orders is null or exists (select 1 from order_marks k where k.brand_id = ${brandId} and k.group_id = s.id) as is_loose
      from seen s left join order_packs p on p.brand_id = ${brandId} and p.group_id = s.id),
    loose as materialized (
      select s.id, (
        select coalesce(jsonb_agg(jsonb_build_array(coalesce(m.member_no, 0), ${minuteOf}, o.paid_fen, o.refunded_fen, o.source, o.title)), '[]')
        from orders o left join members m on m.brand_id = ${brandId} and m.id = o.member_id where o.brand_id = ${brandId} and o.group_id = s.id) as orders
      from stood s where s.is_loose and (select count(*) from stood where is_loose) <= ${MOST_LOOSE})
    select case when s.is_loose then null else s.pack end as pack, l.orders as loose from stood s left join loose l using (id) where s.is_loose or s.pack is not null`.execute(
    db,
  );
  if (rows.some(({ pack, loose }) => pack === null && loose === null)) return null;
  return rows.map(({ pack, loose }) => pack ?? packOrders((loose ?? []).map(orderOf)));
}

function orderOf([buyer, minute, paidFen, refundedFen, source, title]: LooseOrder): OrderToPack {
  return { buyer, minute, paidFen, refundedFen, source, title };
}

/** The numbers of everybody who turned out to be another, with the other's. */
export async function listWholes(db: Db, brandId: number): Promise<Wholes> {
  const { rows } = await sql<{ part: number; whole: number }>`
    select p.member_no as part, c.member_no as whole from members p join members c on c.brand_id = ${brandId} and c.id = p.canonical_id
    where p.brand_id = ${brandId} and p.canonical_id is not null`.execute(db);
  return new Map(rows.map(({ part, whole }) => [part, whole]));
}
