import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../server/db.ts";
import { REACH_DAYS, stayQueries } from "./stays.store.ts";
import { type WindowDays, windowDays } from "./window.rules.ts";

/** Windows are kept this long; days for ever. */
export const WINDOWS_KEPT_DAYS = 400;

export interface DirtyGroup {
  groupId: string;
  fromDay: string;
}

export const marksOf = (groups: readonly DirtyGroup[]) =>
  sql`unnest(${groups.map((one) => one.groupId)}::uuid[], ${groups.map((one) => one.fromDay)}::date[]) as u(group_id, from_day)`;

/** Sums of a window over its days' columns. */
export const summed = [
  "joined",
  "entry_joins",
  "exposures",
  "messages",
  "valid_messages",
  "orders",
  "paid_fen",
  "refunded_fen",
  "anonymous_paid_fen",
  "anonymous_refunded_fen",
  "cost_fen",
  "referred",
] as const;
const columns = (of: (name: string) => RawBuilder<unknown>) => sql.join(summed.map(of));

/** The sums of windows of so many days over `base`, rows of days without a hole. */
const windowSums = (days: WindowDays) => sql`
  select group_id, day, ${days}::int as days, lag(members_start, ${days - 1}, 0) over (partition by group_id order by day) as members_start, members_end,
    ever_before + sum(first_joins) over (partition by group_id order by day) as ever_joined, sum(members_start + joined) over past as member_days, sum(active) over past as active_days, ${columns((name) => sql`sum(${sql.ref(name)}) over past as ${sql.ref(name)}`)}
  from base window past as (partition by group_id order by day rows between ${sql.lit(days - 1)} preceding and current row)`;

const kept = [...summed, "members_start", "members_end", "member_days", "active_days", "ever_joined"];
const people = ["present", "left_people", "retained", "buyers", "converted"];

/**
 * Writes the 7- and 30-day windows that end on each day from a group's mark to `last`, and people present and converted of those days.
 * Days and people are put together by grouping: of a join between two things made here the planner knows nothing.
 */
export async function settleWindows(db: Db, brandId: number, zone: string, last: string, groups: readonly DirtyGroup[]): Promise<void> {
  const marks = sql`
    select u.group_id, greatest(u.from_day, ${last}::date - ${WINDOWS_KEPT_DAYS}::int, f.first) as first_day, ${last}::date as last_day
    from ${marksOf(groups)} cross join lateral (select min(day) as first from group_days where brand_id = ${brandId} and group_id = u.group_id) f where f.first <= ${last}::date`;
  const all = [...kept, ...people].map((name) => sql.ref(name));
  const of = (table: string) => sql.join([...kept, ...people].map((name) => sql.ref(`${table}.${name}`)));
  await sql`
    with ${stayQueries(brandId, zone, marks)},
    day_people as (
      update group_days d set present = c.present, converted = c.converted from counts c
      where c.days = 1 and d.brand_id = ${brandId} and d.group_id = c.group_id and d.day = c.day and (d.present, d.converted) is distinct from (c.present, c.converted)),
    base as materialized (
      select d.*, k.ever_before from (
        select *, (select coalesce(sum(e.first_joins), 0)::int from group_days e where e.brand_id = ${brandId} and e.group_id = m.group_id and e.day < m.first_day - ${REACH_DAYS}::int) as ever_before from marks m) k
      join group_days d on d.brand_id = ${brandId} and d.group_id = k.group_id and d.day between k.first_day - ${REACH_DAYS}::int and k.last_day),
    whole as (
      select group_id, day, days, ${sql.join(all.map((name) => sql`max(${name}) as ${name}`))} from (
        select group_id, day, days, ${sql.join(kept.map((name) => sql.ref(name)))}, ${sql.join(people.map((name) => sql`null::int as ${sql.ref(name)}`))} from (${sql.join(windowDays.map(windowSums), sql` union all `)}) sums
        union all select group_id, day, days, ${sql.join(kept.map(() => sql`null`))}, ${sql.join(people.map((name) => sql.ref(name)))} from counts where days > 1) one
      group by 1, 2, 3 having count(members_end) > 0 and count(present) > 0)
    insert into group_windows as w (brand_id, days, day, group_id, ${sql.join(all)})
    select ${brandId}::int, days, day, group_id, ${sql.join(all)} from whole
    on conflict (brand_id, days, day, group_id) do update set ${sql.join([...kept, ...people].map((name) => sql`${sql.ref(name)} = ${sql.ref(`excluded.${name}`)}`))}
    where (${of("w")}) is distinct from (${of("excluded")})`.execute(db);
}

/** Forgets what is kept of periods that ended too long ago, some at a time. */
export async function prunePeriods(db: Db, brandId: number, kept: "group_windows" | "group_funnels", before: string): Promise<number> {
  const table = sql.table(kept);
  const { numAffectedRows } = await sql`
    delete from ${table} w using (select days, day, group_id from ${table} where brand_id = ${brandId} and days = any(${[...windowDays]}::int[]) and day < ${before} limit 5000) o
    where w.brand_id = ${brandId} and w.days = o.days and w.day = o.day and w.group_id = o.group_id`.execute(db);
  return Number(numAffectedRows ?? 0n);
}
