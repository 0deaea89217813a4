import { type RawBuilder, sql } from "kysely";
import { eventKinds } from "../../lib/event-kinds.ts";
import type { CommercialType } from "../groups/profile.contract.ts";
import type { Db } from "../../server/db.ts";
import type { TalkDay } from "./dying.rules.ts";

const ids = (groupIds: readonly string[]) => sql`unnest(${groupIds}::uuid[]) as u(group_id)`;
/** The smallest id of a moment, so that a range of ids is a range of time. */
const idAt = (at: RawBuilder<unknown>) => sql`(lpad(to_hex((extract(epoch from ${at}) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid`;

export interface BaseFacts {
  groupId: string;
  name: string;
  positioning: "lead-in" | "benefit" | "flash";
  commercialType: CommercialType;
  channel: string;
  stage: number;
  members: number;
  targetMembers: number;
  ageDays: number;
  ownerName: string | null;
  isOwnerGone: boolean;
  admins: number;
  exposures: number;
  entryJoins: number;
  peerJoinRate: number | null;
  isTold: boolean;
  dyingSince: string | null;
  interaction7d: number | null;
  interactionPrev7d: number | null;
  paid7dFen: number;
}

/** Looks enough for a rate to be compared by. */
const PEER_LOOKS = 10;

/** What stands in groups, rosters and windows of the last day. */
export async function listBaseFacts(
  db: Db,
  brandId: number,
  zone: string,
  last: string,
  mute: readonly string[],
  groupIds: readonly string[],
): Promise<BaseFacts[]> {
  const { rows } = await sql<BaseFacts>`
    with peers as (
      select g.blueprint_id, percentile_cont(0.5) within group (order by w.entry_joins::float8 / w.exposures) as rate
      from groups g join group_windows w on w.brand_id = ${brandId} and w.days = 7 and w.day = ${last} and w.group_id = g.id
      where g.brand_id = ${brandId} and w.exposures >= ${PEER_LOOKS} group by 1)
    select g.id as group_id, g.name, g.positioning, g.commercial_type, g.channel, s.stage, g.member_count as members, g.target_members,
      greatest(0, ${last}::date - (coalesce(g.opened_at, g.created_at) at time zone ${zone})::date) as age_days, o.name as owner_name,
      (g.owner_staff_id is null or o.status <> 'active') as is_owner_gone,
      (select count(*)::int from group_roster r where r.brand_id = ${brandId} and r.group_id = g.id and r.role = 'admin') as admins,
      coalesce(w.exposures, 0) as exposures, coalesce(w.entry_joins, 0) as entry_joins, p.rate as peer_join_rate, g.channel <> all(${mute}::text[]) as is_told, s.dying_since,
      case when w.member_days > 0 then w.active_days::float8 / w.member_days end as interaction_7d,
      case when v.member_days > 0 then v.active_days::float8 / v.member_days end as interaction_prev_7d, coalesce(w.paid_fen - w.refunded_fen, 0) as paid_7d_fen
    from ${ids(groupIds)} join groups g on g.brand_id = ${brandId} and g.id = u.group_id and g.status = 'active'
    join group_states s on s.brand_id = ${brandId} and s.group_id = g.id
    left join staff o on o.brand_id = ${brandId} and o.id = g.owner_staff_id
    left join group_windows w on w.brand_id = ${brandId} and w.days = 7 and w.day = ${last} and w.group_id = g.id
    left join group_windows v on v.brand_id = ${brandId} and v.days = 7 and v.day = ${last}::date - 7 and v.group_id = g.id
    left join peers p on p.blueprint_id is not distinct from g.blueprint_id`.execute(db);
  return rows;
}

/** Days that are over, oldest first; `count` of them at most. */
export async function listTalkDays(
  db: Db,
  brandId: number,
  last: string,
  count: number,
  groupIds: readonly string[],
): Promise<(TalkDay & { groupId: string })[]> {
  const { rows } = await sql<TalkDay & { groupId: string }>`
    select d.group_id, d.day, d.members_start + d.joined as members, d.active, d.messages from ${ids(groupIds)}
    join group_days d on d.brand_id = ${brandId} and d.group_id = u.group_id and d.day between ${last}::date - ${count - 1}::int and ${last} order by d.group_id, d.day`.execute(
    db,
  );
  return rows;
}

/** Groups of which a member has spoken today. */
export async function listSpokenToday(db: Db, brandId: number, today: string, groupIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ groupId: string }>`
    select d.group_id from ${ids(groupIds)} join group_days d on d.brand_id = ${brandId} and d.group_id = u.group_id and d.day = ${today} and d.messages > 0`.execute(
    db,
  );
  return new Set(rows.map((row) => row.groupId));
}

export interface TalkFacts {
  groupId: string;
  newcomers: number;
  unwelcomed: number;
  invitedIn14Days: number;
  exodusLeft: number | null;
  exodusAt: string | null;
  exodusText: string | null;
  exodusMessageId: string | null;
  exodusFlowId: string | null;
  exodusStepId: string | null;
}

/** Leaving this soon after a message of ours counts as after it. */
const AFTER = sql`interval '2 hours'`;

/** Newcomers nobody greeted within a day, and the message of ours after which most people left in the last 7 days. */
export async function listTalkFacts(db: Db, brandId: number, now: Date, groupIds: readonly string[]): Promise<TalkFacts[]> {
  const since = sql`(${now}::timestamptz - interval '9 days')`;
  const { rows } = await sql<TalkFacts>`
    with ours as materialized (
      select e.group_id, e.id, e.occurred_at as at, e.send_id from ${ids(groupIds)} join events e on e.brand_id = ${brandId} and e.group_id = u.group_id and e.id >= ${idAt(since)}
        and (e.kind = ${eventKinds["messages.sent"]} or (e.kind = ${eventKinds["messages.received"]} and e.data->>'seatKind' <> 'member'))),
    fresh as (
      select s.group_id, count(*)::int as newcomers, (count(*) filter (where not exists (
          select 1 from ours o where o.group_id = s.group_id and o.at >= s.joined_at and o.at < s.joined_at + interval '24 hours')))::int as unwelcomed
      from ${ids(groupIds)} join seats s on s.brand_id = ${brandId} and s.group_id = u.group_id and s.kind = 'member'
        and s.joined_at >= ${now}::timestamptz - interval '8 days' and s.joined_at < ${now}::timestamptz - interval '24 hours' group by 1),
    invited as (select s.group_id, count(*)::int as n from ${ids(groupIds)} join seats s on s.brand_id = ${brandId} and s.group_id = u.group_id and s.kind = 'member'
        and s.inviter_member_id is not null and s.joined_at >= ${now}::timestamptz - interval '14 days' group by 1),
    left_after as (
      select s.group_id, o.id, o.at, o.send_id, count(*)::int as n
      from ${ids(groupIds)} join seats s on s.brand_id = ${brandId} and s.group_id = u.group_id and s.kind = 'member' and s.leave_reason = 'left' and s.left_at >= ${now}::timestamptz - interval '7 days'
      cross join lateral (select o.id, o.at, o.send_id from ours o where o.group_id = s.group_id and o.at <= s.left_at and o.at > s.left_at - ${AFTER} order by o.at desc limit 1) o group by 1, 2, 3, 4),
    worst as (select distinct on (group_id) * from left_after order by group_id, n desc, at desc)
    select u.group_id, coalesce(f.newcomers, 0) as newcomers, coalesce(f.unwelcomed, 0) as unwelcomed, coalesce(i.n, 0) as invited_in_14_days, w.n as exodus_left, w.at as exodus_at,
      left(coalesce(nullif(m.text, ''), d.name), 40) as exodus_text, w.id as exodus_message_id, d.flow_id as exodus_flow_id, d.step_id as exodus_step_id
    from ${ids(groupIds)} left join fresh f using (group_id) left join invited i using (group_id) left join worst w using (group_id)
    left join messages m on m.brand_id = ${brandId} and m.id = w.id left join sends d on d.brand_id = ${brandId} and d.id = w.send_id`.execute(
    db,
  );
  return rows;
}

export interface HourFacts {
  groupId: string;
  hour: number;
  perDay: number;
  isServed: boolean;
}

/** The hour of the day members talked most in over 7 days, and whether anything of ours went out in it or the hour before. */
export async function listBestHours(db: Db, brandId: number, zone: string, now: Date, groupIds: readonly string[]): Promise<HourFacts[]> {
  const since = sql`(${now}::timestamptz - interval '7 days')`;
  const { rows } = await sql<HourFacts>`
    with hours as (
      select e.group_id, extract(hour from e.occurred_at at time zone ${zone})::int as hour, count(*) filter (where e.data->>'seatKind' = 'member' and e.data->>'valid' = 'true')::int as n,
        bool_or(e.kind = ${eventKinds["messages.sent"]} or e.data->>'seatKind' <> 'member') as ours
      from ${ids(groupIds)} join events e on e.brand_id = ${brandId} and e.group_id = u.group_id and e.id >= ${idAt(since)}
        and e.kind in (${eventKinds["messages.received"]}, ${eventKinds["messages.sent"]}) group by 1, 2)
    select distinct on (h.group_id) h.group_id, h.hour, round(h.n / 7.0)::int as per_day,
      exists (select 1 from hours o where o.group_id = h.group_id and o.ours and o.hour in (h.hour, (h.hour + 23) % 24)) as is_served
    from hours h where h.n > 0 order by h.group_id, h.n desc, h.hour`.execute(db);
  return rows;
}

export interface SaleFacts {
  groupId: string;
  buyersBefore: number;
  buyersGone: number;
  ordersIn7Days: number;
  lastOrderDay: string | null;
}

/** Buyers who are still in the group, and those of them who have not bought for 30 days. */
export async function listSaleFacts(db: Db, brandId: number, zone: string, now: Date, groupIds: readonly string[]): Promise<SaleFacts[]> {
  const { rows } = await sql<SaleFacts>`
    with bought as (
      select o.group_id, o.member_id, max(o.paid_at) as last_at, (count(*) filter (where o.paid_at >= ${now}::timestamptz - interval '7 days'))::int as recent
      from ${ids(groupIds)} join orders o on o.brand_id = ${brandId} and o.group_id = u.group_id and o.paid_fen > o.refunded_fen group by 1, 2)
    select b.group_id, (count(*) filter (where s.id is not null))::int as buyers_before,
      (count(*) filter (where s.id is not null and b.last_at < ${now}::timestamptz - interval '30 days'))::int as buyers_gone,
      sum(b.recent)::int as orders_in_7_days, (max(b.last_at) at time zone ${zone})::date as last_order_day
    from bought b left join seats s on s.brand_id = ${brandId} and s.group_id = b.group_id and s.member_id = b.member_id and s.kind = 'member' and s.left_at is null group by 1`.execute(
    db,
  );
  return rows;
}
