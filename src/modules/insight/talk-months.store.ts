import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { MeasuredScope } from "./measure.store.ts";
import type { TalkSpan } from "./unit-talk.store.ts";

export type { TalkSpan } from "./unit-talk.store.ts";

interface Said {
  messages: number;
  writers: number;
}

/** What was said, and by how many, in all and by month, the newest first. */
export interface Talk extends Said {
  months: (Said & { month: string })[];
}

const saidIn = (brandId: number, scope: MeasuredScope, { from, to }: TalkSpan, where: RawBuilder<unknown> = sql`true`) => sql`
  scope as materialized (${scope.groups}),
  said as materialized (select s.day, s.member_id, s.messages from scope g join group_speakers s on s.brand_id = ${brandId} and s.group_id = g.id and s.day between ${from} and ${to}
    where s.messages > 0 and ${where})`;

/** What was said in the groups of a scope between two days, from the rows themselves. */
export async function readTalk(db: Db, brandId: number, scope: MeasuredScope, span: TalkSpan): Promise<Talk> {
  const { rows } = await sql<Said & { month: string | null }>`
    with ${saidIn(brandId, scope, span)},
    people as (select date_trunc('month', day)::date as month, member_id, sum(messages) as messages from said group by 1, 2)
    select month, sum(messages)::int as messages, count(distinct member_id)::int as writers from people group by grouping sets ((month), ()) order by month desc nulls first`.execute(
    db,
  );
  const [whole, ...months] = rows;
  return {
    messages: whole?.messages ?? 0,
    writers: whole?.writers ?? 0,
    months: months.map((row) => ({ month: row.month ?? span.from, messages: row.messages, writers: row.writers })),
  };
}

export interface RecentTalk {
  month: string;
  messages: number;
  numbers: number[];
}

/** What was said after a day: by month, with the numbers of those who wrote. */
export async function listTalkAfter(db: Db, brandId: number, scope: MeasuredScope, day: string, span: TalkSpan): Promise<RecentTalk[]> {
  const { rows } = await sql<RecentTalk>`
    with ${saidIn(brandId, scope, span, sql`s.day > ${day}`)},
    people as (select date_trunc('month', day)::date as month, member_id, sum(messages)::int as messages from said group by 1, 2)
    select p.month, sum(p.messages)::int as messages, array_agg(m.member_no) as numbers from people p join members m on m.brand_id = ${brandId} and m.id = p.member_id group by 1`.execute(
    db,
  );
  return rows;
}

/** The groups of a scope in which most was said between two days, and in how many anything was. */
export async function readTalkOfGroups(
  db: Db,
  brandId: number,
  scope: MeasuredScope,
  { from, to }: TalkSpan,
  limit: number,
): Promise<{ groups: (Said & { id: string; name: string })[]; groupCount: number }> {
  const { rows } = await sql<Said & { id: string; name: string; groupCount: number }>`
    with scope as materialized (${scope.groups}),
    sums as materialized (select d.group_id, sum(d.messages)::int as messages from scope g join group_days d on d.brand_id = ${brandId} and d.group_id = g.id and d.day between ${from} and ${to}
      where d.messages > 0 group by 1),
    top as (select group_id, messages from sums order by messages desc, group_id limit ${limit})
    select g.id, g.name, t.messages, (select count(distinct s.member_id)::int from group_speakers s where s.brand_id = ${brandId} and s.group_id = t.group_id and s.day between ${from} and ${to}) as writers,
      (select count(*)::int from sums) as group_count
    from top t join groups g on g.brand_id = ${brandId} and g.id = t.group_id order by t.messages desc, g.id`.execute(db);
  return { groups: rows.map(({ id, name, messages, writers }) => ({ id, name, messages, writers })), groupCount: rows[0]?.groupCount ?? 0 };
}
