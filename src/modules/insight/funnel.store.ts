import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { FunnelStep } from "./board.contract.ts";
import type { MeasuredScope } from "./measure.store.ts";

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
 * `steps` (group_id, person, joined_at, activated, retained, paid, referred): people who joined in the period, once each in a group, and how
 * far each has come by its end. Each step counts only those of the step before.
 */
function stepQueries(brandId: number, zone: string, scope: MeasuredScope, from: string, to: string): RawBuilder<unknown> {
  const [begin, end] = [sql`(${from}::date::timestamp at time zone ${zone})`, sql`((${to}::date + 1)::timestamp at time zone ${zone})`];
  return sql`
    scope as materialized (${scope.groups}),
    joiners as materialized (
      select s.group_id, coalesce(m.canonical_id, s.member_id) as person, min(s.joined_at) as joined_at, bool_or(s.left_at is null or s.left_at >= ${end}) as is_in
      from scope g join seats s on s.brand_id = ${brandId} and s.group_id = g.id and s.kind = 'member' and s.joined_at >= ${begin} and s.joined_at < ${end}
      join members m on m.brand_id = ${brandId} and m.id = s.member_id where g.seen group by 1, 2),
    spoke as materialized (
      select distinct j.group_id, j.person from joiners j
      join group_speakers t on t.brand_id = ${brandId} and t.group_id = j.group_id and t.member_id = j.person and t.valid_messages > 0
        and t.day between (j.joined_at at time zone ${zone})::date and (j.joined_at at time zone ${zone})::date + ${ACTIVE_DAYS - 1}::int
        and t.day between ${from}::date and ${to}::date + ${ACTIVE_DAYS - 1}::int),
    buyers as materialized (
      select distinct o.group_id, coalesce(m.canonical_id, o.member_id) as person
      from scope g join orders o on o.brand_id = ${brandId} and o.group_id = g.id and o.paid_fen > o.refunded_fen and o.paid_at < ${end} join members m on m.brand_id = ${brandId} and m.id = o.member_id),
    inviters as materialized (
      select distinct i.group_id, coalesce(m.canonical_id, i.inviter_member_id) as person
      from scope g join seats i on i.brand_id = ${brandId} and i.group_id = g.id and i.inviter_member_id is not null and i.joined_at < ${end} join members m on m.brand_id = ${brandId} and m.id = i.inviter_member_id),
    steps as materialized (
      select j.group_id, j.person, j.joined_at, s.person is not null as activated, s.person is not null and j.is_in as retained,
        s.person is not null and j.is_in and b.person is not null as paid, s.person is not null and j.is_in and b.person is not null and i.person is not null as referred
      from joiners j left join spoke s using (group_id, person) left join buyers b using (group_id, person) left join inviters i using (group_id, person))`;
}

export async function countFunnel(
  db: Db,
  brandId: number,
  zone: string,
  scope: MeasuredScope,
  from: string,
  to: string,
): Promise<FunnelCounts> {
  const { rows } = await sql<FunnelCounts>`
    with ${stepQueries(brandId, zone, scope, from, to)}
    select count(*)::int as acquired, (count(*) filter (where activated))::int as activated, (count(*) filter (where retained))::int as retained,
      (count(*) filter (where paid))::int as paid, (count(*) filter (where referred))::int as referred from steps`.execute(db);
  return rows[0] ?? { acquired: 0, activated: 0, retained: 0, paid: 0, referred: 0 };
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
    with ${stepQueries(brandId, zone, scope, period.from, period.to)}, found as materialized (select s.* from steps s where ${where})
    select f.group_id, g.name as group_name, f.person as member_id, m.nickname as member_name, f.joined_at, (select count(*)::int from found) as total
    from found f join groups g on g.brand_id = ${brandId} and g.id = f.group_id join members m on m.brand_id = ${brandId} and m.id = f.person
    where ${after} order by f.joined_at desc, f.group_id::text || f.person::text desc limit ${page.limit}`.execute(db);
  return { rows, total: rows[0]?.total ?? 0 };
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
): Promise<CohortRow[]> {
  const { rows } = await sql<CohortRow>`
    with scope as materialized (${scope.groups}),
    firsts as materialized (
      select s.group_id, coalesce(m.canonical_id, s.member_id) as person, min(s.joined_at) as first_at, array_agg(s.joined_at) as joins, array_agg(coalesce(s.left_at, 'infinity')) as leaves
      from scope g join seats s on s.brand_id = ${brandId} and s.group_id = g.id and s.kind = 'member' join members m on m.brand_id = ${brandId} and m.id = s.member_id where g.seen group by 1, 2
      having min(s.joined_at) >= (${firstWeek}::date::timestamp at time zone ${zone})),
    people as (select date_trunc('week', first_at at time zone ${zone})::date as week, joins, leaves from firsts),
    ends as (select n, n * 7 as days from generate_series(1, ${weeks}::int) n),
    counts as (
      select p.week, e.n, count(*)::int as people, (count(*) filter (where exists (
        select 1 from unnest(p.joins, p.leaves) t(j, l) where t.j < ((p.week + e.days)::timestamp at time zone ${zone}) and t.l >= ((p.week + e.days)::timestamp at time zone ${zone}))))::int as kept
      from people p cross join ends e group by 1, 2)
    select week, max(people) as people, array_agg(kept order by n) as kept from counts group by 1 order by 1`.execute(db);
  return rows;
}
