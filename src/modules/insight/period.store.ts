import { sql } from "kysely";
import { daysBetween } from "../../lib/time.ts";
import type { Db } from "../../server/db.ts";
import { allSums, type MeasuredScope, type Raw, sumColumns, toSums } from "./measure.store.ts";
import { noSums, peopleSums, type SumName, type Sums } from "./metrics.rules.ts";
import { dayRows, unitRows } from "./unit-sums.store.ts";
import { layOut } from "./window.rules.ts";
import { summed } from "./window.store.ts";

/** What of windows is the sum of their days. */
const columns = sql.join([...summed, "member_days", "active_days"].map((name) => sql.ref(name)));

/** All that the days of a period come to, people apart. */
const periodSums = allSums.filter((name) => !(peopleSums as readonly SumName[]).includes(name));

/**
 * The sums of any period but for people, who are not counted by days: laid out in windows, the days themselves where there is none, or
 * where the group waits for it to be settled. Only the sums of `only`; the others are nought.
 */
export async function readPeriodSums(
  db: Db,
  brandId: number,
  scope: MeasuredScope,
  period: { from: string; to: string },
  today: string,
  only: readonly SumName[] = periodSums,
): Promise<Sums> {
  if (scope.keptUnitId) return readUnitPeriod(db, brandId, { ...scope, keptUnitId: scope.keptUnitId }, period, only);
  const parts = layOut(period, today);
  const membersAt = (which: "start" | "end", day: string) =>
    sql`(select sum(${sql.ref(`d.members_${which}`)}) from scope g join group_days d on d.brand_id = ${brandId} and d.group_id = g.id and d.day = ${day} where g.seen) as ${sql.ref(`members_${which}`)}`;
  const column = (name: SumName) => {
    if (name === "membersStart") return membersAt("start", period.from);
    if (name === "membersEnd") return membersAt("end", period.to);
    return sql`${sumColumns[name].sum} as ${sql.ref(sumColumns[name].name)}`;
  };
  const { rows } = await sql<Raw>`
    with scope as materialized (${scope.groups}),
    parts as materialized (select * from unnest(${parts.map((one) => one.from)}::date[], ${parts.map((one) => one.to)}::date[], ${parts.map((one) => one.days)}::int[]) p(first, last, days)),
    laid as materialized (
      select s.id, s.seen, s.talk, p.first, p.last, w.group_id is not null as is_kept, ${columns}
      from parts p cross join scope s left join insight_dirty d on d.brand_id = ${brandId} and d.group_id = s.id and d.from_day <= p.last
        left join group_windows w on d.group_id is null and w.brand_id = ${brandId} and w.days = p.days and w.day = p.last and w.group_id = s.id
      where p.days > 0),
    loose as (
      select id, seen, talk, first, last from laid where not is_kept
      union all select s.id, s.seen, s.talk, p.first, p.last from parts p cross join scope s where p.days = 0),
    r as (
      select id, seen, talk, ${columns} from laid where is_kept
      union all select l.id, l.seen, l.talk, d.* from loose l cross join lateral (
        select ${columns} from ${dayRows} d where d.brand_id = ${brandId} and d.group_id = l.id and d.day between l.first and l.last) d)
    select ${period.to}::date as day, null::uuid as part, count(distinct g.id)::int as groups, (count(distinct g.id) filter (where g.seen))::int as seen_groups,
      (count(distinct g.id) filter (where g.talk))::int as talk_groups, ${sql.join(only.map(column))}
    from r g cross join lateral (select g.*) r`.execute(db);
  const row = rows[0];
  return row ? toSums(row, daysBetween(period.from, period.to) + 1) : noSums;
}

/** The same of a unit, whose days are added up; only how many groups had any day is looked up group by group, where all is asked for. */
async function readUnitPeriod(
  db: Db,
  brandId: number,
  scope: MeasuredScope & { keptUnitId: string },
  { from, to }: { from: string; to: string },
  only: readonly SumName[],
): Promise<Sums> {
  const at = (name: SumName) => {
    const day = name === "membersStart" ? from : name === "membersEnd" ? to : null;
    const { sum, name: column } = sumColumns[name];
    return day === null
      ? sql`${sum} as ${sql.ref(column)}`
      : sql`coalesce(sum(${sql.ref(`r.${column}`)}) filter (where g.seen and r.day = ${day}), 0) as ${sql.ref(column)}`;
  };
  const sums = sql<Raw>`select ${to}::date as day, null::uuid as part, ${sql.join(only.map(at))} from ${unitRows(brandId, scope.keptUnitId, 1, from, to)}`;
  const [{ rows }, groups] = await Promise.all([sums.execute(db), only === periodSums ? countGroups(db, brandId, scope, from, to) : null]);
  const [row] = rows;
  return row ? { ...toSums(row, daysBetween(from, to) + 1), ...groups } : noSums;
}

/** Most have the last day, which lies beside the other groups' in an index; the others are looked at one by one. */
async function countGroups(
  db: Db,
  brandId: number,
  scope: MeasuredScope,
  from: string,
  to: string,
): Promise<Pick<Sums, "groups" | "seenGroups" | "talkGroups"> | undefined> {
  const { rows } = await sql<Pick<Sums, "groups" | "seenGroups" | "talkGroups">>`
    with scope as materialized (${scope.groups})
    select count(*)::int as groups, (count(*) filter (where g.seen))::int as seen_groups, (count(*) filter (where g.talk))::int as talk_groups
    from scope g left join group_days l on l.brand_id = ${brandId} and l.group_id = g.id and l.day = ${to}
    where l.day is not null or (select 1 from group_days d where d.brand_id = ${brandId} and d.group_id = g.id and d.day between ${from} and ${to} limit 1) is not null`.execute(
    db,
  );
  return rows[0];
}
