import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { Format, MessageBody } from "./inbound.contract.ts";
import type { SeatKind, TalkMessage, TalkSender } from "./messages.contract.ts";

export interface TalkRow {
  id: string;
  seq: number;
  sentAt: string;
  memberId: string | null;
  senderName: string;
  seatKind: SeatKind;
  format: Format;
  text: string;
  body: MessageBody | null;
  deliveryId: string | null;
  removedAt: string | null;
}

const columns = sql`id, seq, sent_at, member_id, sender_name, seat_kind, format, case when removed_at is null then text else '' end as text,
  case when removed_at is null then body end as body, delivery_id, removed_at`;

export interface TalkAsk {
  groupId: string;
  /** Both left out of the stretch. */
  afterSeq: number;
  beforeSeq: number;
  q: string | undefined;
  from: TalkSender | undefined;
  memberId: string | undefined;
  limit: number;
}

const bySender: Record<TalkSender, RawBuilder<boolean>> = {
  member: sql`seat_kind = 'member'`,
  staff: sql`seat_kind = 'staff' and delivery_id is null`,
  bot: sql`seat_kind = 'bot' and delivery_id is null`,
  send: sql`delivery_id is not null`,
};

function fitting(brandId: number, { q, from, memberId }: TalkAsk): RawBuilder<boolean> {
  const words = q ? sql`removed_at is null and position(lower(${q}::text) in lower(text)) > 0` : sql`true`;
  const sender = from ? bySender[from] : sql`true`;
  const person = memberId
    ? sql`member_id in (select id from members where brand_id = ${brandId} and (id = ${memberId}::uuid or canonical_id = ${memberId}::uuid))`
    : sql`true`;
  return sql<boolean>`${words} and ${sender} and ${person}`;
}

/** Messages of a stretch of a group's talk that fit, beginning at its new or its old end. */
export async function listStretch(db: Db, brandId: number, begin: "newest" | "oldest", ask: TalkAsk): Promise<TalkRow[]> {
  const order = begin === "newest" ? sql`seq desc` : sql`seq`;
  const { rows } = await sql<TalkRow>`select ${columns} from messages
    where brand_id = ${brandId} and group_id = ${ask.groupId}::uuid and seq > ${ask.afterSeq} and seq < ${ask.beforeSeq} and ${fitting(brandId, ask)}
    order by ${order} limit ${ask.limit}`.execute(db);
  return rows;
}

/** The number of the first message said at or after a moment, by halving: a look at one row a step. */
export async function findFirstSeqSince(db: Db, brandId: number, groupId: string, at: Date, lastSeq: number): Promise<number> {
  const { rows } = await sql<{ lo: number }>`
    with recursive halves(lo, hi) as (
      select 1::bigint, ${lastSeq + 1}::bigint
      union all
      select case when m.sent_at < ${at} then m.seq + 1 else h.lo end, case when m.sent_at < ${at} then h.hi else (h.lo + h.hi) / 2 end
      from halves h cross join lateral (select seq, sent_at from messages
        where brand_id = ${brandId} and group_id = ${groupId}::uuid and seq >= (h.lo + h.hi) / 2 order by seq limit 1) m
      where h.lo < h.hi)
    select lo from halves order by hi - lo limit 1`.execute(db);
  return rows[0]?.lo ?? 1;
}

export async function findLastSeq(db: Db, brandId: number, groupId: string): Promise<number> {
  const { rows } = await sql<{
    lastSeq: number;
  }>`select last_seq from group_sequences where brand_id = ${brandId} and group_id = ${groupId}::uuid`.execute(db);
  return rows[0]?.lastSeq ?? 0;
}

/** Members' messages of a group whose ids lie behind the first one of a moment. */
export async function countMembersSince(db: Db, brandId: number, groupId: string, fromId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from messages
    where brand_id = ${brandId} and group_id = ${groupId}::uuid and id >= ${fromId}::uuid and seat_kind = 'member' and removed_at is null`.execute(
    db,
  );
  return rows[0]?.n ?? 0;
}

export interface SpeakerRole {
  memberId: string;
  staffId: string | null;
  role: TalkMessage["sender"]["role"];
}

/** What the roster says of those who speak: members by themselves, colleagues by their seat. */
export async function listRoles(db: Db, brandId: number, groupId: string, memberIds: readonly string[]): Promise<SpeakerRole[]> {
  if (memberIds.length === 0) return [];
  const { rows } = await sql<SpeakerRole>`
    select p.member_id, s.staff_id, r.role from unnest(${memberIds}::uuid[]) p(member_id)
    left join lateral (select staff_id from seats where brand_id = ${brandId} and member_id = p.member_id and group_id = ${groupId}::uuid
      order by joined_at desc limit 1) s on true
    left join group_roster r on r.brand_id = ${brandId} and r.group_id = ${groupId}::uuid and (r.member_id = p.member_id or r.staff_id = s.staff_id)`.execute(
    db,
  );
  return rows;
}

export async function findStaffSeat(db: Db, brandId: number, groupId: string, staffId: string): Promise<{ memberId: string } | undefined> {
  const { rows } = await sql<{ memberId: string }>`select member_id from seats
    where brand_id = ${brandId} and group_id = ${groupId}::uuid and staff_id = ${staffId}::uuid and kind = 'staff' and left_at is null limit 1`.execute(
    db,
  );
  return rows[0];
}

export interface EventAsk {
  kinds: readonly number[];
  groupId: string | undefined;
  memberId: string | undefined;
  fromId: string;
  beforeId: string;
  validOnly: boolean;
  limit: number;
  /** Over groups `g`; null where also events of no group are in sight. */
  visible: RawBuilder<boolean> | null;
}

export interface LoggedRow {
  id: string;
  kind: number;
  occurredAt: string;
  receivedAt: string;
  groupId: string | null;
  groupName: string | null;
  memberId: string | null;
  memberName: string | null;
  value: number | null;
  data: Record<string, unknown> | null;
  text: string | null;
}

/**
 * Events with the names of whom they are about, newest first. Each kind is read by itself, in the order of its own index: between two of a
 * rare kind lie millions of others.
 */
export async function listLogged(db: Db, brandId: number, ask: EventAsk): Promise<LoggedRow[]> {
  const ofGroup = ask.groupId ? sql`e.group_id = ${ask.groupId}::uuid` : sql`true`;
  const ofMember = ask.memberId
    ? sql`e.member_id in (select id from members where brand_id = ${brandId} and (id = ${ask.memberId}::uuid or canonical_id = ${ask.memberId}::uuid))`
    : sql`true`;
  const ofKind = (kind: number) => sql`
    (select e.id, e.kind, e.occurred_at, e.received_at, e.group_id, e.member_id, e.value, e.data
    from events e left join groups g on g.brand_id = ${brandId} and g.id = e.group_id
    where e.brand_id = ${brandId} and e.kind = ${sql.lit(kind)} and e.id >= ${ask.fromId}::uuid and e.id < ${ask.beforeId}::uuid
      and ${ofGroup} and ${ofMember} and (${!ask.validOnly} or (e.data ->> 'valid')::boolean)
      and ${ask.visible ? sql`(g.id is not null and ${ask.visible})` : sql`true`}
    order by e.id desc limit ${ask.limit})`;
  const { rows } = await sql<LoggedRow>`
    select e.id, e.kind, e.occurred_at, e.received_at, e.group_id, g.name as group_name, c.id as member_id, c.nickname as member_name, e.value, e.data,
      case when x.removed_at is null then x.text end as text
    from (select * from (${sql.join(ask.kinds.map(ofKind), sql` union all `)}) k order by k.id desc limit ${ask.limit}) e
    left join groups g on g.brand_id = ${brandId} and g.id = e.group_id
    left join members m on m.brand_id = ${brandId} and m.id = e.member_id
    left join members c on c.brand_id = ${brandId} and c.id = case when m.canonical_id is null then m.id else m.canonical_id end
    left join messages x on x.brand_id = ${brandId} and x.id = e.id
    order by e.id desc`.execute(db);
  return rows;
}
