import { type RawBuilder, sql } from "kysely";

/** `merged` (id, canonical_id): the few members who turned out to be another; everybody else is who they are. */
export const mergedQuery = (brandId: number) => sql`
    merged as materialized (select id, canonical_id from members where brand_id = ${brandId} and canonical_id is not null)`;

/** Where people are looked for: named queries to stand behind `merged`, each with its comma, and the rows of seats and orders. */
export interface PeopleSource {
  queries: RawBuilder<unknown>;
  seats: RawBuilder<unknown>;
  orders: RawBuilder<unknown>;
}

export const everybody: PeopleSource = { queries: sql``, seats: sql`seats`, orders: sql`orders` };

/**
 * People of groups over spans of time, once each however often they came, went or bought: a list of named queries to stand after `with`.
 * `spans` is a query of (group_id, day, days, start_at, end_at); a seat is open at a moment when it began before it and did not end before it.
 * A full join is hashed even where the planner takes both sides for empty, as those of a brand just filled: looping, it took seconds for four groups.
 * Makes `people` (group_id, day, days, person, at_start, at_end, left_in), `seat_counts` and `sale_counts` (group_id, day, days, …).
 */
export function peopleQueries(brandId: number, spans: RawBuilder<unknown>, source = everybody): RawBuilder<unknown> {
  return sql`
    spans as materialized (${spans}),${mergedQuery(brandId)},${source.queries}
    people as materialized (
      select p.group_id, p.day, p.days, coalesce(m.canonical_id, s.member_id) as person,
        bool_or(s.joined_at < p.start_at) as at_start,
        bool_or(s.left_at is null or s.left_at >= p.end_at) as at_end,
        bool_or(s.left_at >= p.start_at and s.left_at < p.end_at) as left_in
      from spans p
      join ${source.seats} s on s.brand_id = ${brandId} and s.group_id = p.group_id and s.kind = 'member' and s.joined_at < p.end_at and (s.left_at is null or s.left_at >= p.start_at)
      left join merged m on m.id = s.member_id
      group by 1, 2, 3, 4),
    seat_counts as (
      select group_id, day, days, count(*)::int as present, count(*) filter (where left_in)::int as left_people, count(*) filter (where at_start and at_end)::int as retained
      from people group by 1, 2, 3),
    buyers as (
      select distinct p.group_id, p.day, p.days, coalesce(m.canonical_id, o.member_id) as person
      from spans p
      join ${source.orders} o on o.brand_id = ${brandId} and o.group_id = p.group_id and o.paid_at >= p.start_at and o.paid_at < p.end_at and o.paid_fen > o.refunded_fen and o.member_id is not null
      left join merged m on m.id = o.member_id),
    sale_counts as (
      select group_id, day, days, count(*)::int as buyers, count(*) filter (where is_here)::int as converted
      from (select *, true as bought from buyers) b full join (select group_id, day, days, person, true as is_here from people) p using (group_id, day, days, person)
      where coalesce(bought, false) group by 1, 2, 3)`;
}
