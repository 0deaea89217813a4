import { sql } from "kysely";
import { daysBetween } from "../../lib/time.ts";
import type { Db } from "../../server/db.ts";
import { allSums, dayRows, type MeasuredScope, type Raw, sumColumns, toSums } from "./measure.store.ts";
import { noSums, peopleSums, type SumName, type Sums } from "./metrics.rules.ts";
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
