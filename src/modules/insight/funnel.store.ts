import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { FunnelStep } from "./board.contract.ts";
import type { MeasuredScope } from "./measure.store.ts";
import { mergedQuery } from "./people.store.ts";
import { changes, dayNo, dayOfNo, leftAt, noOfDay, REACH_DAYS, spanOf } from "./stays.store.ts";
import { type DirtyGroup, marksOf, WINDOWS_KEPT_DAYS } from "./window.store.ts";

export interface FunnelCounts {
  acquired: number;
  activated: number;
  retained: number;
  paid: number;
  referred: number;
}

/** Said something within this many days of joining, the day itself included. */
const ACTIVE_DAYS = 7;

/**
 * `steps` (group_id, day, days, person, joined_at, activated, retained, paid, referred): people who joined in a span of days, once each in a group,
 * and how far each has come by its end. Each step counts only those of the step before. `spans` is a query of (group_id, day, days, start_at, end_at).
 */
function stepQueries(brandId: number, zone: string, spans: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    spans as materialized (${spans}),${mergedQuery(brandId)},
    places as materialized (select group_id, min(start_at) as start_at, max(end_at) as end_at, min(day - days + 1) as first_day, max(day) as last_day from spans group by 1),
    facts as (
      select s.group_id, s.member_id, s.joined_at, coalesce(s.left_at, 'infinity') as left_at, null::date as said_on, null::timestamptz as bought_at, null::timestamptz as invited_at
      from places p join seats s on s.brand_id = ${brandId} and s.group_id = p.group_id and s.kind = 'member' and s.joined_at >= p.start_at and s.joined_at < p.end_at
      union all select t.group_id, t.member_id, null, null, t.day, null, null
      from places p join group_speakers t on t.brand_id = ${brandId} and t.group_id = p.group_id and t.day between p.first_day and p.last_day where t.valid_messages > 0
      union all select o.group_id, o.member_id, null, null, null, o.paid_at, null
      from places p join orders o on o.brand_id = ${brandId} and o.group_id = p.group_id and o.paid_at < p.end_at where o.paid_fen > o.refunded_fen and o.member_id is not null
      union all select i.group_id, i.inviter_member_id, null, null, null, null, i.joined_at
      from places p join seats i on i.brand_id = ${brandId} and i.group_id = p.group_id and i.joined_at < p.end_at where i.inviter_member_id is not null),
    lives as materialized (
      select f.group_id, coalesce(m.canonical_id, f.member_id) as person, array_agg(f.joined_at) filter (where f.joined_at is not null) as joins, array_agg(f.left_at) filter (where f.joined_at is not null) as leaves,
        array_agg(f.said_on) filter (where f.said_on is not null) as said, min(f.bought_at) as bought_at, min(f.invited_at) as invited_at
      from facts f left join merged m on m.id = f.member_id group by 1, 2 having count(f.joined_at) > 0),
    steps as (
      select group_id, day, days, person, joined_at, activated, activated and is_in as retained, activated and is_in and bought as paid, activated and is_in and bought and invited as referred
      from (
        select p.group_id, p.day, p.days, l.person, j.joined_at, j.is_in, coalesce(l.bought_at < p.end_at, false) as bought, coalesce(l.invited_at < p.end_at, false) as invited,
          exists (select 1 from unnest(l.said) t(said_on) where t.said_on <= p.day and t.said_on - (j.joined_at at time zone ${zone})::date between 0 and ${ACTIVE_DAYS - 1}::int) as activated
        from spans p join lives l using (group_id)
        cross join lateral (select min(t.joined_at) as joined_at, bool_or(t.left_at >= p.end_at) as is_in from unnest(l.joins, l.leaves) t(joined_at, left_at) where t.joined_at >= p.start_at and t.joined_at < p.end_at) j
        where j.joined_at is not null offset 0) one)`;
}

const stepCounts = sql`count(*)::int as acquired, (count(*) filter (where s.activated))::int as activated, (count(*) filter (where s.retained))::int as retained,
  (count(*) filter (where s.paid))::int as paid, (count(*) filter (where s.referred))::int as referred`;

/** The scope's groups over one period. */
const wholePeriod = (zone: string, { from, to }: { from: string; to: string }) => sql`
  select g.id as group_id, ${to}::date as day, ${to}::date - ${from}::date + 1 as days, (${from}::date::timestamp at time zone ${zone}) as start_at, ((${to}::date + 1)::timestamp at time zone ${zone}) as end_at
  from scope g where g.seen`;

export async function countFunnel(
  db: Db,
  brandId: number,
  zone: string,
  scope: MeasuredScope,
  from: string,
  to: string,
): Promise<FunnelCounts> {
  const { rows } = await sql<FunnelCounts>`
    with scope as materialized (${scope.groups}), ${stepQueries(brandId, zone, wholePeriod(zone, { from, to }))} select ${stepCounts} from steps s`.execute(
    db,
  );
  return rows[0] ?? { acquired: 0, activated: 0, retained: 0, paid: 0, referred: 0 };
}

/** The same of 7 or 30 days, from what is kept; null where a group's is not. */
export async function readKeptFunnel(
  db: Db,
  brandId: number,
  scope: MeasuredScope,
  days: 7 | 30,
  to: string,
): Promise<FunnelCounts | null> {
  const { rows } = await sql<FunnelCounts & { missing: number }>`
    with scope as materialized (${scope.groups})
    select coalesce(sum(f.acquired), 0)::int as acquired, coalesce(sum(f.activated), 0)::int as activated, coalesce(sum(f.retained), 0)::int as retained, coalesce(sum(f.paid), 0)::int as paid,
      coalesce(sum(f.referred), 0)::int as referred, (count(*) filter (where f.group_id is null))::int as missing
    from scope g join group_days d on d.brand_id = ${brandId} and d.group_id = g.id and d.day = ${to}
    left join group_funnels f on f.brand_id = ${brandId} and f.days = ${days} and f.day = ${to} and f.group_id = g.id where g.seen`.execute(
    db,
  );
  const [{ missing, ...counts } = { missing: 1, acquired: 0, activated: 0, retained: 0, paid: 0, referred: 0 }] = rows;
  return missing === 0 ? counts : null;
}

/**
 * How many people of groups stand at each step of the windows of 7 and 30 days that end on each day of a row: the same as `stepQueries` counts
 * day by day, from when each begins and ceases to stand there. `marks` is a query of (group_id, first_day, last_day); makes `changes`.
 */
function reachQueries(brandId: number, zone: string, marks: RawBuilder<unknown>): RawBuilder<unknown> {
  const { reach, end, start } = spanOf(brandId, zone, marks, [7, 30]);
  return sql`${start},
    facts as (
      select s.group_id, s.member_id, ${dayNo(sql`s.joined_at`, zone)} as came, ${dayNo(leftAt, zone)} as gone, s.joined_at as at, null::int as said, null::int as bought, null::int as invited
      from marks k join seats s on s.brand_id = ${brandId} and s.group_id = k.group_id and s.kind = 'member' and s.joined_at >= ${reach} and s.joined_at < ${end}
      union all select t.group_id, t.member_id, null, null, null, ${noOfDay(sql`t.day`)}, null, null
      from marks k join group_speakers t on t.brand_id = ${brandId} and t.group_id = k.group_id and t.day between k.first_day - ${REACH_DAYS}::int and k.last_day where t.valid_messages > 0
      union all select o.group_id, o.member_id, null, null, null, null, ${dayNo(sql`o.paid_at`, zone)}, null
      from marks k join orders o on o.brand_id = ${brandId} and o.group_id = k.group_id and o.paid_at < ${end} where o.paid_fen > o.refunded_fen and o.member_id is not null
      union all select i.group_id, i.inviter_member_id, null, null, null, null, null, ${dayNo(sql`i.joined_at`, zone)}
      from marks k join seats i on i.brand_id = ${brandId} and i.group_id = k.group_id and i.joined_at < ${end} where i.inviter_member_id is not null),
    lives as materialized (
      select f.group_id, coalesce(m.canonical_id, f.member_id) as person, array_agg(came order by at) filter (where came is not null) as came, array_agg(gone order by at) filter (where came is not null) as gone,
        array_agg(said) filter (where said is not null) as said, min(bought) as bought, min(invited) as invited
      from facts f left join merged m on m.id = f.member_id group by 1, 2 having count(came) > 0),
    steps as materialized (
      select l.group_id, z.days, j.acquired, case when j.said is not null then j.acquired * int4range(j.said, null) end as activated, s.stay, l.bought, l.invited
      from lives l cross join sizes z
      cross join lateral (select range_agg(int4range(t.came, least(t.came + z.days, t.gone))) as stay from unnest(l.came, l.gone) t(came, gone)) s
      cross join lateral (
        select int4range(greatest(t.came, t.before + z.days), t.came + z.days) as acquired, (select min(d) from unnest(l.said) d where d between t.came and t.came + ${ACTIVE_DAYS - 1}::int) as said
        from (select came, lag(came) over (order by n) as before from unnest(l.came) with ordinality u(came, n)) t) j),
    active as (select * from steps where activated is not null),
    spells as (
      select group_id, days, 1 as what, acquired as r from steps
      union all select group_id, days, 2, activated from active
      union all select group_id, days, 3, unnest(stay * int4multirange(activated)) from active
      union all select group_id, days, 4, unnest(stay * int4multirange(activated * int4range(bought, null))) from active where bought is not null
      union all select group_id, days, 5, unnest(stay * int4multirange(activated * int4range(greatest(bought, invited), null))) from active where bought is not null and invited is not null),
    ${changes}`;
}

/** Writes how far the people came who joined in the 7 and 30 days that end on each day from a group's mark to `last`, and in those before them. */
export async function settleFunnels(db: Db, brandId: number, zone: string, last: string, groups: readonly DirtyGroup[]): Promise<void> {
  const marks = sql`
    select g.group_id, greatest(least(g.from_day, min(${last}::date - w.days) filter (where f.group_id is null)), ${last}::date - ${WINDOWS_KEPT_DAYS}::int, b.first) as first_day, ${last}::date as last_day
    from (select * from ${marksOf(groups)}) g cross join (values (7), (30)) w(days)
    left join group_funnels f on f.brand_id = ${brandId} and f.days = w.days and f.day = ${last}::date - w.days and f.group_id = g.group_id
    cross join lateral (select min(day) as first from group_days where brand_id = ${brandId} and group_id = g.group_id) b where b.first <= ${last}::date group by g.group_id, g.from_day, b.first`;
  await sql`
    with ${reachQueries(brandId, zone, marks)}
    insert into group_funnels as f (brand_id, days, day, group_id, acquired, activated, retained, paid, referred)
    select ${brandId}::int, days, ${dayOfNo(sql`no`)}, group_id, sum(a) over past, sum(b) over past, sum(c) over past, sum(d) over past, sum(e) over past
    from changes window past as (partition by group_id, days order by no)
    on conflict (brand_id, days, day, group_id) do update set acquired = excluded.acquired, activated = excluded.activated, retained = excluded.retained, paid = excluded.paid, referred = excluded.referred
    where (f.acquired, f.activated, f.retained, f.paid, f.referred) <> (excluded.acquired, excluded.activated, excluded.retained, excluded.paid, excluded.referred)`.execute(
    db,
  );
}

export interface FunnelPerson {
  groupId: string;
  groupName: string;
  memberId: string;
  memberName: string;
  joinedAt: string;
}

const reached: Record<Exclude<FunnelStep, "exposed">, RawBuilder<unknown>> = {
  acquired: sql`true`,
  activated: sql`s.activated`,
  retained: sql`s.retained`,
  paid: sql`s.paid`,
  referred: sql`s.referred`,
};
const before: Record<Exclude<FunnelStep, "exposed">, RawBuilder<unknown>> = {
  acquired: sql`true`,
  activated: sql`true`,
  retained: sql`s.activated`,
  paid: sql`s.retained`,
  referred: sql`s.paid`,
};

export interface FunnelPage {
  step: Exclude<FunnelStep, "exposed">;
  /** Those of the step before who did not go on. */
  stopped: boolean;
  after: { at: string; key: string } | null;
  limit: number;
}

export async function listFunnelPeople(
  db: Db,
  brandId: number,
  zone: string,
  scope: MeasuredScope,
  period: { from: string; to: string },
  page: FunnelPage,
): Promise<{ rows: FunnelPerson[]; total: number }> {
  const where = page.stopped ? sql`${before[page.step]} and not ${reached[page.step]}` : reached[page.step];
  const after = page.after
    ? sql`(f.joined_at, f.group_id::text || f.person::text) < (${page.after.at}::timestamptz, ${page.after.key})`
    : sql`true`;
  const { rows } = await sql<FunnelPerson & { total: number }>`
    with scope as materialized (${scope.groups}), ${stepQueries(brandId, zone, wholePeriod(zone, period))}, found as materialized (select s.* from steps s where ${where})
    select f.group_id, g.name as group_name, f.person as member_id, m.nickname as member_name, f.joined_at, (select count(*)::int from found) as total
    from found f join groups g on g.brand_id = ${brandId} and g.id = f.group_id join members m on m.brand_id = ${brandId} and m.id = f.person
    where ${after} order by f.joined_at desc, f.group_id::text || f.person::text desc limit ${page.limit}`.execute(db);
  return { rows, total: rows[0]?.total ?? 0 };
}
