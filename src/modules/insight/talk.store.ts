import { sql } from "kysely";
import { firstIdAt } from "../../lib/ids.ts";
import type { Db } from "../../server/db.ts";
import type { GroupDay, Talk } from "./fold.rules.ts";

/** Adds to what people said, and from what that changed to the days of their groups. The days must be there. */
export async function addTalk(db: Db, brandId: number, talk: readonly Talk[]): Promise<void> {
  if (talk.length === 0) return;
  const pick = <K extends keyof Talk>(key: K) => talk.map((one) => one[key]);
  await sql`
    with said as (
      insert into group_speakers as s (brand_id, group_id, day, member_id, messages, valid_messages)
      select ${brandId}::int, u.group_id, u.day, coalesce(m.canonical_id, u.member_id), sum(u.messages), sum(u.valid)
      from unnest(${pick("groupId")}::uuid[], ${pick("day")}::date[], ${pick("memberId")}::uuid[], ${pick("messages")}::int[], ${pick("validMessages")}::int[])
        as u(group_id, day, member_id, messages, valid) left join members m on m.brand_id = ${brandId} and m.id = u.member_id
      group by 2, 3, 4 order by 2, 3, 4
      on conflict (brand_id, group_id, day, member_id) do update set messages = s.messages + excluded.messages, valid_messages = s.valid_messages + excluded.valid_messages
      returning new.group_id, new.day, new.messages - coalesce(old.messages, 0) as messages, new.valid_messages - coalesce(old.valid_messages, 0) as valid,
        (new.valid_messages > 0)::int - (coalesce(old.valid_messages, 0) > 0)::int as active),
    sums as (select group_id, day, sum(messages)::int as messages, sum(valid)::int as valid, sum(active)::int as active from said group by 1, 2)
    update group_days d set messages = d.messages + s.messages, valid_messages = d.valid_messages + s.valid, active = d.active + s.active
    from sums s where d.brand_id = ${brandId} and d.group_id = s.group_id and d.day = s.day`.execute(db);
}

export async function addExposures(db: Db, brandId: number, exposures: readonly (GroupDay & { count: number })[]): Promise<void> {
  if (exposures.length === 0) return;
  const pick = <K extends "groupId" | "day" | "count">(key: K) => exposures.map((one) => one[key]);
  await sql`update group_days d set exposures = d.exposures + u.n
    from unnest(${pick("groupId")}::uuid[], ${pick("day")}::date[], ${pick("count")}::int[]) as u(group_id, day, n)
    where d.brand_id = ${brandId} and d.group_id = u.group_id and d.day = u.day`.execute(db);
}

/** Moves the last member message of each group on; a group that was dying or is heard again is judged anew. */
export async function noteLastMessages(db: Db, brandId: number, last: readonly { groupId: string; at: string }[]): Promise<void> {
  if (last.length === 0) return;
  await sql`update group_states s set last_message_at = u.at, judge = s.judge or s.dying_since is not null or exists (
      select 1 from group_advice a where a.brand_id = ${brandId} and a.group_id = s.group_id and a.code = 'silent' and a.ended_at is null)
    from unnest(${last.map((one) => one.groupId)}::uuid[], ${last.map((one) => one.at)}::timestamptz[]) as u(group_id, at)
    where s.brand_id = ${brandId} and s.group_id = u.group_id and (s.last_message_at is null or s.last_message_at < u.at)`.execute(db);
}

export interface LogSpan {
  groupIds: readonly string[];
  from: string;
  to: string;
  fromMs: number;
  toMs: number;
  /** Only what the reaction has read already: the rest it will add itself. */
  cursor: { tx: number; eventId: string };
}

/** Counts talk and exposures of whole days anew from the log, as far as the reaction has read it. The days must be there. */
export async function recountTalk(
  db: Db,
  brandId: number,
  zone: string,
  kinds: { received: number; removed: number; exposed: number },
  span: LogSpan,
): Promise<void> {
  await sql`delete from group_speakers where brand_id = ${brandId} and group_id = any(${span.groupIds}::uuid[]) and day between ${span.from} and ${span.to}`.execute(
    db,
  );
  const read = sql`e.brand_id = ${brandId} and e.group_id = any(${span.groupIds}::uuid[]) and (e.tx, e.id) <= (${span.cursor.tx}, ${span.cursor.eventId}::uuid)`;
  const inSpan = sql`e.id >= ${firstIdAt(span.fromMs)}::uuid and e.id < ${firstIdAt(span.toMs)}::uuid`;
  await sql`
    with said as (
      select e.group_id, (e.occurred_at at time zone ${zone})::date as day, e.member_id, 1 as messages, (e.data->>'valid')::boolean::int as valid
      from events e where ${read} and e.kind = ${kinds.received} and ${inSpan} and e.data->>'seatKind' = 'member' and e.member_id is not null
      union all
      select distinct on (e.data->>'messageId') e.group_id, ((e.data->>'messageAt')::timestamptz at time zone ${zone})::date, e.member_id, 0, -1
      from events e where ${read} and e.kind = ${kinds.removed} and e.id >= ${firstIdAt(span.fromMs)}::uuid and e.data->>'seatKind' = 'member' and e.member_id is not null
        and (e.data->>'valid')::boolean and (e.data->>'messageAt')::timestamptz >= to_timestamp(${span.fromMs / 1000}) and (e.data->>'messageAt')::timestamptz < to_timestamp(${span.toMs / 1000}))
    insert into group_speakers (brand_id, group_id, day, member_id, messages, valid_messages)
    select ${brandId}::int, s.group_id, s.day, coalesce(m.canonical_id, s.member_id), sum(s.messages), sum(s.valid)
    from said s left join members m on m.brand_id = ${brandId} and m.id = s.member_id group by 2, 3, 4`.execute(db);
  await sql`
    with talk as (
      select group_id, day, sum(messages)::int as messages, sum(valid_messages)::int as valid, count(*) filter (where valid_messages > 0)::int as active
      from group_speakers where brand_id = ${brandId} and group_id = any(${span.groupIds}::uuid[]) and day between ${span.from} and ${span.to} group by 1, 2),
    seen as (
      select e.group_id, (e.occurred_at at time zone ${zone})::date as day, count(*)::int as n
      from events e where ${read} and e.kind = ${kinds.exposed} and ${inSpan} group by 1, 2)
    update group_days d set messages = coalesce(t.messages, 0), valid_messages = coalesce(t.valid, 0), active = coalesce(t.active, 0), exposures = coalesce(x.n, 0)
    from group_days k left join talk t using (group_id, day) left join seen x using (group_id, day)
    where k.brand_id = ${brandId} and k.group_id = any(${span.groupIds}::uuid[]) and k.day between ${span.from} and ${span.to}
      and d.brand_id = k.brand_id and d.group_id = k.group_id and d.day = k.day`.execute(db);
}

/** How far a reaction has read the brand's log; held, so that it does not go on meanwhile. */
export async function holdCursor(db: Db, brandId: number, reaction: string): Promise<{ tx: number; eventId: string }> {
  const { rows } = await sql<{ tx: number; eventId: string }>`
    select tx, event_id from reaction_cursors where reaction = ${reaction} and brand_id = ${brandId} for update`.execute(db);
  return rows[0] ?? { tx: 0, eventId: "00000000-0000-0000-0000-000000000000" };
}
