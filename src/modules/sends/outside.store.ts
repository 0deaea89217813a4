import { sql } from "kysely";
import type { OutsideSend } from "../../channels/channel.ts";
import type { Db } from "../../server/db.ts";

export interface OutsidePlace {
  channel: string;
  scope: string;
}

/** Those of these scopes whose reading is due, or that were never read. */
export async function listDuePlaces(db: Db, brandId: number, places: readonly OutsidePlace[], now: Date): Promise<OutsidePlace[]> {
  const { rows } = await sql<OutsidePlace>`
    select u.channel, u.scope from unnest(${places.map((one) => one.channel)}::text[], ${places.map((one) => one.scope)}::text[]) u(channel, scope)
      left join outside_reads r on r.brand_id = ${brandId} and r.channel = u.channel and r.scope = u.scope
    where r.scope is null or r.next_at <= ${now}`.execute(db);
  return rows;
}

/** Scopes get a row to remember how far their reading has come; new ones are read at once. */
export async function noteScopes(db: Db, brandId: number, places: readonly OutsidePlace[], now: Date): Promise<void> {
  await sql`insert into outside_reads (brand_id, channel, scope, next_at)
    select ${brandId}::int, u.channel, u.scope, ${now}::timestamptz from unnest(${places.map((one) => one.channel)}::text[], ${places.map((one) => one.scope)}::text[]) u(channel, scope)
    on conflict do nothing`.execute(db);
}

export interface OutsideRead extends OutsidePlace {
  fromAt: string | null;
  toAt: string | null;
  cursor: string | null;
  readUntil: string | null;
  /** Of sends that some have still to confirm, the oldest that is not given up. */
  oldestOpenAt: string | null;
}

/** Takes one reading of these that is due, for so long that nobody else takes it meanwhile. */
export async function claimRead(
  db: Db,
  brandId: number,
  places: readonly OutsidePlace[],
  { now, leasedUntil, openSince }: { now: Date; leasedUntil: Date; openSince: Date },
): Promise<OutsideRead | undefined> {
  const { rows } = await sql<OutsideRead>`
    update outside_reads r set next_at = ${leasedUntil} where brand_id = ${brandId} and (channel, scope) in (
      select channel, scope from outside_reads where brand_id = ${brandId} and next_at <= ${now}
        and (channel, scope) in (select * from unnest(${places.map((one) => one.channel)}::text[], ${places.map((one) => one.scope)}::text[]))
      order by next_at limit 1 for update skip locked)
    returning channel, scope, from_at, to_at, cursor, read_until, (select min(made_at) from outside_sends o
      where o.brand_id = r.brand_id and o.channel = r.channel and o.scope = r.scope and o.is_open and o.made_at > ${openSince}) as oldest_open_at`.execute(
    db,
  );
  return rows[0];
}

/** Those that need not be looked into: ours, and those known and over. */
export async function findSettled(
  db: Db,
  brandId: number,
  { channel, scope }: OutsidePlace,
  refs: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ platformRef: string }>`
    select platform_ref from handovers where brand_id = ${brandId} and platform_ref = any(${refs}::text[])
    union select platform_ref from outside_sends
      where brand_id = ${brandId} and channel = ${channel} and scope = ${scope} and platform_ref = any(${refs}::text[]) and not is_open`.execute(
    db,
  );
  return new Set(rows.map((row) => row.platformRef));
}

export async function upsertOutside(
  db: Db,
  brandId: number,
  { channel, scope }: OutsidePlace,
  sends: readonly OutsideSend[],
  now: Date,
): Promise<void> {
  if (sends.length === 0) return;
  const pick = <T>(of: (send: OutsideSend) => T) => sends.map(of);
  await sql`insert into outside_sends (brand_id, channel, scope, platform_ref, made_by, creator, made_at, summary, is_open, read_at)
    select ${brandId}::int, ${channel}::text, ${scope}::text, u.*, ${now}::timestamptz from unnest(${pick((s) => s.platformRef)}::text[], ${pick((s) => s.madeBy)}::text[],
      ${pick((s) => s.creator)}::text[], ${pick((s) => new Date(s.madeAtMs).toISOString())}::timestamptz[], ${pick((s) => s.summary)}::text[], ${pick((s) => s.isOpen)}::boolean[]) u
    on conflict (brand_id, channel, scope, platform_ref) do update set is_open = excluded.is_open, read_at = excluded.read_at`.execute(db);
  const groups = sends.flatMap((send) => send.groups.map((group) => ({ ...group, ref: send.platformRef })));
  await sql`insert into outside_deliveries (brand_id, channel, group_external_id, platform_ref, sent_at)
    select ${brandId}::int, ${channel}::text, u.* from unnest(${groups.map((one) => one.externalId)}::text[], ${groups.map((one) => one.ref)}::text[],
      ${groups.map((one) => new Date(one.atMs).toISOString())}::timestamptz[]) u
    on conflict (brand_id, channel, group_external_id, platform_ref) do update set sent_at = excluded.sent_at`.execute(db);
}

/** What was taken for another's turned out to be ours. */
export async function forgetOutside(db: Db, brandId: number, platformRef: string): Promise<void> {
  await sql`delete from outside_deliveries where brand_id = ${brandId} and platform_ref = ${platformRef}`.execute(db);
  await sql`delete from outside_sends where brand_id = ${brandId} and platform_ref = ${platformRef}`.execute(db);
}

/** Where a reading stands after a page; without a cursor it is done, and all made before its end is known. */
export async function saveRead(
  db: Db,
  brandId: number,
  { channel, scope }: OutsidePlace,
  read: { from: Date; to: Date; cursor: string | null; nextAt: Date },
): Promise<void> {
  const isDone = read.cursor === null;
  await sql`update outside_reads set from_at = ${isDone ? null : read.from}, to_at = ${isDone ? null : read.to}, cursor = ${read.cursor}, next_at = ${read.nextAt}, failure = null,
      read_until = case when ${isDone}::boolean then ${read.to}::timestamptz else read_until end
    where brand_id = ${brandId} and channel = ${channel} and scope = ${scope}`.execute(db);
}

/** A reading that failed begins again from its first page. */
export async function failRead(
  db: Db,
  brandId: number,
  { channel, scope }: OutsidePlace,
  failure: { words: string; nextAt: Date },
): Promise<void> {
  await sql`update outside_reads set from_at = null, to_at = null, cursor = null, failure = ${failure.words}, next_at = ${failure.nextAt}
    where brand_id = ${brandId} and channel = ${channel} and scope = ${scope}`.execute(db);
}

/** Until when all scopes are read; null where one never was. */
export async function findReadUntil(db: Db, brandId: number): Promise<string | null> {
  const { rows } = await sql<{ readUntil: string | null }>`
    select case when count(*) = count(read_until) then min(read_until) end as read_until from outside_reads where brand_id = ${brandId}`.execute(
    db,
  );
  return rows[0]?.readUntil ?? null;
}

/** Readings that are older than a moment are due at once. */
export async function hurryReads(db: Db, brandId: number, olderThan: Date, now: Date): Promise<void> {
  await sql`update outside_reads set next_at = ${now} where brand_id = ${brandId} and cursor is null and failure is null and next_at > ${now} and read_until < ${olderThan}`.execute(
    db,
  );
}
