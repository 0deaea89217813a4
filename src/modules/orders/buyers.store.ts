import { type RawBuilder, sql } from "kysely";
import { isNoneOf } from "../../server/columns.ts";
import type { Db } from "../../server/db.ts";
import type { BuyersAlike } from "./buyers.rules.ts";

/**
 * One row a buyer of the orders `o` that are wanted, merged people as the whole person: `buyer` and the given sums; with `part` one row a
 * buyer and each value of that sum's name. The few who were merged are read by themselves, so that all others come sorted out of the
 * index by buyer, however many they are.
 */
export function byBuyer(brandId: number, sums: RawBuilder<unknown>, wanted: RawBuilder<boolean>, part?: string): RawBuilder<unknown> {
  const also = part ? sql`, ${sql.ref(part)}` : sql``;
  const merged = sql`members where brand_id = ${brandId} and canonical_id is not null`;
  return sql`
    select o.member_id as buyer, ${sums} from orders o
    where ${wanted} and ${isNoneOf(sql`o.member_id`, sql`select id from ${merged} union all select canonical_id from ${merged}`)} group by o.member_id ${also}
    union all
    select p.canonical_id, ${sums} from (select id, canonical_id from ${merged} union select canonical_id, canonical_id from ${merged}) p
      join orders o on o.member_id = p.id where ${wanted} group by p.canonical_id ${also}`;
}

export interface BuyersAsk {
  /** The moments at which the brand's months begin, the earliest first, from before the first order on. */
  monthStarts: readonly Date[];
  /** The moment of the first order is at or after the one, and before the other. */
  from: Date | undefined;
  before: Date | undefined;
}

/** The moments of the first and the last order, by a look at each end of the index. */
export async function findSpan(db: Db, brandId: number): Promise<{ first: string; last: string } | undefined> {
  const { rows } = await sql<{ first: string | null; last: string | null }>`
    select (select paid_at from orders where brand_id = ${brandId} order by paid_at limit 1) as first,
      (select paid_at from orders where brand_id = ${brandId} order by paid_at desc limit 1) as last`.execute(db);
  const [span] = rows;
  return span?.first && span.last ? { first: span.first, last: span.last } : undefined;
}

/** Orders `o` of somebody known that were not wholly refunded. */
export const bought = (brandId: number) =>
  sql<boolean>`o.brand_id = ${brandId} and o.member_id is not null and (o.refunded_fen = 0 or o.refunded_fen < o.paid_fen)`;

/** Months of one mask: as many bits as a whole number holds here and there. */
const MASK_MONTHS = 52;

/** One character a month, the first month first. */
const monthsOfMasks = (masks: readonly number[], count: number) =>
  masks
    .map((mask) => mask.toString(2).padStart(MASK_MONTHS, "0").split("").toReversed().join(""))
    .join("")
    .slice(0, count);

/** Wholly refunded orders are none. One reading of the orders; each buyer's months are the bits of whole numbers, which cost nothing to put together. */
export async function readBuyers(db: Db, brandId: number, ask: BuyersAsk, visible: RawBuilder<boolean>): Promise<BuyersAlike[]> {
  const starts = ask.monthStarts.map((start) => start.toISOString());
  const masks = Array.from({ length: Math.ceil(starts.length / MASK_MONTHS) }, (_, n) => n * MASK_MONTHS);
  const month = sql`greatest(width_bucket(o.paid_at, ${starts}::timestamptz[]), 1) - 1`;
  const bitFrom = (first: number) =>
    masks.length === 1
      ? sql`1::bigint << (${month})`
      : sql`case when ${month} between ${sql.lit(first)} and ${sql.lit(first + MASK_MONTHS - 1)} then 1::bigint << (${month} - ${sql.lit(first)}) else 0 end`;
  const sums = sql`count(*) as orders, sum(o.paid_fen - o.refunded_fen) as fen, min(o.paid_at) as first_at,
    array[${sql.join(masks.map((first) => sql`bit_or(${bitFrom(first)})`))}] as masks`;
  const wanted = sql<boolean>`${bought(brandId)} and ${visible}`;
  const { rows } = await sql<Omit<BuyersAlike, "months"> & { masks: number[] }>`
    select b.masks, count(*)::int as buyers, (count(*) filter (where orders > 1))::int as again, sum(orders)::int as orders, sum(fen)::bigint as net_fen
    from (${byBuyer(brandId, sums, wanted)}) b
    where (${ask.from ?? null}::timestamptz is null or first_at >= ${ask.from ?? null}::timestamptz) and (${ask.before ?? null}::timestamptz is null or first_at < ${ask.before ?? null}::timestamptz)
    group by 1`.execute(db);
  return rows.map(({ masks: bits, ...row }) => ({ ...row, months: monthsOfMasks(bits.map(Number), starts.length) }));
}
