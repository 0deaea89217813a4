import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import { arrayLiteral } from "../../server/event-log.ts";
import type { Known } from "./identity.rules.ts";
import type { Format, MessageBody } from "./inbound.contract.ts";
import type { SeatKind } from "./messages.contract.ts";

export interface MessageRow {
  /** Also the id of its event. */
  id: string;
  groupId: string;
  seq: number;
  memberId: string | null;
  seatKind: SeatKind;
  senderName: string;
  format: Format;
  text: string;
  body: MessageBody | null;
  sentAt: Date;
  deliveryId: string | null;
  ref: number;
}

/**
 * The last number of each group, held until the transaction ends: between processes one batch at a time writes a group's messages.
 * Groups are locked in the order of their ids.
 */
export async function lockSequences(db: Db, brandId: number, groupIds: readonly string[]): Promise<Map<string, number>> {
  const read = async () => {
    const { rows } = await sql<{ groupId: string; lastSeq: number }>`
      select group_id, last_seq from group_sequences where brand_id = ${brandId} and group_id = any(${groupIds}::uuid[]) order by group_id for update`.execute(
      db,
    );
    return new Map(rows.map((row) => [row.groupId, row.lastSeq]));
  };
  const held = await read();
  if (held.size === groupIds.length) return held;
  await sql`insert into group_sequences (brand_id, group_id, last_seq)
    select ${brandId}::int, u.id, 0 from unnest(${groupIds}::uuid[]) u(id) order by u.id on conflict do nothing`.execute(db);
  return read();
}

export async function moveSequences(db: Db, brandId: number, counts: ReadonlyMap<string, number>): Promise<void> {
  await sql`update group_sequences s set last_seq = s.last_seq + u.n from unnest(${[...counts.keys()]}::uuid[], ${[...counts.values()]}::int[]) u(id, n)
    where s.brand_id = ${brandId} and s.group_id = u.id`.execute(db);
}

/** Messages of these refs between two ids: candidates for being the same report. */
export async function findByRefs(db: Db, brandId: number, refs: readonly number[], fromId: string, toId: string): Promise<Known[]> {
  if (refs.length === 0) return [];
  const { rows } = await sql<Known>`select id, ref from messages
    where brand_id = ${brandId} and ref = any(${arrayLiteral(refs)}::int[]) and id >= ${fromId}::uuid and id < ${toId}::uuid`.execute(db);
  return rows;
}

export async function insertMessages(db: Db, brandId: number, rows: readonly MessageRow[]): Promise<void> {
  if (rows.length === 0) return;
  const plain = (key: "id" | "groupId" | "seq" | "memberId" | "seatKind" | "format" | "deliveryId" | "ref") =>
    arrayLiteral(rows.map((row) => row[key]));
  const text = (key: "senderName" | "text") => rows.map((row) => row[key]);
  await sql`
    insert into messages (brand_id, id, group_id, seq, member_id, seat_kind, sender_name, format, text, body, sent_at, delivery_id, ref)
    select ${brandId}::int, u.id, u.group_id, u.seq, u.member_id, u.seat_kind, u.sender_name, u.format, u.text, u.body,
      timestamptz 'epoch' + u.sent_ms * interval '1 ms', u.delivery_id, u.ref
    from unnest(${plain("id")}::uuid[], ${plain("groupId")}::uuid[], ${plain("seq")}::bigint[], ${plain("memberId")}::uuid[], ${plain("seatKind")}::text[],
      ${text("senderName")}::text[], ${plain("format")}::text[], ${text("text")}::text[], ${rows.map((row) => (row.body ? JSON.stringify(row.body) : null))}::jsonb[],
      ${arrayLiteral(rows.map((row) => row.sentAt.getTime()))}::bigint[], ${plain("deliveryId")}::uuid[], ${plain("ref")}::int[])
      as u(id, group_id, seq, member_id, seat_kind, sender_name, format, text, body, sent_ms, delivery_id, ref)`.execute(db);
}

/** Which of these events are in the log. */
export async function findEventIds(db: Db, brandId: number, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`select id from events where brand_id = ${brandId} and id = any(${ids}::uuid[])`.execute(db);
  return new Set(rows.map((row) => row.id));
}

export async function findGroupIds(db: Db, brandId: number, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`select id from groups where brand_id = ${brandId} and id = any(${ids}::uuid[])`.execute(db);
  return new Set(rows.map((row) => row.id));
}

/** Given ids of members with the id that now stands for each. */
export async function findCanonicalIds(db: Db, brandId: number, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; canonicalId: string }>`
    select id, coalesce(canonical_id, id) as canonical_id from members where brand_id = ${brandId} and id = any(${ids}::uuid[])`.execute(
    db,
  );
  return new Map(rows.map((row) => [row.id, row.canonicalId]));
}

export interface Speaker {
  groupId: string;
  memberId: string;
  kind: SeatKind;
  name: string;
}

/** Who speaks: by the open seat. */
export async function findSeated(db: Db, brandId: number, groupIds: readonly string[], memberIds: readonly string[]): Promise<Speaker[]> {
  const { rows } = await sql<Speaker>`
    select s.group_id, s.member_id, s.kind, s.nickname as name
    from unnest(${arrayLiteral(groupIds)}::uuid[], ${arrayLiteral(memberIds)}::uuid[]) p(group_id, member_id)
    join seats s on s.brand_id = ${brandId} and s.group_id = p.group_id and s.member_id = p.member_id and s.left_at is null`.execute(db);
  return rows;
}

/** Who spoke without an open seat: by the last one they held here, else by their profile. */
export async function findUnseated(db: Db, brandId: number, groupIds: readonly string[], memberIds: readonly string[]): Promise<Speaker[]> {
  const { rows } = await sql<Speaker>`
    select p.group_id, p.member_id, coalesce(s.kind, 'member') as kind, coalesce(s.nickname, m.nickname) as name
    from unnest(${arrayLiteral(groupIds)}::uuid[], ${arrayLiteral(memberIds)}::uuid[]) p(group_id, member_id)
    join members m on m.brand_id = ${brandId} and m.id = p.member_id
    left join lateral (select kind, nickname from seats where brand_id = ${brandId} and member_id = p.member_id and group_id = p.group_id
      order by joined_at desc limit 1) s on true`.execute(db);
  return rows;
}

export async function findInGroup(db: Db, brandId: number, groupId: string, id: string): Promise<{ id: string } | undefined> {
  const { rows } = await sql<{
    id: string;
  }>`select id from messages where brand_id = ${brandId} and id = ${id}::uuid and group_id = ${groupId}::uuid`.execute(db);
  return rows[0];
}

export async function findSeqs(db: Db, brandId: number, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{
    id: string;
    seq: number;
  }>`select id, seq from messages where brand_id = ${brandId} and id = any(${ids}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row.seq]));
}
