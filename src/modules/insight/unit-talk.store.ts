import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import { packPeople, type PeopleSet, PeopleUnion } from "../../lib/people-set.ts";

interface Cell {
  messages: number;
  writers: PeopleSet;
}

/** Counts anew who wrote how much on a day in the groups of one unit. */
export async function recountTalkDay(db: Db, brandId: number, orgId: string, day: string): Promise<void> {
  const { rows } = await sql<{ messages: number; numbers: number[] | null }>`
    with said as (
      select s.member_id, sum(s.messages)::int as messages from groups g join group_speakers s on s.brand_id = ${brandId} and s.group_id = g.id and s.day = ${day} and s.messages > 0
      where g.brand_id = ${brandId} and g.org_id = ${orgId} and g.status <> 'planned' group by 1)
    select coalesce(sum(messages), 0)::int as messages, array_agg(m.member_no) as numbers from said join members m on m.brand_id = ${brandId} and m.id = said.member_id`.execute(
    db,
  );
  const numbers = rows[0]?.numbers ?? [];
  if (numbers.length === 0) await sql`delete from talk_days where brand_id = ${brandId} and org_id = ${orgId} and day = ${day}`.execute(db);
  else
    await sql`insert into talk_days (brand_id, org_id, day, messages, writers) values (${brandId}, ${orgId}, ${day}, ${rows[0]?.messages ?? 0}, ${Buffer.from(packPeople(numbers))})
      on conflict (brand_id, org_id, day) do update set messages = excluded.messages, writers = excluded.writers`.execute(db);
}

/** A unit's month out of its days. */
export async function recountTalkMonth(db: Db, brandId: number, orgId: string, month: string): Promise<void> {
  const { rows } = await sql<Cell>`
    select messages, writers from talk_days where brand_id = ${brandId} and org_id = ${orgId} and day >= ${month} and day < (${month}::date + interval '1 month')::date`.execute(
    db,
  );
  if (rows.length === 0) {
    await sql`delete from talk_months where brand_id = ${brandId} and org_id = ${orgId} and month = ${month}`.execute(db);
    return;
  }
  const union = new PeopleUnion();
  for (const row of rows) union.addAll(row.writers);
  const messages = rows.reduce((sum, row) => sum + row.messages, 0);
  await sql`insert into talk_months (brand_id, org_id, month, messages, writers) values (${brandId}, ${orgId}, ${month}, ${messages}, ${Buffer.from(packPeople(union.numbers()))})
    on conflict (brand_id, org_id, month) do update set messages = excluded.messages, writers = excluded.writers`.execute(db);
}

export interface TalkCell extends Cell {
  month: string;
}

export interface TalkSpan {
  from: string;
  to: string;
}

/** What was said in a unit and all below it between two days that are over: whole months as they are kept, the days at the edges. Null where any of them waits. */
export async function listTalkCells(db: Db, brandId: number, unitId: string, { from, to }: TalkSpan): Promise<TalkCell[] | null> {
  const below = sql`(select descendant_id from org_closure where brand_id = ${brandId} and ancestor_id = ${unitId})`;
  const waiting =
    await sql`select 1 from talk_dirty where brand_id = ${brandId} and org_id in ${below} and day between ${from} and ${to} limit 1`.execute(
      db,
    );
  if (waiting.rows.length > 0) return null;
  const { rows } = await sql<TalkCell>`
    select month, messages, writers from talk_months
    where brand_id = ${brandId} and org_id in ${below} and month >= ${from} and month <= date_trunc('month', ${to}::date)::date and ((month + interval '1 month')::date - 1 <= ${to})
    union all select date_trunc('month', day)::date, messages, writers from talk_days
    where brand_id = ${brandId} and org_id in ${below} and day between ${from} and ${to}
      and (date_trunc('month', day)::date < ${from} or (date_trunc('month', day) + interval '1 month')::date - 1 > ${to})`.execute(db);
  return rows;
}
