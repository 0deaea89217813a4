import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import { arrayLiteral, rowsOf } from "../../server/columns.ts";
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

/** The same as they stand, held by nobody; groups without a message yet are left out. */
export async function readSequences(db: Db, brandId: number, groupIds: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ groupId: string; lastSeq: number }>`
    select group_id, last_seq from group_sequences where brand_id = ${brandId} and group_id = any(${arrayLiteral(groupIds)}::uuid[])`.execute(
    db,
  );
  return new Map(rows.map((row) => [row.groupId, row.lastSeq]));
}

export async function moveSequences(db: Db, brandId: number, counts: ReadonlyMap<string, number>): Promise<void> {
  await sql`update group_sequences s set last_seq = s.last_seq + u.n from unnest(${[...counts.keys()]}::uuid[], ${[...counts.values()]}::int[]) u(id, n)
    where s.brand_id = ${brandId} and s.group_id = u.id`.execute(db);
}

/** Where candidates for being the same report lie: of these refs, between two ids. */
export interface Reach {
  refs: readonly number[];
  fromId: string;
  toId: string;
}

export async function findByRefs(db: Db, brandId: number, { refs, fromId, toId }: Reach): Promise<Known[]> {
  if (refs.length === 0) return [];
  const { rows } = await sql<Known>`select id, ref from messages
    where brand_id = ${brandId} and ref = any(${arrayLiteral(refs)}::int[]) and id >= ${fromId}::uuid and id < ${toId}::uuid`.execute(db);
  return rows;
}

/** Whether one of them was written after the groups had come to the one set of numbers, and before they came to the other. */
export async function hasRefsSince(
  db: Db,
  brandId: number,
  { refs, fromId, toId }: Reach,
  before: ReadonlyMap<string, number>,
  now: ReadonlyMap<string, number>,
): Promise<boolean> {
  const moved = [...now].filter(([groupId, seq]) => (before.get(groupId) ?? 0) < seq);
  if (moved.length === 0) return false;
  const { rows } =
    await sql`select 1 from unnest(${arrayLiteral(moved.map(([groupId]) => groupId))}::uuid[], ${arrayLiteral(moved.map(([groupId]) => before.get(groupId) ?? 0))}::bigint[]) as u(group_id, seq)
    join messages m on m.brand_id = ${brandId} and m.group_id = u.group_id and m.seq > u.seq and m.id >= ${fromId}::uuid and m.id < ${toId}::uuid
    where m.ref = any(${arrayLiteral(refs)}::int[]) limit 1`.execute(db);
  return rows.length > 0;
}

export async function insertMessages(db: Db, brandId: number, rows: readonly MessageRow[]): Promise<void> {
  if (rows.length === 0) return;
  const pick = <K extends keyof MessageRow>(key: K) => rows.map((row) => row[key]);
  const { names, values, source } = rowsOf([
    { name: "id", type: "uuid", values: pick("id") },
    { name: "group_id", type: "uuid", values: pick("groupId") },
    { name: "seq", type: "bigint", values: pick("seq") },
    { name: "member_id", type: "uuid", values: pick("memberId") },
    { name: "seat_kind", type: "text", values: pick("seatKind") },
    { name: "sender_name", type: "text", values: pick("senderName") },
    { name: "format", type: "text", values: pick("format") },
    { name: "text", type: "text", values: pick("text") },
    { name: "body", type: "jsonb", values: rows.map((row) => (row.body ? JSON.stringify(row.body) : null)) },
    { name: "sent_at", type: "timestamptz", values: rows.map((row) => row.sentAt.getTime()) },
    { name: "delivery_id", type: "uuid", values: pick("deliveryId") },
    { name: "ref", type: "integer", values: pick("ref") },
  ]);
  await sql`insert into messages (brand_id, ${names}) select ${brandId}::int, ${values} from ${source}`.execute(db);
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
