import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../server/db.ts";

export interface BuyersAsk {
  zone: string;
  from: string | undefined;
  to: string | undefined;
}

/** Each buyer with the first day of theirs; orders `o` of groups `g` in sight, wholly refunded ones left out. */
const boughtBy = (brandId: number, ask: BuyersAsk, visible: RawBuilder<boolean>) => sql`
  bought as materialized (
    select case when m.canonical_id is null then m.id else m.canonical_id end as buyer, (o.paid_at at time zone ${ask.zone})::date as day, o.paid_fen - o.refunded_fen as fen
    from orders o join members m on m.brand_id = ${brandId} and m.id = o.member_id left join groups g on g.brand_id = ${brandId} and g.id = o.group_id
    where o.brand_id = ${brandId} and (o.refunded_fen = 0 or o.refunded_fen < o.paid_fen) and ${visible}),
  firsts as materialized (
    select * from (select buyer, min(day) as first, count(*)::int as orders, sum(fen)::bigint as fen from bought group by 1) f
    where (${ask.from}::date is null or first >= ${ask.from}::date) and (${ask.to}::date is null or first <= ${ask.to}::date))`;

export interface BuyerSums {
  buyers: number;
  again: number;
  orders: number;
  netFen: number;
}

export interface CohortCell {
  month: string;
  /** Months after the first. */
  after: number;
  buyers: number;
}

/** The sums and the cells of the newest cohorts in one reading of the orders. */
export async function readBuyers(
  db: Db,
  brandId: number,
  ask: BuyersAsk,
  visible: RawBuilder<boolean>,
  most: number,
): Promise<{ sums: BuyerSums; cells: CohortCell[] }> {
  const { rows } = await sql<CohortCell & { kind: "sum" | "cell"; again: number; orders: number; netFen: number }>`
    with ${boughtBy(brandId, ask, visible)},
      newest as (select distinct date_trunc('month', first)::date as month from firsts order by 1 desc limit ${most})
    select * from (select 'sum' as kind, null::date as month, 0 as after, count(*)::int as buyers, (count(*) filter (where orders > 1))::int as again,
      coalesce(sum(orders), 0)::int as orders, coalesce(sum(fen), 0)::bigint as net_fen from firsts
    union all
    select 'cell', n.month, ((extract(year from b.day) - extract(year from n.month)) * 12 + extract(month from b.day) - extract(month from n.month))::int as after,
      count(distinct b.buyer)::int, 0, 0, 0
    from newest n join firsts f on date_trunc('month', f.first)::date = n.month join bought b on b.buyer = f.buyer group by 2, 3) x order by kind desc, month desc, after`.execute(
    db,
  );
  const [sum] = rows;
  return {
    sums: { buyers: sum?.buyers ?? 0, again: sum?.again ?? 0, orders: sum?.orders ?? 0, netFen: sum?.netFen ?? 0 },
    cells: rows.filter((row) => row.kind === "cell"),
  };
}
