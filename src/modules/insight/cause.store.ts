import { type RawBuilder, sql } from "kysely";
import { eventKinds } from "../../lib/event-kinds.ts";
import type { Db } from "../../server/db.ts";
import type { Trail } from "./cause.rules.ts";
import { advertPattern, questionPattern } from "./words.rules.ts";

export interface DyingAsk {
  groupId: string;
  /** The day it became so. */
  since: string;
}

const asks = (dying: readonly DyingAsk[]) =>
  sql`unnest(${dying.map((one) => one.groupId)}::uuid[], ${dying.map((one) => one.since)}::date[]) as u(group_id, since)`;
/** The smallest id of a moment, so that a range of ids is a range of time. */
const idAt = (at: RawBuilder<unknown>) => sql`(lpad(to_hex((extract(epoch from ${at}) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid`;

/** No further back than this: the days a decision about dying looks at. */
const LOOK_BACK = sql`interval '60 days'`;
/** Decline begins before it is called dying: what people left after or asked may lie three weeks back, what drowned their talk two. */
const BEFORE_DAYS = sql`21`;
const TALK_BEFORE_DAYS = sql`14`;
/** Leaving this soon after a message of ours counts as after it. */
const AFTER = sql`interval '2 hours'`;
const SAME_TEXT_LENGTH = sql`8`;

export interface TalkTrail {
  groupId: string;
  memberMessages: number;
  adverts: number;
  advertisers: number;
  hostLastDay: string | null;
  hostQuietDays: number | null;
  questions: number;
  posts: number;
  answeredPosts: number;
  postQuietDays: number | null;
  postsFlowId: string | null;
}

/**
 * What was said in dying groups: adverts among the members' words (known by their words, taken out by a guard, a card, or the same line by
 * the same person three times), when a colleague spoke last and what was asked since, and what came back on what we sent.
 */
export async function listTalkTrails(db: Db, brandId: number, zone: string, now: Date, dying: readonly DyingAsk[]): Promise<TalkTrail[]> {
  const day = (at: RawBuilder<unknown>) => sql`(${at} at time zone ${zone})::date`;
  const { rows } = await sql<TalkTrail>`
    with u as (select * from ${asks(dying)}),
    said as materialized (
      select u.group_id, u.since, m.id, m.member_id, m.seat_kind, m.sent_at, m.format, m.text, m.delivery_id,
        min(m.sent_at) filter (where m.seat_kind = 'member') over (partition by m.group_id order by m.sent_at rows between 1 following and unbounded following) as answered_at
      from u join messages m on m.brand_id = ${brandId} and m.group_id = u.group_id and m.id >= ${idAt(sql`(${now}::timestamptz - ${LOOK_BACK})`)}),
    guarded as (
      select (e.data->>'messageId')::uuid as id from u join events e on e.brand_id = ${brandId} and e.group_id = u.group_id and e.id >= ${idAt(sql`(${now}::timestamptz - ${LOOK_BACK})`)}
        and e.kind = ${eventKinds["messages.removed"]} and e.data->>'reason' = 'guarded'),
    talk as (
      select group_id, count(*)::int as member_messages, (count(*) filter (where advert))::int as adverts, (count(distinct member_id) filter (where advert))::int as advertisers
      from (select s.group_id, s.member_id, s.format = 'link' or s.text ~* ${advertPattern} or s.id in (select id from guarded)
          or (length(s.text) >= ${SAME_TEXT_LENGTH} and count(*) over (partition by s.group_id, s.member_id, s.text) >= 3) as advert
        from said s where s.seat_kind = 'member' and ${day(sql`s.sent_at`)} >= s.since - ${TALK_BEFORE_DAYS}) one group by 1),
    host as (select group_id, max(sent_at) as last_at from said where seat_kind = 'staff' group by 1),
    asked as (
      select s.group_id, count(*)::int as questions from said s left join host h using (group_id)
      where s.seat_kind = 'member' and s.text ~ ${questionPattern} and s.sent_at > coalesce(h.last_at, '-infinity') and (h.last_at is not null or ${day(sql`s.sent_at`)} >= s.since - ${BEFORE_DAYS})
      group by 1),
    posts as (
      select s.group_id, (count(*) filter (where ${day(sql`s.sent_at`)} > s.since - 7))::int as posts,
        (count(*) filter (where ${day(sql`s.sent_at`)} > s.since - 7 and s.answered_at <= s.sent_at + interval '1 hour'))::int as answered_posts, max(s.sent_at) as last_at,
        mode() within group (order by o.flow_id) as flow_id
      from said s left join deliveries d on d.brand_id = ${brandId} and d.id = s.delivery_id left join sends o on o.brand_id = ${brandId} and o.id = d.send_id
      where s.seat_kind <> 'member' group by 1)
    select u.group_id, coalesce(t.member_messages, 0) as member_messages, coalesce(t.adverts, 0) as adverts, coalesce(t.advertisers, 0) as advertisers,
      ${day(sql`h.last_at`)} as host_last_day, ${day(sql`${now}::timestamptz`)} - ${day(sql`h.last_at`)} as host_quiet_days, coalesce(a.questions, 0) as questions,
      coalesce(p.posts, 0) as posts, coalesce(p.answered_posts, 0) as answered_posts, ${day(sql`${now}::timestamptz`)} - ${day(sql`p.last_at`)} as post_quiet_days, p.flow_id as posts_flow_id
    from u left join talk t using (group_id) left join host h using (group_id) left join asked a using (group_id) left join posts p using (group_id)`.execute(
    db,
  );
  return rows;
}

export type ExodusTrail = NonNullable<Trail["exodus"]> & { groupId: string };

/** The message of ours after which most people left of their own will, from three weeks before a group began to die. */
export async function listExodusTrails(
  db: Db,
  brandId: number,
  zone: string,
  now: Date,
  dying: readonly DyingAsk[],
): Promise<ExodusTrail[]> {
  const { rows } = await sql<ExodusTrail>`
    with u as (select group_id, greatest(since - ${BEFORE_DAYS}, (${now}::timestamptz - ${LOOK_BACK})::date)::timestamp at time zone ${zone} as from_at from ${asks(dying)}),
    ours as materialized (
      select m.group_id, m.id, m.sent_at, m.text, m.delivery_id from u join messages m on m.brand_id = ${brandId} and m.group_id = u.group_id and m.id >= ${idAt(sql`u.from_at`)}
        and m.seat_kind <> 'member' and m.removed_at is null),
    left_after as (
      select s.group_id, o.id, count(*)::int as n
      from u join seats s on s.brand_id = ${brandId} and s.group_id = u.group_id and s.kind = 'member' and s.leave_reason = 'left' and s.left_at >= u.from_at
      cross join lateral (select o.id from ours o where o.group_id = s.group_id and o.sent_at <= s.left_at and o.sent_at > s.left_at - ${AFTER} order by o.sent_at desc limit 1) o group by 1, 2),
    worst as (select distinct on (group_id) * from left_after order by group_id, n desc, id desc)
    select w.group_id, w.n as "left", o.sent_at as at, left(coalesce(nullif(o.text, ''), d.name, ''), 40) as text, o.id as message_id, d.flow_id, d.step_id,
      coalesce((select g.members_start from group_days g where g.brand_id = ${brandId} and g.group_id = w.group_id and g.day = (o.sent_at at time zone ${zone})::date), w.n) as members
    from worst w join ours o on o.id = w.id left join deliveries t on t.brand_id = ${brandId} and t.id = o.delivery_id left join sends d on d.brand_id = ${brandId} and d.id = t.send_id`.execute(
    db,
  );
  return rows;
}

export interface PeopleTrail {
  groupId: string;
  names: string[] | null;
  share: number | null;
  messages: number;
  silentDays: number | null;
  newcomers: number;
  leftSoon: number;
  flows: number;
}

const FEW = sql`3`;

/** The three who said most in the four weeks before a group faded, how long none of them has spoken; newcomers of 30 days; running SOPs. */
export async function listPeopleTrails(
  db: Db,
  brandId: number,
  last: string,
  now: Date,
  dying: readonly DyingAsk[],
): Promise<PeopleTrail[]> {
  const { rows } = await sql<PeopleTrail>`
    with u as (select * from ${asks(dying)}),
    said as (
      select s.group_id, s.member_id, sum(s.valid_messages)::int as n, sum(sum(s.valid_messages)) over (partition by s.group_id)::int as total,
        row_number() over (partition by s.group_id order by sum(s.valid_messages) desc, s.member_id) as place
      from u join group_speakers s on s.brand_id = ${brandId} and s.group_id = u.group_id and s.day >= u.since - 35 and s.day < u.since - 7 group by 1, 2),
    few as (
      select s.group_id, array_agg(m.nickname order by s.place) as names, sum(s.n)::float8 / max(s.total) as share, max(s.total) as messages,
        ${last}::date - max((select max(l.day) from group_speakers l where l.brand_id = ${brandId} and l.group_id = s.group_id and l.member_id = s.member_id and l.valid_messages > 0)) as silent_days
      from said s join members m on m.brand_id = ${brandId} and m.id = s.member_id where s.place <= ${FEW} and s.total > 0 group by 1),
    fresh as (
      select s.group_id, count(*)::int as newcomers, (count(*) filter (where s.left_at < s.joined_at + interval '3 days'))::int as left_soon
      from u join seats s on s.brand_id = ${brandId} and s.group_id = u.group_id and s.kind = 'member' and s.joined_at >= ${now}::timestamptz - interval '30 days' group by 1)
    select u.group_id, f.names, f.share, coalesce(f.messages, 0) as messages, f.silent_days, coalesce(n.newcomers, 0) as newcomers, coalesce(n.left_soon, 0) as left_soon,
      (select count(*)::int from runs r join flows w on w.brand_id = ${brandId} and w.id = r.flow_id and w.state = 'running'
        where r.brand_id = ${brandId} and r.subject_kind = 'group' and r.subject_id = u.group_id and r.state = 'active') as flows
    from u left join few f using (group_id) left join fresh n using (group_id)`.execute(db);
  return rows;
}
