import { type RawBuilder, sql } from "kysely";
import { firstIdAt } from "../../lib/ids.ts";
import type { Db } from "../../server/db.ts";
import type { Span } from "../../server/reactions.ts";
import type { GroupDay } from "./fold.rules.ts";

/** What a batch of talk changed of one day of a group, and its latest valid member message. */
export interface SaidDay {
  groupId: string;
  day: string;
  messages: number;
  valid: number;
  active: number;
  lastAt: string | null;
  /** Valid messages by local hour, 0 to 23, as far as there were any. */
  hours: Record<string, number>;
}

/**
 * Members' messages of some rows of the log, as `group_id, day, member_id, hour, messages, valid, last_at`; a taken back one stays in
 * "all messages" and leaves "valid", at the time it was said.
 */
const speechOf = (rows: RawBuilder<unknown>, zone: string, kinds: { received: number; removed: number }) => sql`
  select group_id, at::date as day, member_id, extract(hour from at)::int as hour, sum((kind = ${kinds.received})::int)::int as messages,
    sum(case when is_valid then case kind when ${kinds.received} then 1 else -1 end else 0 end)::int as valid, max(occurred_at) filter (where kind = ${kinds.received} and is_valid) as last_at
  from (
    select group_id, member_id, kind, occurred_at, (data->>'valid')::boolean as is_valid,
      case when kind = ${kinds.removed} then coalesce((data->>'messageAt')::timestamptz, occurred_at) else occurred_at end at time zone ${zone} as at
    from ${rows} e where kind in (${kinds.received}, ${kinds.removed}) and group_id is not null and member_id is not null and data->>'seatKind' = 'member') said
  group by 1, 2, 3, 4`;

/**
 * Adds to what people said and answers what that comes to for their groups; who became another counts as that one. Behind the lock on
 * rollups nobody else writes speakers, which is what a merge needs; an upsert would write each row twice.
 */
export async function addSpeakers(
  db: Db,
  brandId: number,
  zone: string,
  kinds: { received: number; removed: number },
  span: Span,
): Promise<SaidDay[]> {
  const { rows } = await sql<SaidDay>`
    with spoken as materialized (${speechOf(span.rows, zone, kinds)}),
    said as (
      merge into group_speakers s using (
        select u.group_id, u.day, u.person, sum(u.messages)::int as messages, sum(u.valid)::int as valid
        from (select *, coalesce((select m.canonical_id from members m where m.brand_id = ${brandId} and m.id = member_id), member_id) as person from spoken) u
        where u.messages > 0 or u.valid <> 0 group by 1, 2, 3) p
      on s.brand_id = ${brandId} and s.group_id = p.group_id and s.day = p.day and s.member_id = p.person
      when matched then update set messages = s.messages + p.messages, valid_messages = s.valid_messages + p.valid
      when not matched then insert (brand_id, group_id, day, member_id, messages, valid_messages) values (${brandId}, p.group_id, p.day, p.person, p.messages, p.valid)
      returning p.group_id, p.day, p.messages, p.valid, (new.valid_messages > 0)::int - (coalesce(old.valid_messages, 0) > 0)::int as active),
    sums as (select group_id, day, sum(messages)::int as messages, sum(valid)::int as valid, sum(active)::int as active from said group by 1, 2),
    timed as (
      select group_id, day, max(last_at) as last_at, coalesce(jsonb_object_agg(hour, valid) filter (where valid <> 0), '{}') as hours
      from (select group_id, day, hour, sum(valid)::int as valid, max(last_at) as last_at from spoken group by 1, 2, 3) h group by 1, 2)
    select * from sums join timed using (group_id, day)`.execute(db);
  return rows;
}

/** Adds talk to the days of groups. The days must be there. */
export async function addTalk(db: Db, brandId: number, said: readonly SaidDay[]): Promise<void> {
  if (said.length === 0) return;
  const pick = <K extends keyof SaidDay>(key: K) => said.map((one) => one[key]);
  await sql`update group_days d set messages = d.messages + u.messages, valid_messages = d.valid_messages + u.valid, active = d.active + u.active
    from unnest(${pick("groupId")}::uuid[], ${pick("day")}::date[], ${pick("messages")}::int[], ${pick("valid")}::int[], ${pick("active")}::int[]) as u(group_id, day, messages, valid, active)
    where d.brand_id = ${brandId} and d.group_id = u.group_id and d.day = u.day`.execute(db);
}

/** Looks at the ways into a group on a day. */
type Looks = GroupDay & { count: number };

/** The looks at ways in that a batch tells of, by group and day. */
export async function sumExposures(db: Db, zone: string, exposed: number, span: Span): Promise<Looks[]> {
  const { rows } = await sql<Looks>`
    select group_id, (occurred_at at time zone ${zone})::date as day, count(*)::int as count from ${span.rows} e where kind = ${exposed} and group_id is not null group by 1, 2`.execute(
    db,
  );
  return rows;
}

/** Adds looks to the days of groups. The days must be there. */
export async function addExposures(db: Db, brandId: number, exposures: readonly Looks[]): Promise<void> {
  if (exposures.length === 0) return;
  const pick = <K extends "groupId" | "day" | "count">(key: K) => exposures.map((one) => one[key]);
  await sql`update group_days d set exposures = d.exposures + u.n
    from unnest(${pick("groupId")}::uuid[], ${pick("day")}::date[], ${pick("count")}::int[]) as u(group_id, day, n)
    where d.brand_id = ${brandId} and d.group_id = u.group_id and d.day = u.day`.execute(db);
}

/** Moves the last member message of each group on; a group that was dying or is heard again is judged anew. */
export async function noteLastMessages(db: Db, brandId: number, said: readonly SaidDay[]): Promise<void> {
  if (said.length === 0) return;
  await sql`update group_states s set last_message_at = u.at, judge = s.judge or s.dying_since is not null or exists (
      select 1 from group_advice a where a.brand_id = ${brandId} and a.group_id = s.group_id and a.code = 'silent' and a.ended_at is null)
    from (select group_id, max(at) as at from unnest(${said.map((one) => one.groupId)}::uuid[], ${said.map((one) => one.lastAt)}::timestamptz[]) as v(group_id, at) group by 1) u
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
