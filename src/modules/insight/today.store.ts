import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../server/db.ts";
import { addCounts, type FunnelCounts, noCounts } from "./funnel.rules.ts";
import { countFunnels } from "./funnel.store.ts";
import type { MeasuredScope } from "./measure.store.ts";
import { type PeopleSource, peopleQueries } from "./people.store.ts";
import type { PeopleSums } from "./metrics.rules.ts";

/** A day that is not over, and what is asked of it: people of the days from `from` to it. */
export interface OpenDay {
  from: string;
  today: string;
  yesterday: string;
}

const startOf = (day: string, zone: string) => sql`(${day}::date::timestamp at time zone ${zone})`;

/**
 * Those of a scope to whom anything happened on a day, by every name they have or had: nobody else counts otherwise than the day before.
 * `touched` (group_id, member_id), to stand behind `scope` and `merged`; and the seats and orders of these alone.
 */
function touchedOn(brandId: number, zone: string, day: string): PeopleSource {
  const start = startOf(day, zone);
  const facts = sql`
      select s.group_id, s.member_id from scope g join seats s on s.brand_id = ${brandId} and s.group_id = g.id and s.joined_at >= ${start}
      union all select s.group_id, s.inviter_member_id from scope g join seats s on s.brand_id = ${brandId} and s.group_id = g.id and s.joined_at >= ${start} where s.inviter_member_id is not null
      union all select s.group_id, s.member_id from scope g join seats s on s.brand_id = ${brandId} and s.group_id = g.id where s.left_at >= ${start}
      union all select o.group_id, o.member_id from scope g join orders o on o.brand_id = ${brandId} and o.group_id = g.id and o.paid_at >= ${start} where o.member_id is not null
      union all select t.group_id, t.member_id from scope g join group_speakers t on t.brand_id = ${brandId} and t.group_id = g.id and t.day >= ${day}`;
  const of = (table: RawBuilder<unknown>) =>
    sql`(select x.* from touched t join ${table} x on x.brand_id = ${brandId} and x.member_id = t.member_id and x.group_id = t.group_id)`;
  return {
    queries: sql`
    stirred as (select distinct f.group_id, coalesce(m.canonical_id, f.member_id) as person from (${facts}) f left join merged m on m.id = f.member_id),
    touched as materialized (
      select group_id, person as member_id from stirred union all select p.group_id, m.id from stirred p join merged m on m.canonical_id = p.person),`,
    seats: of(sql`seats`),
    orders: of(sql`orders`),
  };
}

/** By how many more or fewer people count with today than without it. */
export async function readTodaysPeople(
  db: Db,
  brandId: number,
  zone: string,
  scope: MeasuredScope,
  { from, today, yesterday }: OpenDay,
): Promise<PeopleSums | undefined> {
  const span = (day: string) =>
    sql`select g.id as group_id, ${day}::date as day, 0 as days, ${startOf(from, zone)} as start_at, ((${day}::date + 1)::timestamp at time zone ${zone}) as end_at from scope g`;
  const change = (column: RawBuilder<unknown>, only: RawBuilder<unknown> = sql`true`) =>
    sql`coalesce(sum(case when c.day = ${today}::date then ${column} else -${column} end) filter (where ${only}), 0)::int`;
  const { rows } = await sql<PeopleSums>`
    with scope as materialized (${scope.groups}), ${peopleQueries(brandId, sql`${span(today)} union all ${span(yesterday)}`, touchedOn(brandId, zone, today))},
    seated as (select ${change(sql`c.present`)} as present, ${change(sql`c.left_people`)} as left_people, ${change(sql`c.retained`)} as retained
      from seat_counts c join scope g on g.id = c.group_id and g.seen),
    sold as (select ${change(sql`c.buyers`)} as buyers, ${change(sql`c.converted`, sql`g.seen`)} as converted from sale_counts c join scope g on g.id = c.group_id)
    select seated.*, sold.*, (select coalesce(sum(d.first_joins), 0)::int from scope g join group_days d on d.brand_id = ${brandId} and d.group_id = g.id and d.day = ${today} where g.seen) as ever_joined
    from seated cross join sold`.execute(db);
  return rows[0];
}

/** By how many more or fewer stand at each step of the funnel with today than without it. */
export async function countTodaysFunnel(
  db: Db,
  brandId: number,
  zone: string,
  scope: MeasuredScope,
  { from, today, yesterday }: OpenDay,
): Promise<FunnelCounts> {
  const [now, before] = await countFunnels(db, brandId, zone, scope, from, [today, yesterday], touchedOn(brandId, zone, today));
  return addCounts(now ?? noCounts, before ?? noCounts, -1);
}
