import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import { peopleQueries } from "./people.store.ts";

export const windowDays = [7, 30] as const;
/** Windows are kept this long; days for ever. */
export const WINDOWS_KEPT_DAYS = 400;

export interface DirtyGroup {
  groupId: string;
  fromDay: string;
}

export const marksOf = (groups: readonly DirtyGroup[]) =>
  sql`unnest(${groups.map((one) => one.groupId)}::uuid[], ${groups.map((one) => one.fromDay)}::date[]) as u(group_id, from_day)`;

/** Writes the 7- and 30-day windows that end on each day from a group's mark to `last`, and people present and converted of those days. */
export async function settleWindows(db: Db, brandId: number, zone: string, last: string, groups: readonly DirtyGroup[]): Promise<void> {
  const spans = sql`
    select d.group_id, d.day, w.days, ((d.day - w.days + 1)::timestamp at time zone ${zone}) as start_at, ((d.day + 1)::timestamp at time zone ${zone}) as end_at
    from ${marksOf(groups)} join group_days d on d.brand_id = ${brandId} and d.group_id = u.group_id and d.day between greatest(u.from_day, ${last}::date - ${WINDOWS_KEPT_DAYS}::int) and ${last}::date
    cross join (values (1), (7), (30)) w(days)`;
  await sql`
    with ${peopleQueries(brandId, spans)},
    counts as materialized (
      select group_id, day, days, sum(present)::int as present, sum(left_people)::int as left_people, sum(retained)::int as retained, sum(buyers)::int as buyers, sum(converted)::int as converted
      from (select group_id, day, days, 0 as present, 0 as left_people, 0 as retained, 0 as buyers, 0 as converted from spans
        union all select group_id, day, days, present, left_people, retained, 0, 0 from seat_counts
        union all select group_id, day, days, 0, 0, 0, buyers, converted from sale_counts) one group by 1, 2, 3),
    day_people as (
      update group_days d set present = c.present, converted = c.converted from counts c
      where c.days = 1 and d.brand_id = ${brandId} and d.group_id = c.group_id and d.day = c.day),
    sums as (
      select p.group_id, p.day, p.days,
        coalesce(max(d.members_start) filter (where d.day = p.day - p.days + 1), 0) as members_start, max(d.members_end) filter (where d.day = p.day) as members_end,
        sum(d.members_start + d.joined) as member_days, sum(d.joined) as joined, sum(d.entry_joins) as entry_joins, sum(d.exposures) as exposures, sum(d.active) as active_days,
        sum(d.messages) as messages, sum(d.valid_messages) as valid_messages, sum(d.orders) as orders, sum(d.paid_fen) as paid_fen, sum(d.refunded_fen) as refunded_fen,
        sum(d.anonymous_paid_fen) as anonymous_paid_fen, sum(d.anonymous_refunded_fen) as anonymous_refunded_fen, sum(d.cost_fen) as cost_fen, sum(d.referred) as referred
      from spans p join group_days d on d.brand_id = ${brandId} and d.group_id = p.group_id and d.day between p.day - p.days + 1 and p.day
      where p.days > 1 group by 1, 2, 3),
    ever as materialized (
      select * from (select e.group_id, e.day, sum(e.first_joins) over (partition by e.group_id order by e.day)::int as n from group_days e
        where e.brand_id = ${brandId} and e.group_id = any(${groups.map((one) => one.groupId)}::uuid[])) days
      where (days.group_id, days.day) in (select group_id, day from spans))
    insert into group_windows as w (brand_id, days, day, group_id, members_start, members_end, member_days, joined, entry_joins, exposures, left_people, active_days, messages,
      valid_messages, retained, present, converted, orders, buyers, paid_fen, refunded_fen, anonymous_paid_fen, anonymous_refunded_fen, cost_fen, referred, ever_joined)
    select ${brandId}::int, s.days, s.day, s.group_id, s.members_start, s.members_end, s.member_days, s.joined, s.entry_joins, s.exposures, c.left_people, s.active_days, s.messages,
      s.valid_messages, c.retained, c.present, c.converted, s.orders, c.buyers, s.paid_fen, s.refunded_fen,
      s.anonymous_paid_fen, s.anonymous_refunded_fen, s.cost_fen, s.referred, e.n
    from sums s join ever e using (group_id, day) join counts c using (group_id, day, days)
    on conflict (brand_id, days, day, group_id) do update set members_start = excluded.members_start, members_end = excluded.members_end, member_days = excluded.member_days,
      joined = excluded.joined, entry_joins = excluded.entry_joins, exposures = excluded.exposures, left_people = excluded.left_people, active_days = excluded.active_days,
      messages = excluded.messages, valid_messages = excluded.valid_messages, retained = excluded.retained, present = excluded.present, converted = excluded.converted,
      orders = excluded.orders, buyers = excluded.buyers, paid_fen = excluded.paid_fen, refunded_fen = excluded.refunded_fen, anonymous_paid_fen = excluded.anonymous_paid_fen,
      anonymous_refunded_fen = excluded.anonymous_refunded_fen, cost_fen = excluded.cost_fen, referred = excluded.referred, ever_joined = excluded.ever_joined`.execute(
    db,
  );
}

/** Forgets what is kept of periods that ended too long ago, some at a time. */
export async function prunePeriods(db: Db, brandId: number, kept: "group_windows" | "group_funnels", before: string): Promise<number> {
  const table = sql.table(kept);
  const { numAffectedRows } = await sql`
    delete from ${table} w using (select days, day, group_id from ${table} where brand_id = ${brandId} and days in (7, 30) and day < ${before} limit 5000) o
    where w.brand_id = ${brandId} and w.days = o.days and w.day = o.day and w.group_id = o.group_id`.execute(db);
  return Number(numAffectedRows ?? 0n);
}
