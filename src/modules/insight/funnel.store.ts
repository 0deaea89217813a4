import { type RawBuilder, sql } from "kysely";
import { addDays, localDay } from "../../lib/time.ts";
import type { Db } from "../../server/db.ts";
import { FunnelStep } from "./board.contract.ts";
import { type FunnelCounts, noCounts } from "./funnel.rules.ts";
import type { MeasuredScope } from "./measure.store.ts";
import { everybody, mergedQuery } from "./people.store.ts";
import { changes, dayNo, dayOfNo, leftAt, noOfDay, REACH_DAYS, spanOf } from "./stays.store.ts";
import { type WindowDays, windowDays } from "./window.rules.ts";
import { type DirtyGroup, marksOf, WINDOWS_KEPT_DAYS } from "./window.store.ts";

/** Said something within this many days of joining, the day itself included. */
export const ACTIVE_DAYS = 7;

/** People who joined groups of the scope from a local day on, and how far each had come by the end of each of some days. */
interface Newcomers {
  /**
   * To stand after `with`: `scope`, `bounds` (last_day, start_at, end_at; of the slice slice_start, slice_end, and first_said, last_said:
   * the days on which speaking counts), `merged`, and `came` (last_day, group_id, person, joined_at, came_on, stayed), everybody once in a
   * group for each last day.
   */
  start: RawBuilder<unknown>;
  /** Of such a row of a slice of days: whether they had joined before the slice, so that they are no newcomers of it. */
  cameBefore: RawBuilder<boolean>;
  /** Of a row of `came` under alias c beside `bounds` under alias b: whether they spoke in time. */
  isActive: RawBuilder<boolean>;
  /** Of such a row that is active: the place of its last step in `steps`. */
  reach: RawBuilder<number>;
}

/** Who joined: the days from which on, those by whose ends their steps are told, and where only who joined in a slice of them is meant, that. */
interface Joining {
  from: string;
  lastDays: readonly string[];
  slice?: { from: string; to: string };
}

/** Each step is looked up only for who made the one before, which few do: nobody's orders are read who never spoke. */
function newcomersOf(
  brandId: number,
  zone: string,
  scope: MeasuredScope,
  { from, lastDays, slice }: Joining,
  source = everybody,
): Newcomers {
  const first = slice?.from ?? from;
  const to = slice ? sql`${slice.to}::date` : sql`u.day`;
  const startOf = (day: RawBuilder<unknown>) => sql`((${day})::timestamp at time zone ${zone})`;
  /** A row each by who they are now and by whom they turned out to be; a limit has it looked up, where "exists" may read all there is of all groups. */
  const isThere = (rowOf: (memberId: RawBuilder<unknown>) => RawBuilder<unknown>) => sql<boolean>`(
    (${rowOf(sql`c.person`)} limit 1) is not null
    or (select 1 from members m cross join lateral (${rowOf(sql`m.id`)} limit 1) r where m.brand_id = ${brandId} and m.canonical_id = c.person limit 1) is not null)`;
  const seated = (when: RawBuilder<boolean>) =>
    slice
      ? isThere(
          (memberId) =>
            sql`select 1 from seats x where x.brand_id = ${brandId} and x.member_id = ${memberId} and x.group_id = c.group_id and x.kind = 'member' and ${when}`,
        )
      : sql<boolean>`false`;
  const isIn = sql`(c.stayed or ${seated(sql`x.joined_at >= b.slice_end and x.joined_at < b.end_at and (x.left_at is null or x.left_at >= b.end_at)`)})`;
  const bought = isThere(
    (memberId) =>
      sql`select 1 from orders o where o.brand_id = ${brandId} and o.member_id = ${memberId} and o.group_id = c.group_id and o.paid_at < b.end_at and o.paid_fen > o.refunded_fen`,
  );
  const invited = isThere(
    (memberId) =>
      sql`select 1 from seats i where i.brand_id = ${brandId} and i.inviter_member_id = ${memberId} and i.group_id = c.group_id and i.joined_at < b.end_at`,
  );
  return {
    start: sql`
    scope as materialized (${scope.groups}),
    bounds as materialized (
      select u.day as last_day, ${startOf(sql`${from}::date`)} as start_at, ${startOf(sql`u.day + 1`)} as end_at,
        ${startOf(sql`${first}::date`)} as slice_start, ${startOf(sql`${to} + 1`)} as slice_end, ${first}::date as first_said, least(${to} + ${ACTIVE_DAYS - 1}::int, u.day) as last_said from unnest(${[...lastDays]}::date[]) u(day)),${mergedQuery(brandId)},${source.queries}
    came as materialized (
      select one.*, (joined_at at time zone ${zone})::date as came_on from (
        select b.last_day, s.group_id, coalesce(m.canonical_id, s.member_id) as person, min(s.joined_at) as joined_at, bool_or(s.left_at is null or s.left_at >= b.end_at) as stayed
        from bounds b cross join scope g join ${source.seats} s on s.brand_id = ${brandId} and s.group_id = g.id and s.kind = 'member' and s.joined_at >= b.slice_start and s.joined_at < b.slice_end
        left join merged m on m.id = s.member_id where g.seen group by 1, 2, 3) one)`,
    cameBefore: seated(sql`x.joined_at >= b.start_at and x.joined_at < b.slice_start`),
    isActive: isThere(
      (memberId) =>
        sql`select 1 from group_speakers t where t.brand_id = ${brandId} and t.group_id = c.group_id and t.day between c.came_on and least(c.came_on + ${ACTIVE_DAYS - 1}::int, b.last_day)
          and t.member_id = ${memberId} and t.valid_messages > 0`,
    ),
    reach: sql`case when not ${isIn} then 1 when not ${bought} then 2 when not ${invited} then 3 else 4 end`,
  };
}

/** In the order in which people make them; each counts only those of the one before. */
export const steps = FunnelStep.exclude(["exposed"]).options;

/** Of whole groups all who spoke are read at once. */
const activeByGroup = (brandId: number) => sql`
    said as (
      select b.last_day, t.group_id, coalesce(m.canonical_id, t.member_id) as person, t.day
      from bounds b cross join scope g join group_speakers t on t.brand_id = ${brandId} and t.group_id = g.id and t.day between b.first_said and b.last_said and t.valid_messages > 0
      left join merged m on m.id = t.member_id where g.seen),
    active as materialized (
      select c.* from came c where exists (
        select 1 from said t where t.last_day = c.last_day and t.group_id = c.group_id and t.person = c.person and t.day - c.came_on between 0 and ${ACTIVE_DAYS - 1}::int)),`;

/** How many who came from a day on stood at each step of the funnel at the end of each of the last days, in their order. */
export async function countFunnels(
  db: Db,
  brandId: number,
  zone: string,
  scope: MeasuredScope,
  from: string,
  lastDays: readonly string[],
  source = everybody,
): Promise<FunnelCounts[]> {
  const { start, isActive, reach } = newcomersOf(brandId, zone, scope, { from, lastDays }, source);
  const columns = steps.slice(1).map((step, at) => sql`(count(*) filter (where reach > ${sql.lit(at)}))::int as ${sql.ref(step)}`);
  const { rows } = await sql<FunnelCounts>`
    with ${start},
    ${source === everybody ? activeByGroup(brandId) : sql`active as materialized (select c.* from came c join bounds b using (last_day) where ${isActive}),`}
    reached as materialized (select last_day, ${reach} as reach from active c join bounds b using (last_day))
    select (select count(*)::int from came where last_day = b.last_day) as acquired, r.*
    from bounds b cross join lateral (select ${sql.join(columns)} from reached where last_day = b.last_day) r
    order by array_position(${[...lastDays]}::date[], b.last_day)`.execute(db);
  return rows;
}

export async function countFunnel(
  db: Db,
  brandId: number,
  zone: string,
  scope: MeasuredScope,
  from: string,
  to: string,
): Promise<FunnelCounts> {
  return (await countFunnels(db, brandId, zone, scope, from, [to]))[0] ?? noCounts;
}

/** The same of 7 or 30 days, from what is kept; null where a group's is not. */
export async function readKeptFunnel(
  db: Db,
  brandId: number,
  scope: MeasuredScope,
  days: WindowDays,
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
  const [{ missing, ...counts } = { missing: 1, ...noCounts }] = rows;
  return missing === 0 ? counts : null;
}

/**
 * How many people of groups stand at each step of the windows of 7 and 30 days that end on each day of a row: the same as `countFunnel` counts
 * day by day, from when each begins and ceases to stand there. `marks` is a query of (group_id, first_day, last_day); makes `changes`.
 */
function reachQueries(brandId: number, zone: string, marks: RawBuilder<unknown>): RawBuilder<unknown> {
  const { reach, end, start } = spanOf(brandId, zone, marks, windowDays);
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
    from (select * from ${marksOf(groups)}) g cross join unnest(${[...windowDays]}::int[]) w(days)
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

export interface FunnelPage {
  step: Exclude<FunnelStep, "exposed">;
  /** Those of the step before who did not go on. */
  stopped: boolean;
  after: { joinedAt: string; groupId: string; memberId: string } | null;
  limit: number;
  /** How many there are: whoever has them all looks no further. */
  total: number;
}

/** Newcomers are looked at day by day from the last on, in slices that double. */
const FIRST_SLICE_DAYS = 3;

function* slicesBack(period: { from: string; to: string }): Generator<{ from: string; to: string }> {
  let to = period.to;
  for (let days = FIRST_SLICE_DAYS; to >= period.from; days *= 2) {
    const from = addDays(to, 1 - days);
    yield { from: from < period.from ? period.from : from, to };
    to = addDays(from, -1);
  }
}

/** The people of a step, the newest first; each is looked at only until the page is full. */
export async function listFunnelPeople(
  db: Db,
  brandId: number,
  zone: string,
  scope: MeasuredScope,
  period: { from: string; to: string },
  page: FunnelPage,
): Promise<FunnelPerson[]> {
  const found: FunnelPerson[] = [];
  const enough = Math.min(page.limit, page.total);
  const last = page.after ? localDay(Date.parse(page.after.joinedAt), zone) : period.to;
  for (const slice of slicesBack({ from: period.from, to: last })) {
    if (found.length >= enough) break;
    const rest = { ...page, limit: page.limit - found.length };
    found.push(...(await listOfSlice(db, brandId, zone, scope, { from: period.from, lastDays: [period.to], slice }, rest)));
  }
  return found;
}

async function listOfSlice(
  db: Db,
  brandId: number,
  zone: string,
  scope: MeasuredScope,
  joining: Joining,
  page: FunnelPage,
): Promise<FunnelPerson[]> {
  const { start, isActive, reach, cameBefore } = newcomersOf(brandId, zone, scope, joining);
  const at = steps.indexOf(page.step);
  // Few speak: they are looked for first, but where just those are asked who did not, and those who came at all.
  const isOfActive = at > (page.stopped ? 1 : 0);
  const { after } = page;
  const behind = after
    ? sql`(c.joined_at, c.group_id, c.person) < (${after.joinedAt}::timestamptz, ${after.groupId}::uuid, ${after.memberId}::uuid)`
    : sql`true`;
  const { rows } = await sql<FunnelPerson>`
    with ${start},
    ${isOfActive ? activeByGroup(brandId) : sql``}
    newest as (select * from ${isOfActive ? sql`active` : sql`came`} c where ${behind} order by joined_at desc, group_id desc, person desc),
    found as (
      select c.group_id, c.person, c.joined_at from newest c cross join bounds b
      where ${isOfActive ? reach : sql`case when ${isActive} then 1 else 0 end`} ${page.stopped ? sql`= ${sql.lit(at - 1)}` : sql`>= ${sql.lit(at)}`} and not ${cameBefore}
      order by c.joined_at desc, c.group_id desc, c.person desc limit ${page.limit})
    select f.group_id, g.name as group_name, f.person as member_id, m.nickname as member_name, f.joined_at
    from found f join groups g on g.brand_id = ${brandId} and g.id = f.group_id join members m on m.brand_id = ${brandId} and m.id = f.person
    order by f.joined_at desc, f.group_id desc, f.person desc`.execute(db);
  return rows;
}
