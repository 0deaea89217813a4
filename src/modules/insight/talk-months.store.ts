import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { MeasuredScope } from "./measure.store.ts";
import type { TalkGroup, TalkGroupSort } from "./talk-months.contract.ts";
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

/** `sums`: the groups of a scope in which anything was said between two days, with how much. */
const saidByGroup = (brandId: number, scope: MeasuredScope, { from, to }: TalkSpan) => sql`
  scope as materialized (${scope.groups}),
  sums as materialized (select d.group_id, sum(d.messages)::int as messages from scope g join group_days d on d.brand_id = ${brandId} and d.group_id = g.id and d.day between ${from} and ${to}
    where d.messages > 0 group by 1)`;

export async function countTalkGroups(db: Db, brandId: number, scope: MeasuredScope, span: TalkSpan): Promise<number> {
  const { rows } = await sql<{ n: number }>`with ${saidByGroup(brandId, scope, span)} select count(*)::int as n from sums`.execute(db);
  return rows[0]?.n ?? 0;
}

export interface TalkGroupsPage {
  sort: TalkGroupSort;
  after: { value: string | number; id: string } | null;
  limit: number;
}

const orders: Record<TalkGroupSort, { key: RawBuilder<unknown>; isDown: boolean }> = {
  messages: { key: sql`s.messages`, isDown: false },
  "-messages": { key: sql`s.messages`, isDown: true },
  name: { key: sql`g.name`, isDown: false },
  "-name": { key: sql`g.name`, isDown: true },
};

/** A page of the groups of a scope in which anything was said between two days; who wrote is counted for the page's groups alone. */
export async function listTalkGroups(
  db: Db,
  brandId: number,
  scope: MeasuredScope,
  span: TalkSpan,
  { sort, after, limit }: TalkGroupsPage,
): Promise<{ rows: TalkGroup[]; total: number }> {
  const { key, isDown } = orders[sort];
  const way = isDown ? sql`desc` : sql`asc`;
  const behind = after ? sql`(${key}, s.group_id) ${isDown ? sql`<` : sql`>`} (${after.value}, ${after.id})` : sql`true`;
  const { rows } = await sql<{ total: number } & (TalkGroup | { id: null })>`
    with ${saidByGroup(brandId, scope, span)},
    page as materialized (select s.group_id, s.messages, g.name, row_number() over (order by ${key} ${way}, s.group_id ${way}) as place
      from sums s join groups g on g.brand_id = ${brandId} and g.id = s.group_id where ${behind} order by place limit ${limit})
    select t.total, p.group_id as id, p.name, p.messages,
      (select count(distinct s.member_id)::int from group_speakers s where s.brand_id = ${brandId} and s.group_id = p.group_id and s.day between ${span.from} and ${span.to}
        and s.messages > 0) as writers
    from (select count(*)::int as total from sums) t left join page p on true order by p.place`.execute(db);
  const found = rows.flatMap((row) =>
    row.id === null ? [] : [{ id: row.id, name: row.name, messages: row.messages, writers: row.writers }],
  );
  return { rows: found, total: rows[0]?.total ?? 0 };
}
