import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { ConnectionKind } from "./connections.contract.ts";

export interface Lane {
  connectionId: string;
  brandId: number;
}

/** Asked before any brand is entered. */
export async function findLane(db: Db, pathToken: string): Promise<Lane | undefined> {
  const { rows } = await sql<Lane>`select connection_id, brand_id from callback_lanes where path_token = ${pathToken}`.execute(db);
  return rows[0];
}

export async function markVerified(db: Db, connectionId: string, now: Date): Promise<void> {
  await sql`update callback_lanes set verified_at = ${now} where connection_id = ${connectionId}`.execute(db);
}

export async function markReceived(db: Db, connectionIds: readonly string[], now: Date): Promise<void> {
  await sql`update callback_lanes set received_at = greatest(received_at, ${now}) where connection_id = any(${[...connectionIds]}::uuid[])`.execute(
    db,
  );
}

export interface NewCallback {
  brandId: number;
  connectionId: string;
  digest: Buffer;
  signature: string;
  body: string;
  receivedAt: Date;
}

/** Keeps what is new, many in one statement; answers the places of those that were. */
export async function insertCallbacks(db: Db, rows: readonly NewCallback[]): Promise<Set<number>> {
  const kept = await sql<{ digest: Buffer; connectionId: string }>`
    insert into callbacks (brand_id, connection_id, digest, signature, received_at, body)
    select u.brand_id, u.connection_id, u.digest, u.signature, u.received_at, u.body from unnest(${rows.map((one) => one.brandId)}::int[], ${rows.map((one) => one.connectionId)}::uuid[],
      ${rows.map((one) => one.digest)}::bytea[], ${rows.map((one) => one.signature)}::text[], ${rows.map((one) => one.receivedAt)}::timestamptz[],
      ${rows.map((one) => one.body)}::text[]) with ordinality as u(brand_id, connection_id, digest, signature, received_at, body, place) order by u.place
    on conflict (connection_id, digest) do nothing returning connection_id, digest`.execute(db);
  const fresh = new Set(kept.rows.map((one) => `${one.connectionId}${one.digest.toString("hex")}`));
  const places = new Set<number>();
  for (const [i, one] of rows.entries()) if (fresh.delete(`${one.connectionId}${one.digest.toString("hex")}`)) places.add(i);
  return places;
}

/** Which of these calls were here before, by their signature: a replay, or the platform's own second try. */
export async function findSignatures(db: Db, rows: readonly NewCallback[]): Promise<Set<string>> {
  const { rows: found } = await sql<{ signature: string }>`select c.signature from callbacks c
    join unnest(${rows.map((one) => one.connectionId)}::uuid[], ${rows.map((one) => one.digest)}::bytea[]) as u(connection_id, digest)
    on c.connection_id = u.connection_id and c.digest = u.digest`.execute(db);
  return new Set(found.map((one) => one.signature));
}

export interface HourCount {
  brandId: number;
  connectionId: string;
  hour: Date;
  outcome: string;
  count: number;
}

export async function addHours(db: Db, counts: readonly HourCount[]): Promise<void> {
  await sql`insert into callback_hours (brand_id, connection_id, hour, outcome, count)
    select * from unnest(${counts.map((one) => one.brandId)}::int[], ${counts.map((one) => one.connectionId)}::uuid[], ${counts.map((one) => one.hour)}::timestamptz[],
      ${counts.map((one) => one.outcome)}::text[], ${counts.map((one) => one.count)}::bigint[])
    on conflict (connection_id, hour, outcome) do update set count = callback_hours.count + excluded.count`.execute(db);
}

export interface DueLane {
  connectionId: string;
  kind: ConnectionKind;
}

/** Connections of the brand with something to handle that nobody handles. */
export async function listDueLanes(db: Db, brandId: number): Promise<string[]> {
  const { rows } = await sql<{ connectionId: string }>`select l.connection_id from callback_lanes l where l.brand_id = ${brandId}
    and (l.leased_until is null or l.leased_until < clock_timestamp()) and (l.due_at is null or l.due_at <= clock_timestamp())
    and exists (select 1 from callbacks c where c.connection_id = l.connection_id and c.state = 'waiting' and (c.due_at is null or c.due_at <= clock_timestamp()))`.execute(
    db,
  );
  return rows.map((one) => one.connectionId);
}

/** Takes the lane for this process, for so long; answers the epoch that its writes name, and how often it failed of late. */
export async function claimLane(db: Db, connectionId: string, leaseMs: number): Promise<{ epoch: number; failures: number } | undefined> {
  const { rows } = await sql<{ epoch: number; failures: number }>`update callback_lanes
    set epoch = epoch + 1, leased_until = clock_timestamp() + make_interval(secs => ${leaseMs / 1_000})
    where connection_id = ${connectionId} and (leased_until is null or leased_until < clock_timestamp()) and (due_at is null or due_at <= clock_timestamp())
    returning epoch, failures`.execute(db);
  return rows[0];
}

export async function holdLane(db: Db, connectionId: string, epoch: number, leaseMs: number): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update callback_lanes set leased_until = clock_timestamp() + make_interval(secs => ${leaseMs / 1_000})
    where connection_id = ${connectionId} and epoch = ${epoch}`.execute(db);
  return Number(numAffectedRows ?? 0) === 1;
}

/** Lets the lane go; after a failure nobody takes it before `restMs` are over. */
export async function leaveLane(db: Db, connectionId: string, epoch: number, after: { failures: number; restMs: number }): Promise<void> {
  await sql`update callback_lanes set leased_until = null, failures = ${after.failures},
    due_at = case when ${after.restMs}::float8 > 0 then clock_timestamp() + make_interval(secs => ${after.restMs / 1_000}) end
    where connection_id = ${connectionId} and epoch = ${epoch}`.execute(db);
}

export interface RawCallback {
  id: number;
  receivedAt: string;
  body: string;
  tries: number;
}

/** What can be handled now, in the order of arrival; nothing from the moment the connection is switched off. */
export async function listWaiting(db: Db, brandId: number, connectionId: string, limit: number): Promise<RawCallback[]> {
  const { rows } = await sql<RawCallback>`select id, received_at, body, tries from callbacks
    where connection_id = ${connectionId} and state = 'waiting' and (due_at is null or due_at <= clock_timestamp())
      and exists (select 1 from connections n where n.brand_id = ${brandId} and n.id = ${connectionId} and n.state <> 'off') order by id limit ${limit}`.execute(
    db,
  );
  return rows;
}

export interface Ended {
  id: number;
  state: "handled" | "ignored" | "unreadable" | "failed";
  reason: string | null;
}

/**
 * Ends them while this process still holds the lane. It is on disk with whatever is next: where the database's machine loses its power
 * before, they are handled once more.
 */
export async function endCallbacks(db: Db, connectionId: string, epoch: number, ended: readonly Ended[], now: Date): Promise<void> {
  await sql`update callbacks c set state = u.state, reason = u.reason, ended_at = ${now}
    from (select set_config('synchronous_commit', 'off', true) as commits) s, unnest(${ended.map((one) => one.id)}::bigint[], ${ended.map((one) => one.state)}::text[], ${ended.map((one) => one.reason)}::text[]) as u(id, state, reason)
    where c.id = u.id and s.commits = 'off' and exists (select 1 from callback_lanes l where l.connection_id = ${connectionId} and l.epoch = ${epoch})`.execute(
    db,
  );
}

/** One that failed comes again after a while. */
export async function putOff(db: Db, id: number, reason: string, restMs: number): Promise<void> {
  await sql`update callbacks set tries = tries + 1, reason = ${reason}, due_at = clock_timestamp() + make_interval(secs => ${restMs / 1_000})
    where id = ${id} and state = 'waiting'`.execute(db);
}

export interface AstrayFilter {
  connectionId: string;
  states: readonly string[];
  before: number | null;
  limit: number;
}

export async function listAstray(
  db: Db,
  brandId: number,
  filter: AstrayFilter,
): Promise<{ id: number; receivedAt: string; state: "unreadable" | "failed"; reason: string | null; tries: number; body: string }[]> {
  const { rows } = await sql<{
    id: number;
    receivedAt: string;
    state: "unreadable" | "failed";
    reason: string | null;
    tries: number;
    body: string;
  }>`
    select id, received_at, state, reason, tries, left(body, 4000) as body from callbacks where brand_id = ${brandId} and connection_id = ${filter.connectionId}
      and state in ('unreadable', 'failed') and state = any(${[...filter.states]}::text[]) and (${filter.before}::bigint is null or id < ${filter.before}::bigint)
    order by id desc limit ${filter.limit + 1}`.execute(db);
  return rows;
}

/** Back into the queue, in their old places; all of the connection where none is named. */
export async function retryAstray(db: Db, brandId: number, connectionId: string, ids: readonly number[] | null): Promise<number> {
  const { numAffectedRows } =
    await sql`update callbacks set state = 'waiting', tries = 0, due_at = null, ended_at = null where brand_id = ${brandId} and connection_id = ${connectionId}
    and state in ('unreadable', 'failed') and (${ids === null} or id = any(${[...(ids ?? [])]}::bigint[]))`.execute(db);
  await sql`update callback_lanes set due_at = null, failures = 0 where connection_id = ${connectionId}`.execute(db);
  return Number(numAffectedRows ?? 0);
}

export async function readHours(
  db: Db,
  brandId: number,
  connectionId: string,
  from: Date,
): Promise<{ hour: string; outcome: string; count: number }[]> {
  const { rows } = await sql<{ hour: string; outcome: string; count: number }>`select hour, outcome, count from callback_hours
    where brand_id = ${brandId} and connection_id = ${connectionId} and hour >= ${from} order by hour, outcome`.execute(db);
  return rows;
}

export async function countOpen(db: Db, brandId: number): Promise<{ state: string; count: number }[]> {
  const { rows } = await sql<{ state: string; count: number }>`select state, count(*)::int as count from callbacks
    where brand_id = ${brandId} and state in ('waiting', 'unreadable', 'failed') group by state`.execute(db);
  return rows;
}

export async function countOpenOf(db: Db, connectionId: string): Promise<Partial<Record<"waiting" | "unreadable" | "failed", number>>> {
  const { rows } = await sql<{ state: string; count: number }>`
    select 'waiting' as state, count(*)::int as count from (select 1 from callbacks where connection_id = ${connectionId} and state = 'waiting' limit 10001) w
    union all select state, count(*)::int from callbacks where connection_id = ${connectionId} and state in ('unreadable', 'failed') group by state`.execute(
    db,
  );
  return Object.fromEntries(rows.map((one) => [one.state, one.count]));
}

/** What is over some thousand at a time: the handled after days, what went astray after weeks. */
export async function forgetCallbacks(db: Db, brandId: number, before: { handled: Date; astray: Date }): Promise<number> {
  const { numAffectedRows } = await sql`delete from callbacks where id in (select id from callbacks where brand_id = ${brandId}
    and ((received_at < ${before.handled} and state in ('handled', 'ignored')) or (received_at < ${before.astray} and state in ('unreadable', 'failed')))
    order by received_at limit 5000)`.execute(db);
  return Number(numAffectedRows ?? 0);
}

export async function forgetCounts(db: Db, brandId: number, before: { hours: Date; minutes: Date }): Promise<void> {
  await sql`delete from callback_hours where brand_id = ${brandId} and hour < ${before.hours}`.execute(db);
  await sql`delete from line_minutes where brand_id = ${brandId} and minute < ${before.minutes}`.execute(db);
}
