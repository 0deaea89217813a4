import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { MeasuredScope } from "./measure.store.ts";
import { mergedQuery } from "./people.store.ts";

/** As far as cohorts are told. */
const MOST_WEEKS = 12;
const WEEK_S = 604_800;

/**
 * `changes` (group_id, week, n, change) of some groups: people by the Monday of the week they first joined; at n = 0 how many they are, at each
 * later n how many more are in at the end of week n than at the end of the week before. `groups` is a query of (group_id).
 */
function changeQueries(brandId: number, zone: string, groups: RawBuilder<unknown>): RawBuilder<unknown> {
  const weekOf = (at: RawBuilder<unknown>) => sql`floor(extract(epoch from ${at} - f.week::timestamp) / ${WEEK_S})::int`;
  return sql`${mergedQuery(brandId)},
    sat as materialized (
      select s.group_id, coalesce(m.canonical_id, s.member_id) as person, s.joined_at at time zone ${zone} as joined, s.left_at at time zone ${zone} as gone
      from (${groups}) g join seats s on s.brand_id = ${brandId} and s.group_id = g.group_id and s.kind = 'member' left join merged m on m.id = s.member_id),
    firsts as materialized (select group_id, person, date_trunc('week', min(joined))::date as week from sat group by 1, 2),
    stays as (
      select group_id, person, week, range_agg(int4range(first_end, last_end + 1)) as ends
      from (select f.*, ${weekOf(sql`s.joined`)} + 1 as first_end, ${weekOf(sql`s.gone`)} as last_end from sat s join firsts f using (group_id, person)) one
      where last_end is null or last_end >= first_end group by 1, 2, 3),
    changes as (
      select group_id, week, n, sum(change)::int as change from (
        select group_id, week, 0 as n, 1 as change from firsts
        union all select s.group_id, s.week, lower(e), 1 from stays s cross join unnest(s.ends) e
        union all select s.group_id, s.week, upper(e), -1 from stays s cross join unnest(s.ends) e where not upper_inf(e)) one
      where n <= ${MOST_WEEKS} group by 1, 2, 3 having sum(change) <> 0)`;
}

/** Groups of one statement. */
const GROUPS_AT_ONCE = 500;

/** Counts the cohorts of these groups anew from their seats. */
export async function recountCohorts(db: Db, brandId: number, zone: string, groupIds: readonly string[]): Promise<void> {
  for (let from = 0; from < groupIds.length; from += GROUPS_AT_ONCE) {
    const some = groupIds.slice(from, from + GROUPS_AT_ONCE);
    await sql`
      with ${changeQueries(brandId, zone, sql`select unnest(${some}::uuid[]) as group_id`)},
      gone as (delete from group_cohorts c where c.brand_id = ${brandId} and c.group_id = any(${some}::uuid[])
        and not exists (select 1 from changes n where n.group_id = c.group_id and n.week = c.week and n.n = c.n))
      insert into group_cohorts as c (brand_id, group_id, week, n, change) select ${brandId}::int, group_id, week, n, change from changes
      on conflict (brand_id, group_id, week, n) do update set change = excluded.change where c.change <> excluded.change`.execute(db);
  }
}

/** Those of these groups of which none is counted yet: nobody ever sat there, or they were there before cohorts were kept. */
export async function listUncounted(db: Db, brandId: number, groupIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select u.id from unnest(${groupIds}::uuid[]) u(id)
    where not exists (select 1 from group_cohorts c where c.brand_id = ${brandId} and c.group_id = u.id)`.execute(db);
  return rows.map((row) => row.id);
}

/** False where a group of the scope that waits has none counted yet. */
export async function isCounted(db: Db, brandId: number, scope: MeasuredScope): Promise<boolean> {
  const { rows } = await sql`
    with scope as (${scope.groups}) select 1 from insight_dirty d where d.brand_id = ${brandId} and d.group_id in (select id from scope)
      and not exists (select 1 from group_cohorts c where c.brand_id = ${brandId} and c.group_id = d.group_id) limit 1`.execute(db);
  return rows.length === 0;
}

export interface CohortRow {
  week: string;
  people: number;
  kept: number[];
}

/** People by the Monday of the week they first joined a group, and how many were in at the end of that week and of each week after it. */
export async function listCohorts(
  db: Db,
  brandId: number,
  zone: string,
  scope: MeasuredScope,
  firstWeek: string,
  weeks: number,
  isKept: boolean,
): Promise<CohortRow[]> {
  const source = isKept
    ? sql`kept as (select c.week, c.n, sum(c.change)::int as change from scope g join group_cohorts c on c.brand_id = ${brandId} and c.group_id = g.id and c.week >= ${firstWeek} where g.seen group by 1, 2)`
    : sql`${changeQueries(brandId, zone, sql`select id as group_id from scope where seen`)}, kept as (select week, n, sum(change)::int as change from changes where week >= ${firstWeek} group by 1, 2)`;
  const { rows } = await sql<CohortRow>`
    with scope as materialized (${scope.groups}), ${source},
    people as (select week, change as people from kept where n = 0),
    told as (
      select p.week, p.people, e.n, coalesce(sum(k.change) over (partition by p.week order by e.n), 0)::int as kept
      from people p cross join generate_series(1, ${weeks}::int) e(n) left join kept k on k.week = p.week and k.n = e.n)
    select week, people, array_agg(kept order by n) as kept from told group by 1, 2 order by 1`.execute(db);
  return rows;
}
