import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../server/db.ts";
import { noSums, type SumName, type Sums } from "./metrics.rules.ts";
import { peopleQueries } from "./people.store.ts";
import { dayRows, unitRows } from "./unit-sums.store.ts";
import type { UnitSales } from "./unit-sales.store.ts";
import type { WindowDays } from "./window.rules.ts";

/** A set of groups to be measured, as SQL: always within what the acting person sees. */
export interface MeasuredScope {
  /** A query of (id, org_id, status, seen, talk): groups that have begun, and what their platforms tell. */
  groups: RawBuilder<unknown>;
  /** A predicate over costs under alias c that belong to no group but to the scope itself. */
  otherCosts: RawBuilder<boolean>;
  /** True where every order of the brand belongs to it, credited or not. */
  isWhole: boolean;
  /** The org unit whose children it is compared by; null where it is not an org unit's. */
  orgId: string | null;
  /** The unit whose whole subtree it is, so that what is kept of the unit is the scope's; null where it is less, or no unit's. */
  unitId: string | null;
  /** The same unit where what its days come to is kept; null where the groups are to be read. */
  keptUnitId: string | null;
  /** Of which scope it is a part, where it is one. */
  partOf?: MeasuredScope;
}

/** Sums of one day or window, of one part of the scope where it was asked for by parts. */
export interface DatedSums extends Sums {
  day: string;
  part: string | null;
}

/** Splits a scope: a query's column of the group's part, with what must be joined for it. */
export interface Split {
  join: RawBuilder<unknown>;
  part: RawBuilder<unknown>;
}

const whole: Split = { join: sql``, part: sql`null::uuid` };

/** By the child units of an org unit; groups right under it stand under itself. */
export function byChildOf(brandId: number, orgId: string): Split {
  return {
    join: sql`left join lateral (select c.ancestor_id as id from org_closure c join org_units u on u.brand_id = ${brandId} and u.id = c.ancestor_id
      where c.brand_id = ${brandId} and c.descendant_id = g.org_id and u.parent_id = ${orgId}::uuid) child on true`,
    part: sql`child.id`,
  };
}

const seen = (expression: RawBuilder<unknown>) => sql`coalesce(sum(${expression}) filter (where g.seen), 0)`;
const talk = (expression: RawBuilder<unknown>) => sql`coalesce(sum(${expression}) filter (where g.talk), 0)`;
const all = (expression: RawBuilder<unknown>) => sql`coalesce(sum(${expression}), 0)`;

const groupCounts = sql`count(*)::int as groups, (count(*) filter (where g.seen))::int as seen_groups, (count(*) filter (where g.talk))::int as talk_groups`;
/** The same over rows of units. */
const unitGroupCounts = sql`sum(r.groups)::int as groups, coalesce(sum(r.groups) filter (where g.seen), 0)::int as seen_groups, coalesce(sum(r.groups) filter (where g.talk), 0)::int as talk_groups`;

interface Additive {
  name: string;
  sum: RawBuilder<unknown>;
}
const as = (name: string, sum: RawBuilder<unknown>): Additive => ({ name, sum });

/** Every sum over rows r of days or windows, of the groups that tell it. */
export const sumColumns: Record<SumName, Additive> = {
  joined: as("joined", seen(sql`r.joined`)),
  entryJoins: as("entry_joins", seen(sql`r.entry_joins`)),
  exposures: as("exposures", seen(sql`r.exposures`)),
  leftPeople: as("left_people", seen(sql`r.left_people`)),
  referred: as("referred", seen(sql`r.referred`)),
  membersStart: as("members_start", seen(sql`r.members_start`)),
  membersEnd: as("members_end", seen(sql`r.members_end`)),
  memberDays: as("member_days", seen(sql`r.member_days`)),
  talkMemberDays: as("talk_member_days", talk(sql`r.member_days`)),
  activeDays: as("active_days", talk(sql`r.active_days`)),
  messages: as("messages", talk(sql`r.messages`)),
  validMessages: as("valid_messages", talk(sql`r.valid_messages`)),
  retained: as("retained", seen(sql`r.retained`)),
  everJoined: as("ever_joined", seen(sql`r.ever_joined`)),
  present: as("present", seen(sql`r.present`)),
  converted: as("converted", seen(sql`r.converted`)),
  paidFen: as("paid_fen", all(sql`r.paid_fen`)),
  refundedFen: as("refunded_fen", all(sql`r.refunded_fen`)),
  anonymousPaidFen: as("anonymous_paid_fen", all(sql`r.anonymous_paid_fen`)),
  anonymousRefundedFen: as("anonymous_refunded_fen", all(sql`r.anonymous_refunded_fen`)),
  costFen: as("cost_fen", all(sql`r.cost_fen`)),
  buyers: as("buyers", all(sql`r.buyers`)),
  seenNetFen: as("seen_net_fen", seen(sql`r.paid_fen - r.refunded_fen`)),
};
export const allSums = Object.keys(sumColumns) as SumName[];

/** The asked sums as columns. */
function sumsAs(names: readonly SumName[] = allSums, counts = groupCounts): RawBuilder<unknown> {
  const columns = [...new Set(names)].map((name) => sql`${sumColumns[name].sum} as ${sql.ref(sumColumns[name].name)}`);
  return sql`${counts}, ${sql.join(columns)}`;
}

export type Raw = { [K in keyof Sums]?: number | string } & { day: string; part: string | null };

/** Sums of numeric come as text; all of them are integers within 2^53. */
export function toSums({ day: _day, part: _part, ...row }: Raw, days: number): Sums {
  const sums = Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number(value)]));
  return { ...noSums, ...sums, days };
}

const toDatedSums = (row: Raw, days: number): DatedSums => ({ ...toSums(row, days), day: row.day, part: row.part });

/** One-day sums of each day, from the days' rollups; `unsettled` tells days of which people are not settled. */
export async function listDaySums(
  db: Db,
  brandId: number,
  scope: MeasuredScope,
  from: string,
  to: string,
  only?: readonly SumName[],
): Promise<{ sums: DatedSums[]; unsettled: number }> {
  const { rows } = await (
    scope.keptUnitId
      ? sql<Raw & { unsettled: number }>`
    select r.day, null::uuid as part, ${sumsAs(only, unitGroupCounts)}, sum(r.unsettled)::int as unsettled
    from ${unitRows(brandId, scope.keptUnitId, 1, from, to)} group by 1 order by 1`
      : sql<Raw & { unsettled: number }>`
    with scope as materialized (${scope.groups})
    select r.day, null::uuid as part, ${sumsAs(only)}, (count(*) filter (where r.present is null))::int as unsettled
    from scope g join ${dayRows} r on r.brand_id = ${brandId} and r.group_id = g.id and r.day between ${from} and ${to}
    group by 1 order by 1`
  ).execute(db);
  return {
    sums: rows.map(({ unsettled: _unsettled, ...row }) => toDatedSums(row, 1)),
    unsettled: rows.reduce((sum, row) => sum + row.unsettled, 0),
  };
}

/** Sums of the windows of `days` days that end on each day from `from` to `to`. */
export async function listWindowSums(
  db: Db,
  brandId: number,
  scope: MeasuredScope,
  days: WindowDays,
  from: string,
  to: string,
  split: Split = whole,
  only?: readonly SumName[],
): Promise<DatedSums[]> {
  if (scope.keptUnitId && split === whole) {
    const kept = await sql<Raw>`
      select r.day, null::uuid as part, ${sumsAs(only, unitGroupCounts)} from ${unitRows(brandId, scope.keptUnitId, days, from, to)} group by 1 order by 1`.execute(
      db,
    );
    return kept.rows.map((row) => toDatedSums(row, days));
  }
  const { rows } = await sql<Raw>`
    with scope as materialized (${scope.groups})
    select r.day, ${split.part} as part, ${sumsAs(only)}
    from scope g join group_windows r on r.brand_id = ${brandId} and r.days = ${days} and r.day between ${from} and ${to} and r.group_id = g.id ${split.join}
    group by 1, 2 order by 1, 2`.execute(db);
  return rows.map((row) => toDatedSums(row, days));
}

/** The sums of any period, people counted once each from the seats and orders themselves. */
export async function readLiveSums(
  db: Db,
  brandId: number,
  zone: string,
  scope: MeasuredScope,
  from: string,
  to: string,
  days: number,
): Promise<Sums | undefined> {
  const spans = sql`select g.id as group_id, ${to}::date as day, ${days}::int as days, (${from}::date::timestamp at time zone ${zone}) as start_at, ((${to}::date + 1)::timestamp at time zone ${zone}) as end_at from scope g`;
  const { rows } = await sql<Raw>`
    with scope as materialized (${scope.groups}), ${peopleQueries(brandId, spans)},
    sums as (
      select d.group_id, sum(d.joined) as joined, sum(d.entry_joins) as entry_joins, sum(d.exposures) as exposures, sum(d.referred) as referred,
        sum(d.members_start) filter (where d.day = ${from}) as members_start, sum(d.members_end) filter (where d.day = ${to}) as members_end, sum(d.members_start + d.joined) as member_days,
        sum(d.active) as active_days, sum(d.messages) as messages, sum(d.valid_messages) as valid_messages, sum(d.paid_fen) as paid_fen, sum(d.refunded_fen) as refunded_fen,
        sum(d.anonymous_paid_fen) as anonymous_paid_fen, sum(d.anonymous_refunded_fen) as anonymous_refunded_fen, sum(d.cost_fen) as cost_fen
      from scope g join group_days d on d.brand_id = ${brandId} and d.group_id = g.id and d.day between ${from} and ${to} group by 1),
    ever as (
      select d.group_id, sum(d.first_joins) as ever_joined from scope g join group_days d on d.brand_id = ${brandId} and d.group_id = g.id and d.day <= ${to}
      where exists (select 1 from group_days l where l.brand_id = ${brandId} and l.group_id = g.id and l.day = ${to}) group by 1),
    r as (
      select s.*, c.present, c.left_people, c.retained, b.buyers, b.converted, e.ever_joined
      from sums s left join seat_counts c using (group_id) left join sale_counts b using (group_id) left join ever e using (group_id))
    select ${to}::date as day, null::uuid as part, ${sumsAs()}
    from scope g join r on r.group_id = g.id`.execute(db);
  const row = rows[0];
  return row ? toSums(row, days) : undefined;
}

/** Costs of the scope that belong to none of its groups, by day. */
export async function listOtherCosts(
  db: Db,
  brandId: number,
  scope: MeasuredScope,
  from: string,
  to: string,
): Promise<Map<string, number>> {
  const { rows } = await sql<{ day: string; fen: number }>`
    select c.day, sum(c.fen)::bigint as fen from costs c where c.brand_id = ${brandId} and c.day between ${from} and ${to} and c.group_id is null and ${scope.otherCosts} group by 1`.execute(
    db,
  );
  return new Map(rows.map((row) => [row.day, row.fen]));
}

const ordersIn = (brandId: number, zone: string, from: string, to: string) =>
  sql`o.brand_id = ${brandId} and o.paid_at >= (${from}::date::timestamp at time zone ${zone}) and o.paid_at < ((${to}::date + 1)::timestamp at time zone ${zone})`;

/** These columns of the orders of a scope's people, each order once by its id, which must be among them. */
function ofPeople(brandId: number, inPeriod: RawBuilder<unknown>, columns: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select ${columns} from scope g join orders o on o.group_id = g.id where ${inPeriod}
    union select ${columns} from scope g join seats s on s.brand_id = ${brandId} and s.group_id = g.id and s.kind = 'member'
      join orders o on o.member_id = s.member_id and s.joined_at <= o.paid_at and (s.left_at is null or s.left_at > o.paid_at) where ${inPeriod}`;
}

/** Orders of the scope's people, whatever group they are credited to: as a query of order rows under alias o. */
export function ordersOfPeople(brandId: number, zone: string, scope: MeasuredScope, from: string, to: string): RawBuilder<unknown> {
  const inPeriod = ordersIn(brandId, zone, from, to);
  if (scope.isWhole) return sql`select o.* from orders o where ${inPeriod}`;
  return sql`select o.* from orders o where ${inPeriod} and o.id in (${ofPeople(brandId, inPeriod, sql`o.id`)})`;
}

export async function readAllSales(
  db: Db,
  brandId: number,
  zone: string,
  scope: MeasuredScope,
  from: string,
  to: string,
): Promise<UnitSales> {
  const inPeriod = ordersIn(brandId, zone, from, to);
  // The sums lie beside the ids: nothing is looked up again for them.
  const orders = scope.isWhole
    ? sql`select o.paid_fen, o.refunded_fen from orders o where ${inPeriod}`
    : ofPeople(brandId, inPeriod, sql`o.id, o.paid_fen, o.refunded_fen`);
  const { rows } = await sql<UnitSales>`
    with scope as materialized (${scope.groups}) select count(*)::int as orders, coalesce(sum(o.paid_fen - o.refunded_fen), 0)::bigint as fen from (${orders}) o`.execute(
    db,
  );
  return rows[0] ?? { orders: 0, fen: 0 };
}

/** True where any group of the scope waits to be settled for a day up to `to`. */
export async function isUnsettled(db: Db, brandId: number, scope: MeasuredScope, to: string): Promise<boolean> {
  const { rows } = await sql`
    with scope as (${scope.groups}) select 1 from insight_dirty d where d.brand_id = ${brandId} and d.from_day <= ${to} and d.group_id in (select id from scope) limit 1`.execute(
    db,
  );
  return rows.length > 0;
}

/** The groups of a scope that do not wait to be settled for a day up to `to`, and those that do. */
export function splitByWaiting(brandId: number, scope: MeasuredScope, to: string): { settled: MeasuredScope; waiting: MeasuredScope } {
  const waits = sql`(select d.group_id from insight_dirty d where d.brand_id = ${brandId} and d.from_day <= ${to})`;
  const where = (condition: RawBuilder<unknown>) => ({
    ...scope,
    partOf: scope,
    keptUnitId: null,
    groups: sql`select s.* from (${scope.groups}) s where ${condition}`,
  });
  return { settled: where(sql`s.id not in ${waits}`), waiting: where(sql`s.id in ${waits}`) };
}

/** How many groups a scope has, and how many of them tell. */
export async function countScope(db: Db, scope: MeasuredScope): Promise<Sums> {
  const { rows } = await sql<
    Pick<Sums, "groups" | "seenGroups" | "talkGroups">
  >`with g as (${scope.groups}) select ${groupCounts} from g`.execute(db);
  return { ...noSums, ...rows[0] };
}

export async function listGroupsOf(db: Db, scope: MeasuredScope): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`with scope as (${scope.groups}) select id from scope`.execute(db);
  return rows.map((row) => row.id);
}
