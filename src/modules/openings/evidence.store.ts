import { type RawBuilder, sql } from "kysely";
import { isOneOf } from "../../server/columns.ts";
import type { Db } from "../../server/db.ts";
import type { Evidence } from "./openings.contract.ts";

export interface EvidenceQuery {
  brandId: number;
  since: Date;
  /** As many of the latest orders at most; of groups, each gives an even part of them. */
  limit: number;
  /** Over groups under the alias g: only what is credited to these; null takes all of the brand. */
  groups: RawBuilder<boolean> | null;
}

/**
 * The median ticket of the latest orders that were not wholly refunded, and the median of the days since the order of the same buyer before each.
 * Each row is found by an index, so that five million orders cost what five thousand do.
 */
export async function measureOrders(db: Db, query: EvidenceQuery): Promise<Omit<Evidence, "isOfBrand">> {
  const { brandId, since } = query;
  const before = query.groups ? sql`and ${isOneOf(sql`b.group_id`, sql`select id from seen`)}` : sql``;
  const { rows } = await sql<Omit<Evidence, "isOfBrand">>`
    with ${latestOf(query)},
    paid as (select * from latest where refunded_fen < paid_fen and member_id is not null),
    gaps as (
      select p.member_id, extract(epoch from p.paid_at - b.paid_at) / 86400 as days from paid p cross join lateral (
        select b.paid_at from orders b where b.brand_id = ${brandId} and b.member_id = p.member_id and b.paid_at >= ${since} and b.paid_at < p.paid_at
          and b.refunded_fen < b.paid_fen ${before} order by b.paid_at desc limit 1) b)
    select (select count(*)::int from paid) as orders, (select count(distinct member_id)::int from paid) as buyers,
      (select count(distinct member_id)::int from gaps) as repeat_buyers,
      (select round((percentile_cont(0.5) within group (order by days))::numeric, 1)::float from gaps) as days_between_orders,
      (select round(percentile_cont(0.5) within group (order by paid_fen - refunded_fen))::float from paid) as ticket_fen,
      not exists (select 1 from latest group by place having count(*) >= (select orders from share)) as is_whole`.execute(db);
  return rows[0] ?? { orders: 0, buyers: 0, repeatBuyers: 0, daysBetweenOrders: null, ticketFen: null, isWhole: true };
}

/** `share` is how many orders a place gives at most: the whole brand, or each group in sight. */
function latestOf({ brandId, since, limit, groups }: EvidenceQuery) {
  const fields = sql`o.member_id, o.paid_at, o.paid_fen, o.refunded_fen`;
  if (!groups)
    return sql`share as (select ${limit}::int as orders),
      latest as (select null::uuid as place, ${fields} from orders o where o.brand_id = ${brandId} and o.paid_at >= ${since}
        order by o.paid_at desc, o.id desc limit ${limit})`;
  return sql`seen as materialized (select g.id from groups g where g.brand_id = ${brandId} and ${groups}),
    share as (select ceil(${limit}::numeric / greatest(count(*), 1))::int as orders from seen),
    latest as (select seen.id as place, o.* from seen cross join lateral (
      select ${fields} from orders o where o.brand_id = ${brandId} and o.group_id = seen.id and o.paid_at >= ${since}
      order by o.paid_at desc, o.id desc limit (select orders from share)) o)`;
}
