import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { MeasuredScope } from "./measure.store.ts";

interface Said {
  messages: number;
  writers: number;
}

export interface TalkRows {
  whole: (Said & { groups: number })[];
  months: (Said & { month: string })[];
  groups: (Said & { id: string; name: string })[];
}

/** What was said in the groups of a scope between two days, whole, by month and by group. */
export async function readTalkMonths(
  db: Db,
  brandId: number,
  scope: MeasuredScope,
  span: { from: string | undefined; to: string | undefined },
  most: { months: number; groups: number },
): Promise<TalkRows> {
  const said = sql`scope as materialized (${scope.groups}),
    said as materialized (select s.group_id, s.day, s.member_id, s.messages from scope g join group_speakers s on s.brand_id = ${brandId} and s.group_id = g.id
      where (${span.from}::date is null or s.day >= ${span.from}::date) and (${span.to}::date is null or s.day <= ${span.to}::date))`;
  const sums = sql`coalesce(sum(messages), 0)::int as messages, count(distinct member_id)::int as writers`;
  const { rows: whole } = await sql<TalkRows["whole"][number]>`
    with ${said} select ${sums}, count(distinct group_id)::int as groups from said`.execute(db);
  const { rows: months } = await sql<TalkRows["months"][number]>`
    with ${said} select date_trunc('month', day)::date as month, ${sums} from said group by 1 order by 1 desc limit ${most.months}`.execute(
    db,
  );
  const { rows: groups } = await sql<TalkRows["groups"][number]>`
    with ${said}, by_group as (select group_id, ${sums} from said group by 1 order by messages desc, group_id limit ${most.groups})
    select g.id, g.name, b.messages, b.writers from by_group b join groups g on g.brand_id = ${brandId} and g.id = b.group_id order by b.messages desc, g.id`.execute(
    db,
  );
  return { whole, months, groups };
}
