import { type RawBuilder, sql } from "kysely";
import { arrayLiteral } from "../../server/columns.ts";
import type { Db } from "../../server/db.ts";
import { bought, byBuyer } from "./buyers.store.ts";
import type { Kinds } from "./buying.rules.ts";
import type { Spending } from "./gamma-gamma.rules.ts";
import { WEEK_DAYS } from "./values.rules.ts";

/** What is read of the orders: local days, and the moments at which they begin. */
export interface Reading {
  zone: string;
  fromDay: string | undefined;
  toDay: string;
  /** The beginning of the day after `toDay`. */
  beforeAt: Date;
  visible: RawBuilder<boolean>;
}

const daily = (brandId: number, zone: string, sums: RawBuilder<unknown>, wanted: RawBuilder<boolean>) =>
  byBuyer(brandId, sql`(o.paid_at at time zone ${zone})::date as day, ${sums}`, wanted, "day");

/** Writes down each buyer's history, one reading of the orders: who buys more than once on a day bought once. */
export async function stageBuyers(db: Db, brandId: number, fitId: string, ask: Reading): Promise<void> {
  const wanted = sql<boolean>`${bought(brandId)} and o.paid_at < ${ask.beforeAt} and ${ask.visible}`;
  await sql`
    insert into buyer_values (brand_id, fit_id, member_id, orders, repeats, recency_days, age_days, paid_fen, repeat_fen)
    select ${brandId}, ${fitId}::uuid, buyer, sum(orders), count(*) - 1, max(day) - min(day), ${ask.toDay}::date - min(day), sum(fen), sum(fen) - (array_agg(fen order by day))[1]
    from (${daily(brandId, ask.zone, sql`count(*) as orders, sum(o.paid_fen - o.refunded_fen) as fen`, wanted)}) d
    group by buyer having ${ask.fromDay ?? null}::date is null or min(day) >= ${ask.fromDay ?? null}::date`.execute(db);
}

export interface StagedCounts {
  buyers: number;
  orders: number;
  repeaters: number;
  /** Repeaters who paid anything on those days, which the spending is fitted on, and what that is. */
  spenders: number;
  spentFen: number;
  spentDays: number;
  paidFen: number;
  oldestDays: number;
}

export async function countStaged(db: Db, brandId: number, fitId: string): Promise<StagedCounts> {
  const spends = sql`filter (where repeats > 0 and repeat_fen > 0)`;
  const { rows } = await sql<StagedCounts>`
    select count(*)::int as buyers, coalesce(sum(orders), 0)::int as orders, (count(*) filter (where repeats > 0))::int as repeaters, (count(*) ${spends})::int as spenders,
      coalesce(sum(repeat_fen) ${spends}, 0)::bigint as spent_fen, coalesce(sum(repeats) ${spends}, 0)::int as spent_days,
      coalesce(sum(paid_fen), 0)::bigint as paid_fen, coalesce(max(age_days), 0) as oldest_days
    from buyer_values where brand_id = ${brandId} and fit_id = ${fitId}::uuid`.execute(db);
  const [counts] = rows;
  if (!counts) throw new Error("no counts");
  return counts;
}

/** Buyers with the same history, as one. */
export async function listKinds(db: Db, brandId: number, fitId: string): Promise<Kinds[]> {
  const { rows } = await sql<{ repeats: number; recencyDays: number; ageDays: number; buyers: number }>`
    select repeats, recency_days, age_days, count(*)::int as buyers from buyer_values where brand_id = ${brandId} and fit_id = ${fitId}::uuid
    group by 1, 2, 3 order by 1, 2, 3`.execute(db);
  return rows.map((row) => ({
    repeats: row.repeats,
    recencyWeeks: row.recencyDays / WEEK_DAYS,
    ageWeeks: row.ageDays / WEEK_DAYS,
    buyers: row.buyers,
  }));
}

/** In units of the currency; who paid nothing on repeat days says nothing of spending. */
export async function listSpending(db: Db, brandId: number, fitId: string): Promise<Spending[]> {
  const { rows } = await sql<{ repeats: number; repeatFen: number; buyers: number }>`
    select repeats, repeat_fen, count(*)::int as buyers from buyer_values where brand_id = ${brandId} and fit_id = ${fitId}::uuid and repeats > 0 and repeat_fen > 0
    group by 1, 2 order by 1, 2`.execute(db);
  return rows.map((row) => ({ repeats: row.repeats, spent: row.repeatFen / 100, buyers: row.buyers }));
}

/** Days of purchase that came after `toDay` of those whose history was written down, by week from 0. */
export async function countWeeks(db: Db, brandId: number, fitId: string, ask: Reading, untilAt: Date): Promise<Map<number, number>> {
  const wanted = sql<boolean>`${bought(brandId)} and o.paid_at >= ${ask.beforeAt} and o.paid_at < ${untilAt} and ${ask.visible}`;
  const { rows } = await sql<{ week: number; days: number }>`
    select (d.day - ${ask.toDay}::date - 1) / ${WEEK_DAYS}::int as week, count(*)::int as days
    from (${daily(brandId, ask.zone, sql`count(*) as orders`, wanted)}) d
    join buyer_values v on v.brand_id = ${brandId} and v.fit_id = ${fitId}::uuid and v.member_id = d.buyer group by 1`.execute(db);
  return new Map(rows.map((row) => [row.week, row.days]));
}

export interface Staged {
  memberId: string;
  repeats: number;
  recencyDays: number;
  ageDays: number;
  repeatFen: number;
}

export async function listStaged(db: Db, brandId: number, fitId: string, afterId: string | null, limit: number): Promise<Staged[]> {
  const { rows } = await sql<Staged>`select member_id, repeats, recency_days, age_days, repeat_fen from buyer_values
    where brand_id = ${brandId} and fit_id = ${fitId}::uuid ${afterId ? sql`and member_id > ${afterId}::uuid` : sql``} order by member_id limit ${limit}`.execute(
    db,
  );
  return rows;
}

export interface Valued {
  memberId: string;
  active: number;
  purchases: number;
  orderFen: number;
  clvFen: number;
}

export async function writeValues(db: Db, brandId: number, fitId: string, values: readonly Valued[]): Promise<void> {
  const all = (key: keyof Valued) => arrayLiteral(values.map((one) => one[key]));
  await sql`update buyer_values v set active = u.active, purchases = u.purchases, order_fen = u.order_fen, clv_fen = u.clv_fen
    from unnest(${all("memberId")}::uuid[], ${all("active")}::float8[], ${all("purchases")}::float8[], ${all("orderFen")}::bigint[], ${all("clvFen")}::bigint[])
      as u(member_id, active, purchases, order_fen, clv_fen)
    where v.brand_id = ${brandId} and v.fit_id = ${fitId}::uuid and v.member_id = u.member_id`.execute(db);
}

export async function dropValues(db: Db, brandId: number, fitIds: readonly string[]): Promise<void> {
  await sql`delete from buyer_values where brand_id = ${brandId} and fit_id = any(${fitIds}::uuid[])`.execute(db);
}
