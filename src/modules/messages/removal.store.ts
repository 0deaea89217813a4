import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { SeatKind } from "./messages.contract.ts";
import type { Format } from "./inbound.contract.ts";

export interface PendingRemoval {
  ref: number;
  tail: string;
  /** The id of the event that will say so. */
  eventId: string;
  reason: string;
  removedAt: string;
}

/** Keeps "taken back" for messages that did not come yet; answers how many were not kept before. */
export async function insertPending(db: Db, brandId: number, rows: readonly PendingRemoval[], keptAt: Date): Promise<void> {
  if (rows.length === 0) return;
  const pick = <K extends keyof PendingRemoval>(key: K) => rows.map((row) => row[key]);
  await sql`insert into message_removals (brand_id, ref, tail, event_id, reason, removed_at, kept_at)
    select ${brandId}::int, u.*, ${keptAt}::timestamptz
    from unnest(${pick("ref")}::int[], ${pick("tail")}::text[], ${pick("eventId")}::uuid[], ${pick("reason")}::text[], ${pick("removedAt")}::timestamptz[]) u
    on conflict do nothing`.execute(db);
}

/** Takes those that wait for one of these refs; what does not fit by its tail is put back by the caller. */
export async function takePending(db: Db, brandId: number, refs: readonly number[]): Promise<PendingRemoval[]> {
  const { rows } = await sql<PendingRemoval>`delete from message_removals where brand_id = ${brandId} and ref = any(${refs}::int[])
    returning ref, tail, event_id, reason, removed_at`.execute(db);
  return rows;
}

export async function hasPending(db: Db, brandId: number): Promise<boolean> {
  const { rows } = await sql`select 1 from message_removals where brand_id = ${brandId} limit 1`.execute(db);
  return rows.length > 0;
}

export interface RemovedMessage {
  id: string;
  groupId: string;
  memberId: string | null;
  seatKind: SeatKind;
  format: Format;
  text: string;
  sentAt: string;
}

/** Marks messages as removed; answers those that still stood. Their words stay in the row until retention, shown to nobody. */
export async function markRemoved(
  db: Db,
  brandId: number,
  messages: readonly { id: string; removedAt: string }[],
): Promise<RemovedMessage[]> {
  if (messages.length === 0) return [];
  const { rows } = await sql<RemovedMessage>`
    update messages m set removed_at = w.removed_at
    from unnest(${messages.map((one) => one.id)}::uuid[], ${messages.map((one) => one.removedAt)}::timestamptz[]) w(id, removed_at)
    where m.brand_id = ${brandId} and m.id = w.id and m.removed_at is null
    returning m.id, m.group_id, m.member_id, m.seat_kind, m.format, m.text, m.sent_at`.execute(db);
  return rows;
}

/** Words of one person, taken out for good; the numbers in the sequence stay. */
export async function blankMessages(
  db: Db,
  brandId: number,
  memberId: string,
  kinds: readonly number[],
  name: string,
  at: Date,
): Promise<number> {
  const { numAffectedRows } = await sql`
    update messages set text = '', body = null, sender_name = ${name}, removed_at = coalesce(removed_at, ${at})
    where brand_id = ${brandId} and id in (select id from events where brand_id = ${brandId} and member_id = ${memberId}::uuid and kind = any(${kinds}::smallint[]))`.execute(
    db,
  );
  return Number(numAffectedRows ?? 0);
}

/** Messages older than an id, a portion at a time. */
export async function deleteBefore(db: Db, brandId: number, beforeId: string, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from messages where brand_id = ${brandId} and id in (select id from messages where brand_id = ${brandId} and id < ${beforeId}::uuid order by id limit ${limit})
      and id < ${beforeId}::uuid`.execute(db);
  return Number(numAffectedRows ?? 0);
}

export async function deletePendingBefore(db: Db, brandId: number, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`delete from message_removals where brand_id = ${brandId} and kept_at < ${before}`.execute(db);
  return Number(numAffectedRows ?? 0);
}
