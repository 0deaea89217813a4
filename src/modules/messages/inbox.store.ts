import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { InboxState } from "./inbox.contract.ts";

export interface KeptRow {
  id: string;
  source: string;
  state: InboxState;
  reason: string;
  body: string;
}

/** Kept once, however often it is heard. */
export async function insertKept(db: Db, brandId: number, rows: readonly KeptRow[], receivedAt: Date): Promise<void> {
  if (rows.length === 0) return;
  const pick = <K extends keyof KeptRow>(key: K) => rows.map((row) => row[key]);
  await sql`insert into inbox (id, brand_id, source, received_at, state, reason, body)
    select u.id, ${brandId}::int, u.source, ${receivedAt}::timestamptz, u.state, u.reason, u.body
    from unnest(${pick("id")}::uuid[], ${pick("source")}::text[], ${pick("state")}::text[], ${pick("reason")}::text[], ${pick("body")}::text[]) u(id, source, state, reason, body)
    on conflict (id) do nothing`.execute(db);
}

export interface InboxRecord {
  id: string;
  source: string;
  receivedAt: string;
  state: InboxState;
  reason: string;
  body: string;
  sizeChars: number;
}

export interface InboxAsk {
  state: InboxState | undefined;
  reason: string | undefined;
  q: string | undefined;
  after: { receivedAt: string; id: string } | undefined;
  limit: number;
  sampleChars: number;
}

/** Newest first; bodies are cut to a sample. */
export async function listInbox(db: Db, brandId: number, ask: InboxAsk): Promise<InboxRecord[]> {
  const { state, reason, q, after } = ask;
  const wanted = [
    sql`brand_id = ${brandId}`,
    ...(state ? [sql`state = ${state}`] : []),
    ...(reason ? [sql`reason = ${reason}`] : []),
    ...(q ? [sql`position(lower(${q}::text) in lower(body)) > 0`] : []),
    ...(after ? [sql`(received_at, id) < (${after.receivedAt}::timestamptz, ${after.id}::uuid)`] : []),
  ];
  const { rows } = await sql<InboxRecord>`
    select id, source, received_at, state, reason, left(body, ${ask.sampleChars}::int) as body, length(body) as size_chars from inbox
    where ${sql.join(wanted, sql` and `)} order by received_at desc, id desc limit ${ask.limit}`.execute(db);
  return rows;
}

export async function countWaiting(db: Db, brandId: number): Promise<{ reason: string; n: number }[]> {
  const { rows } = await sql<{ reason: string; n: number }>`
    select reason, count(*)::int as n from inbox where brand_id = ${brandId} and state in ('unreadable', 'quarantined') group by reason order by n desc, reason`.execute(
    db,
  );
  return rows;
}

export async function findInboxRow(db: Db, brandId: number, id: string): Promise<InboxRecord | undefined> {
  const { rows } = await sql<InboxRecord>`select id, source, received_at, state, reason, body, length(body) as size_chars from inbox
    where brand_id = ${brandId} and id = ${id}::uuid`.execute(db);
  return rows[0];
}

/** Held until the transaction ends, so that two never replay one item at once. */
export async function lockInboxRow(db: Db, brandId: number, id: string): Promise<InboxRecord | undefined> {
  const { rows } = await sql<InboxRecord>`select id, source, received_at, state, reason, body, length(body) as size_chars from inbox
    where brand_id = ${brandId} and id = ${id}::uuid for update`.execute(db);
  return rows[0];
}

/** The oldest that wait for a reason; rows another process holds are passed over. */
export async function lockWaiting(db: Db, brandId: number, reason: string, limit: number): Promise<InboxRecord[]> {
  const { rows } = await sql<InboxRecord>`select id, source, received_at, state, reason, body, length(body) as size_chars from inbox
    where brand_id = ${brandId} and state in ('unreadable', 'quarantined') and reason = ${reason}
    order by received_at, id limit ${limit} for update skip locked`.execute(db);
  return rows;
}

export async function updateState(db: Db, brandId: number, ids: readonly string[], state: InboxState): Promise<void> {
  await sql`update inbox set state = ${state} where brand_id = ${brandId} and id = any(${ids}::uuid[])`.execute(db);
}

export async function deleteInboxBefore(db: Db, brandId: number, before: Date, limit: number): Promise<number> {
  const { numAffectedRows } =
    await sql`delete from inbox where id in (select id from inbox where brand_id = ${brandId} and received_at < ${before} limit ${limit})`.execute(
      db,
    );
  return Number(numAffectedRows ?? 0);
}
