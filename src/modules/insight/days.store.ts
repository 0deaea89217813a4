import { sql } from "kysely";
import { type Db, horizon } from "../../server/db.ts";
import type { GroupDay } from "./fold.rules.ts";
import { mergedQuery } from "./people.store.ts";

const LOCK_SPACE = 7310;

/** One writer of a brand's rollups at a time, until the transaction ends. */
export async function lockRollups(db: Db, brandId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LOCK_SPACE}, ${brandId})`.execute(db);
}

export interface DaySpan {
  groupId: string;
  first: string;
  last: string;
}

const spansOf = (spans: readonly DaySpan[]) =>
  sql`unnest(${spans.map((one) => one.groupId)}::uuid[], ${spans.map((one) => one.first)}::date[], ${spans.map((one) => one.last)}::date[]) with ordinality as u(group_id, first_day, last_day, at)`;

/** Groups of one statement: few enough that it stays far within its limit, whatever history comes in at once. */
const GROUPS_AT_ONCE = 500;

function* setsOf<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += GROUPS_AT_ONCE) yield all.slice(from, from + GROUPS_AT_ONCE);
}

/**
 * Gives each group a row for every day from its first (what is there already, the span, its oldest seat) to its last, and a state.
 * A new row begins with the members of the day before it; the seats of a group that has new rows are to be counted anew. Answers the groups
 * for which the clock turned by this, with the day they stood at: the days from there on that are over are to be settled.
 */
export async function fillDays(db: Db, brandId: number, zone: string, today: string, spans: readonly DaySpan[]): Promise<GroupDay[]> {
  const turned: GroupDay[] = [];
  for (const some of setsOf(spans)) {
    const open = await listUnfilled(db, brandId, today, some);
    if (open.length > 0) turned.push(...(await fillSome(db, brandId, zone, today, open)));
  }
  return turned;
}

/** Those that lack their first or last day, or that the group's state does not know yet: a group's days have no holes. */
async function listUnfilled(db: Db, brandId: number, today: string, spans: readonly DaySpan[]): Promise<readonly DaySpan[]> {
  const { rows } = await sql<{ at: number }>`
    select (u.at - 1)::int as at from ${spansOf(spans)}
      left join group_days f on f.brand_id = ${brandId} and f.group_id = u.group_id and f.day = u.first_day
      left join group_days l on l.brand_id = ${brandId} and l.group_id = u.group_id and l.day = u.last_day
      left join group_states s on s.brand_id = ${brandId} and s.group_id = u.group_id
    where f.day is null or l.day is null or s.turned_on is null or s.turned_on < least(u.last_day, ${today}::date)`.execute(db);
  return rows.flatMap((row) => spans[row.at] ?? []);
}

async function fillSome(db: Db, brandId: number, zone: string, today: string, spans: readonly DaySpan[]): Promise<GroupDay[]> {
  await sql`
    with known as (
      select u.group_id, u.first_day, u.last_day, d.low, d.high, d.members
      from ${spansOf(spans)} left join lateral (
        select min(day) as low, max(day) as high, (array_agg(members_end order by day desc))[1] as members
        from (select day, members_end from group_days where brand_id = ${brandId} and group_id = u.group_id and day = (select min(day) from group_days where brand_id = ${brandId} and group_id = u.group_id)
          union all select day, members_end from group_days where brand_id = ${brandId} and group_id = u.group_id and day = (select max(day) from group_days where brand_id = ${brandId} and group_id = u.group_id)) ends) d on true),
    wanted as (
      select k.group_id, least(k.low, k.first_day, s.first_seat) as from_day, greatest(k.high, k.last_day) as to_day, k.low, k.high, coalesce(k.members, 0) as members
      from known k left join lateral (
        select (min(joined_at) at time zone ${zone})::date as first_seat from seats where brand_id = ${brandId} and group_id = k.group_id and kind = 'member' and k.low is null) s on true)
    insert into group_days (brand_id, group_id, day, members_start, members_end)
    select ${brandId}::int, w.group_id, g.day::date, case when g.day > w.high then w.members else 0 end, case when g.day > w.high then w.members else 0 end
    from wanted w cross join lateral generate_series(w.from_day, w.to_day, interval '1 day') g(day)
    where w.low is null or g.day < w.low or g.day > w.high
    on conflict (brand_id, group_id, day) do nothing`.execute(db);
  // Who reports with a clock ahead of ours has days after today; a group is never turned further than that.
  const { rows } = await sql<{ groupId: string; before: string | null; day: string }>`
    insert into group_states (brand_id, group_id, turned_on)
    select ${brandId}::int, u.group_id, least(max(u.last_day), ${today}::date) from ${spansOf(spans)} group by 2
    on conflict (brand_id, group_id) do update set turned_on = greatest(group_states.turned_on, excluded.turned_on), seats_tx = null
    returning group_id, old.turned_on as before, new.turned_on as day`.execute(db);
  return rows.flatMap(({ groupId, before, day }) => (before !== null && before < day ? [{ groupId, day: before }] : []));
}

/** Those of these groups whose seats may have been counted last before all transactions up to one were over, so that something is missing. */
export async function listToCount(db: Db, brandId: number, groupIds: readonly string[], tx: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select u.id from unnest(${groupIds}::uuid[]) u(id) left join group_states s on s.brand_id = ${brandId} and s.group_id = u.id where coalesce(s.seats_tx, 0) <= ${tx}`.execute(
    db,
  );
  return rows.map((row) => row.id);
}

/** The transaction before which all are over: what is counted from now on has all that they did. */
export async function readHorizon(db: Db): Promise<number> {
  const { rows } = await sql<{ tx: number }>`select ${horizon} as tx`.execute(db);
  return rows[0]?.tx ?? 0;
}

/** Notes that the seats of these groups were counted after `tx` was read. */
export async function noteCounted(db: Db, brandId: number, groupIds: readonly string[], tx: number): Promise<void> {
  await sql`update group_states set seats_tx = ${tx} where brand_id = ${brandId} and group_id = any(${groupIds}::uuid[])`.execute(db);
}

/** Counts the member columns of these groups anew from their seats. Answers the first day of each group that changed. */
export async function recountSeats(
  db: Db,
  brandId: number,
  zone: string,
  groupIds: readonly string[],
): Promise<{ groupId: string; day: string }[]> {
  const changed: { groupId: string; day: string }[] = [];
  for (const some of setsOf(groupIds)) changed.push(...(await recountSome(db, brandId, zone, some)));
  return changed;
}

async function recountSome(
  db: Db,
  brandId: number,
  zone: string,
  groupIds: readonly string[],
): Promise<{ groupId: string; day: string }[]> {
  const { rows } = await sql<{ groupId: string; day: string }>`
    with ${mergedQuery(brandId)},
    s as materialized (
      select s.group_id, coalesce(m.canonical_id, s.member_id) as person, s.joined_at, s.left_at, s.entry_id, s.inviter_member_id
      from seats s left join merged m on m.id = s.member_id
      where s.brand_id = ${brandId} and s.group_id = any(${groupIds}::uuid[]) and s.kind = 'member'),
    j as (select group_id, (joined_at at time zone ${zone})::date as day, count(*)::int as n, count(entry_id)::int as by_entry from s group by 1, 2),
    l as (select group_id, (left_at at time zone ${zone})::date as day, count(*)::int as n, count(distinct person)::int as people from s where left_at is not null group by 1, 2),
    f as (select group_id, (first_at at time zone ${zone})::date as day, count(*)::int as n
      from (select group_id, person, min(joined_at) as first_at from s group by 1, 2) one group by 1, 2),
    r as (select group_id, ((joined_at + interval '7 days') at time zone ${zone})::date as day, count(*)::int as n
      from s where inviter_member_id is not null and (left_at is null or left_at >= joined_at + interval '7 days') group by 1, 2),
    now as (
      select d.group_id, d.day, coalesce(j.n, 0) as joined, coalesce(j.by_entry, 0) as entry_joins, coalesce(l.n, 0) as left_seats, coalesce(l.people, 0) as left_people,
        coalesce(f.n, 0) as first_joins, coalesce(r.n, 0) as referred,
        (sum(coalesce(j.n, 0) - coalesce(l.n, 0)) over (partition by d.group_id order by d.day))::int as members_end
      from group_days d left join j using (group_id, day) left join l using (group_id, day) left join f using (group_id, day) left join r using (group_id, day)
      where d.brand_id = ${brandId} and d.group_id = any(${groupIds}::uuid[])),
    written as (
      update group_days d set joined = n.joined, entry_joins = n.entry_joins, left_seats = n.left_seats, left_people = n.left_people, first_joins = n.first_joins,
        referred = n.referred, members_end = n.members_end, members_start = n.members_end - n.joined + n.left_seats
      from now n
      where d.brand_id = ${brandId} and d.group_id = n.group_id and d.day = n.day
        and (d.joined, d.entry_joins, d.left_seats, d.left_people, d.first_joins, d.referred, d.members_end, d.members_start)
          is distinct from (n.joined, n.entry_joins, n.left_seats, n.left_people, n.first_joins, n.referred, n.members_end, n.members_end - n.joined + n.left_seats)
      returning d.group_id, d.day)
    select group_id, min(day) as day from written group by 1`.execute(db);
  return rows;
}

/** The first day anything is known of each group: its opening, its first row, seat, order or cost. */
export async function findFirstDays(
  db: Db,
  brandId: number,
  zone: string,
  groupIds: readonly string[],
): Promise<{ groupId: string; day: string }[]> {
  const { rows } = await sql<{ groupId: string; day: string }>`
    select g.id as group_id, least((coalesce(g.opened_at, g.created_at) at time zone ${zone})::date,
      (select min(day) from group_days where brand_id = ${brandId} and group_id = g.id),
      (select (min(joined_at) at time zone ${zone})::date from seats where brand_id = ${brandId} and group_id = g.id and kind = 'member'),
      (select (min(paid_at) at time zone ${zone})::date from orders where brand_id = ${brandId} and group_id = g.id),
      (select min(day) from costs where brand_id = ${brandId} and group_id = g.id)) as day
    from groups g where g.brand_id = ${brandId} and g.id = any(${groupIds}::uuid[])`.execute(db);
  return rows;
}

export async function listDayPlaces(db: Db, brandId: number, groupIds: readonly string[]): Promise<{ groupId: string; day: string }[]> {
  const { rows } = await sql<{ groupId: string; day: string }>`
    select group_id, day from group_days where brand_id = ${brandId} and group_id = any(${groupIds}::uuid[]) order by 1, 2`.execute(db);
  return rows;
}

/** A closed group goes on having days until the longest window holds nothing of it. */
const CLOSED_DAYS = 32;

/** Groups that live and have no row for today yet, some at a time. */
export async function listUnturned(db: Db, brandId: number, today: string, limit: number): Promise<{ groupId: string; first: string }[]> {
  const { rows } = await sql<{ groupId: string; first: string }>`
    select s.group_id, s.turned_on as first
    from group_states s join groups g on g.brand_id = s.brand_id and g.id = s.group_id
    where s.brand_id = ${brandId} and s.turned_on < ${today}
      and (g.status = 'active' or g.member_count > 0 or g.closed_at > ${today}::date - ${CLOSED_DAYS}::int)
    order by s.turned_on, s.group_id limit ${limit}`.execute(db);
  return rows;
}
