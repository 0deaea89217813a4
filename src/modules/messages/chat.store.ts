import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { GroupProfile } from "../groups/profile.contract.ts";
import type { ChatRow, SpeakerRow } from "./chat.rules.ts";

export interface ChatSeat {
  groupId: string;
  /** Who asks; `memberId` is who sits, which differs after a merge. */
  askedId: string;
  status: "planned" | "active" | "closed";
  seatId: string | null;
  memberId: string | null;
  kind: "member" | "staff" | "bot" | null;
  nickname: string | null;
  joinedAt: string | null;
  leftAt: string | null;
  readSeq: number | null;
  lastSeq: number;
}

/** A person's place in web groups: the open seat, else the last one held; groups not of this brand or channel are left out. */
export async function listChatSeats(db: Db, brandId: number, pairs: readonly { groupId: string; memberId: string }[]): Promise<ChatSeat[]> {
  if (pairs.length === 0) return [];
  const { rows } = await sql<ChatSeat>`
    select p.group_id, p.member_id as asked_id, g.status, s.id as seat_id, s.member_id, s.kind, s.nickname, s.joined_at, s.left_at, s.read_seq, coalesce(q.last_seq, 0) as last_seq
    from unnest(${pairs.map((pair) => pair.groupId)}::uuid[], ${pairs.map((pair) => pair.memberId)}::uuid[]) p(group_id, member_id)
    join groups g on g.brand_id = ${brandId} and g.id = p.group_id and g.channel = 'web'
    left join group_sequences q on q.brand_id = ${brandId} and q.group_id = p.group_id
    left join lateral (select t.* from seats t where t.brand_id = ${brandId} and t.group_id = p.group_id
      and t.member_id in (select id from members where brand_id = ${brandId} and (id = p.member_id or canonical_id = p.member_id))
      order by t.left_at is null desc, t.joined_at desc limit 1) s on true`.execute(db);
  return rows;
}

/** Web groups in which a person sits now. */
export async function listSeatedGroups(db: Db, brandId: number, memberId: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ groupId: string }>`
    select s.group_id from seats s join groups g on g.brand_id = ${brandId} and g.id = s.group_id and g.channel = 'web' and g.status <> 'planned'
    where s.brand_id = ${brandId} and s.left_at is null
      and s.member_id in (select id from members where brand_id = ${brandId} and (id = ${memberId}::uuid or canonical_id = ${memberId}::uuid))
    group by 1 order by max(s.joined_at) desc limit ${limit}`.execute(db);
  return rows.map((row) => row.groupId);
}

export interface ChatGroupRow {
  id: string;
  name: string;
  slogan: string;
  announcement: string;
  announcedAt: string;
  memberCount: number;
  capacity: number;
  profile: GroupProfile;
}

/** Groups as a phone shows them; the announcement's moment is that of the change which last touched it. */
export async function listChatGroups(db: Db, brandId: number, groupIds: readonly string[]): Promise<ChatGroupRow[]> {
  if (groupIds.length === 0) return [];
  const { rows } = await sql<ChatGroupRow>`
    select g.id, g.name, g.slogan, g.announcement, g.member_count, g.capacity, g.profile,
      coalesce(case when g.announcement <> '' then (select a.at from audit_entries a where a.brand_id = ${brandId} and a.target_kind = 'group' and a.target_id = g.id::text
        and a.after ? 'announcement' order by a.id desc limit 1) end, g.opened_at, g.created_at) as announced_at
    from groups g where g.brand_id = ${brandId} and g.id = any(${groupIds}::uuid[])`.execute(db);
  return rows;
}

const columns = sql`m.id, m.group_id, m.seq, m.sent_at, m.member_id, m.seat_kind, m.sender_name, m.format, m.text, m.body, m.removed_at`;

/** Messages of each group after one number and up to another, oldest first, at most `limit` of each. */
export async function listStretches(
  db: Db,
  brandId: number,
  picks: readonly { groupId: string; afterSeq: number; untilSeq: number }[],
  limit: number,
): Promise<ChatRow[]> {
  if (picks.length === 0) return [];
  const { rows } = await sql<ChatRow>`
    select ${columns} from unnest(${picks.map((pick) => pick.groupId)}::uuid[], ${picks.map((pick) => pick.afterSeq)}::bigint[], ${picks.map((pick) => pick.untilSeq)}::bigint[]) w(group_id, after_seq, until_seq)
    cross join lateral (select * from messages where brand_id = ${brandId} and group_id = w.group_id and seq > w.after_seq and seq <= w.until_seq order by seq limit ${limit}) m
    order by m.group_id, m.seq`.execute(db);
  return rows;
}

/** Messages of a group between two numbers, both left out, the newest first. */
export async function listDown(
  db: Db,
  brandId: number,
  groupId: string,
  afterSeq: number,
  beforeSeq: number,
  limit: number,
): Promise<ChatRow[]> {
  const { rows } = await sql<ChatRow>`
    select ${columns} from messages m where m.brand_id = ${brandId} and m.group_id = ${groupId}::uuid and m.seq > ${afterSeq} and m.seq < ${beforeSeq}
    order by m.seq desc limit ${limit}`.execute(db);
  return rows;
}

export async function listMessagesByIds(db: Db, brandId: number, ids: readonly string[]): Promise<ChatRow[]> {
  if (ids.length === 0) return [];
  const { rows } =
    await sql<ChatRow>`select ${columns} from messages m where m.brand_id = ${brandId} and m.id = any(${ids}::uuid[])`.execute(db);
  return rows;
}

/** Messages taken back since a moment, in these groups. */
export async function listTakenBack(db: Db, brandId: number, groupIds: readonly string[], since: Date, limit: number): Promise<ChatRow[]> {
  const { rows } = await sql<ChatRow>`
    select ${columns} from messages m where m.brand_id = ${brandId} and m.removed_at >= ${since} and m.group_id = any(${groupIds}::uuid[]) order by m.removed_at desc limit ${limit}`.execute(
    db,
  );
  return rows;
}

/** Those who speak in a group, each by his latest seat there; people merged into one another answer as the one they became. */
export async function listSpeakers(
  db: Db,
  brandId: number,
  pairs: readonly { groupId: string; memberId: string }[],
): Promise<SpeakerRow[]> {
  if (pairs.length === 0) return [];
  const { rows } = await sql<SpeakerRow>`
    select p.group_id, p.member_id, s.id as seat_id, c.avatar, coalesce(c.status = 'erased', false) as is_erased, r.role, r.duty
    from unnest(${pairs.map((pair) => pair.groupId)}::uuid[], ${pairs.map((pair) => pair.memberId)}::uuid[]) p(group_id, member_id)
    join members m on m.brand_id = ${brandId} and m.id = p.member_id
    join members c on c.brand_id = ${brandId} and c.id = case when m.canonical_id is null then m.id else m.canonical_id end
    left join lateral (select t.id, t.staff_id from seats t where t.brand_id = ${brandId} and t.group_id = p.group_id
      and t.member_id in (select id from members where brand_id = ${brandId} and (id = c.id or canonical_id = c.id))
      order by t.left_at is null desc, t.joined_at desc limit 1) s on true
    left join lateral (select k.role, k.duty from group_roster k where k.brand_id = ${brandId} and k.group_id = p.group_id
      and (k.member_id = c.id or k.staff_id = s.staff_id) limit 1) r on true`.execute(db);
  return rows;
}

export interface HostRow {
  id: string;
  name: string;
  role: NonNullable<SpeakerRow["role"]>;
  duty: string;
}

/** The colleagues of a group's roster, whom a member may ask; the members who help are not among them. */
export async function listHosts(db: Db, brandId: number, groupId: string): Promise<HostRow[]> {
  const { rows } = await sql<HostRow>`
    select r.id, s.name, r.role, r.duty from group_roster r join staff s on s.brand_id = ${brandId} and s.id = r.staff_id and s.status <> 'left'
    where r.brand_id = ${brandId} and r.group_id = ${groupId}::uuid
    order by array_position(array['owner', 'admin', 'assistant'], r.role), r.since, r.id limit 12`.execute(db);
  return rows;
}

/**
 * The number of the first message said since a moment, by halving: numbers follow the order of arrival. One past the last where there is none;
 * numbers whose message is no longer kept count as older.
 */
export async function listFirstSeqs(
  db: Db,
  brandId: number,
  asks: readonly { groupId: string; fromId: string; lastSeq: number }[],
): Promise<number[]> {
  if (asks.length === 0) return [];
  const { rows } = await sql<{ seq: number }>`
    select f.seq from unnest(${asks.map((ask) => ask.groupId)}::uuid[], ${asks.map((ask) => ask.fromId)}::uuid[], ${asks.map((ask) => ask.lastSeq)}::bigint[])
      with ordinality a(group_id, from_id, last_seq, place)
    cross join lateral (
      with recursive probe(low, high) as (
        select 1::bigint, a.last_seq + 1
        union all
        select case when h.hit then p.low else (p.low + p.high) / 2 + 1 end, case when h.hit then (p.low + p.high) / 2 else p.high end
        from probe p cross join lateral (select exists (select 1 from messages m where m.brand_id = ${brandId} and m.group_id = a.group_id
          and m.seq = (p.low + p.high) / 2 and m.id >= a.from_id) as hit) h
        where p.low < p.high)
      select low as seq from probe where low = high) f
    order by a.place`.execute(db);
  return rows.map((row) => row.seq);
}

/** How many messages of others stand after a number, counted up to a limit. */
export async function countUnread(
  db: Db,
  brandId: number,
  asks: readonly { groupId: string; memberId: string; afterSeq: number }[],
  limit: number,
): Promise<Map<string, number>> {
  if (asks.length === 0) return new Map();
  const { rows } = await sql<{ groupId: string; n: number }>`
    select a.group_id, n.n from unnest(${asks.map((ask) => ask.groupId)}::uuid[], ${asks.map((ask) => ask.memberId)}::uuid[], ${asks.map((ask) => ask.afterSeq)}::bigint[]) a(group_id, member_id, after_seq)
    cross join lateral (select count(*)::int as n from (select 1 from messages where brand_id = ${brandId} and group_id = a.group_id and seq > a.after_seq
      and member_id is distinct from a.member_id and format <> 'system' limit ${limit}) x) n`.execute(db);
  return new Map(rows.map((row) => [row.groupId, row.n]));
}

/** When members last spoke in web groups, by the ids of their messages; the newest of each. */
export async function listSpoken(
  db: Db,
  brandId: number,
  memberIds: readonly string[],
  kind: number,
  fromId: string,
  most: number,
): Promise<{ memberId: string; id: string }[]> {
  if (memberIds.length === 0) return [];
  const { rows } = await sql<{ memberId: string; id: string }>`
    select u.id as member_id, e.id from unnest(${memberIds}::uuid[]) u(id)
    cross join lateral (select id from events where brand_id = ${brandId} and member_id = u.id and id >= ${fromId}::uuid and kind = ${kind}::smallint order by id desc limit ${most}) e`.execute(
    db,
  );
  return rows;
}

/** Last numbers of the groups that have spoken at all. */
export async function listLastSeqs(db: Db, brandId: number, groupIds: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ groupId: string; lastSeq: number }>`
    select group_id, last_seq from group_sequences where brand_id = ${brandId} and group_id = any(${groupIds}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.groupId, row.lastSeq]));
}

/** Which of these groups stand within sight. */
export async function listVisible(
  db: Db,
  brandId: number,
  groupIds: readonly string[],
  visible: RawBuilder<boolean>,
): Promise<Set<string>> {
  const { rows } = await sql<{
    id: string;
  }>`select g.id from groups g where g.brand_id = ${brandId} and g.id = any(${groupIds}::uuid[]) and ${visible}`.execute(db);
  return new Set(rows.map((row) => row.id));
}
