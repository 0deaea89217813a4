import { type RawBuilder, sql } from "kysely";
import { mergedQuery } from "./people.store.ts";

/** The longest window reaches this many days back from the day it ends on. */
export const REACH_DAYS = 29;

/** The day that is number nought: days as whole numbers make cheap ranges. */
export const DAY_NOUGHT = "2000-01-01";
const nought = sql`date '${sql.raw(DAY_NOUGHT)}'`;

/** The number of a moment's local day. */
export const dayNo = (at: RawBuilder<unknown>, zone: string) => sql`((${at} at time zone ${zone})::date - ${nought})`;
export const noOfDay = (day: RawBuilder<unknown>) => sql`(${day} - ${nought})`;
export const dayOfNo = (no: RawBuilder<unknown>) => sql`(${nought} + ${no})`;
const startOfDay = (day: RawBuilder<unknown>, zone: string) => sql`((${day})::timestamp at time zone ${zone})`;

/** When a seat under alias s ended, never before it began. */
export const leftAt = sql`case when s.left_at is not null then greatest(s.left_at, s.joined_at) end`;

interface Span {
  /** The first moment of the longest window, and the one after the last. */
  reach: RawBuilder<unknown>;
  end: RawBuilder<unknown>;
  /** `marks` (group_id, first_day, last_day, first_no, last_no), `merged` and `sizes` (days), to stand first after `with`. */
  start: RawBuilder<unknown>;
}

/** What spells are made of in windows of these sizes; `marks` is a query of (group_id, first_day, last_day). */
export function spanOf(brandId: number, zone: string, marks: RawBuilder<unknown>, sizes: readonly number[]): Span {
  return {
    reach: startOfDay(sql`k.first_day - ${REACH_DAYS}::int`, zone),
    end: startOfDay(sql`k.last_day + 1`, zone),
    start: sql`
    marks as materialized (select *, ${noOfDay(sql`first_day`)} as first_no, ${noOfDay(sql`last_day`)} as last_no from (${marks}) one),${mergedQuery(brandId)},
    sizes(days) as (values ${sql.join(sizes.map((days) => sql`(${sql.lit(days)})`))})`,
  };
}

/** `changes` (group_id, days, no, a … e): by how many more or fewer count from a day on, of each kind of spell (1 to 5); every day of `marks` has its row. */
export const changes = sql`changes as (
    select group_id, days, no, coalesce(sum(n) filter (where what = 1), 0) as a, coalesce(sum(n) filter (where what = 2), 0) as b, coalesce(sum(n) filter (where what = 3), 0) as c,
      coalesce(sum(n) filter (where what = 4), 0) as d, coalesce(sum(n) filter (where what = 5), 0) as e
    from (
      select s.group_id, s.days, s.what, greatest(lower(s.r), k.first_no) as no, 1 as n from spells s join marks k using (group_id) where upper_inf(s.r) or upper(s.r) > k.first_no
      union all select s.group_id, s.days, s.what, upper(s.r), -1 from spells s join marks k using (group_id) where upper(s.r) > k.first_no
      union all select k.group_id, z.days, 0, g.no, 0 from marks k cross join sizes z cross join lateral generate_series(k.first_no, k.last_no) g(no)) one
    join marks using (group_id) where no <= last_no group by 1, 2, 3)`;

/**
 * People of groups in the windows of 1, 7 and 30 days that end on each day of a row, without looking at each day: somebody counts from one
 * day to another, so a count changes only there. A list of named queries to stand after `with`; `marks` is a query of (group_id, first_day,
 * last_day). Makes `counts` (group_id, day, days, present, left_people, retained, buyers, converted), the same as `peopleQueries` count.
 */
export function stayQueries(brandId: number, zone: string, marks: RawBuilder<unknown>): RawBuilder<unknown> {
  const { reach, end, start } = spanOf(brandId, zone, marks, [1, 7, 30]);
  return sql`${start},
    facts as (
      select s.group_id, s.member_id, ${dayNo(sql`s.joined_at`, zone)} as came, ${dayNo(leftAt, zone)} as gone, null::int as paid
      from marks k join seats s on s.brand_id = ${brandId} and s.group_id = k.group_id and s.kind = 'member' and s.joined_at < ${end} and (s.left_at is null or s.left_at >= ${reach})
      union all select o.group_id, o.member_id, null, null, ${dayNo(sql`o.paid_at`, zone)}
      from marks k join orders o on o.brand_id = ${brandId} and o.group_id = k.group_id and o.paid_at >= ${reach} and o.paid_at < ${end} and o.paid_fen > o.refunded_fen and o.member_id is not null),
    lives as materialized (
      select f.group_id, z.days, coalesce(m.canonical_id, f.member_id) as person, range_agg(int4range(came, gone + days)) filter (where came is not null) as present,
        range_agg(int4range(gone, gone + days)) filter (where gone is not null) as gone,
        range_agg(int4range(came + days, gone + days)) filter (where came is not null) * range_agg(int4range(came, gone)) filter (where came is not null) as retained,
        range_agg(int4range(paid, paid + days)) filter (where paid is not null) as bought
      from facts f left join merged m on m.id = f.member_id cross join sizes z group by 1, 2, 3),
    spells as (
      select l.group_id, l.days, s.what, s.r from lives l cross join lateral (
        select 1 as what, unnest(l.present) as r union all select 2, unnest(l.gone) union all select 3, unnest(l.retained)
        union all select 4, unnest(l.bought) union all select 5, unnest(l.bought * l.present)) s),
    ${changes},
    counts as materialized (
      select group_id, ${dayOfNo(sql`no`)} as day, days, (sum(a) over past)::int as present, (sum(b) over past)::int as left_people, (sum(c) over past)::int as retained,
        (sum(d) over past)::int as buyers, (sum(e) over past)::int as converted
      from changes window past as (partition by group_id, days order by no))`;
}
