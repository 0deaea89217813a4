import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { Span } from "../../server/reactions.ts";

export interface EntryRow {
  id: string;
  groupId: string;
  token: string;
  name: string;
  inviterMemberId: string | null;
  createdAt: string;
  closedAt: string | null;
}

export async function findEntryByToken(db: Db, brandId: number, token: string): Promise<EntryRow | undefined> {
  const { rows } = await sql<EntryRow>`
    select id, group_id, token, name, inviter_member_id, created_at, closed_at from group_entries where brand_id = ${brandId} and token = ${token}`.execute(
    db,
  );
  return rows[0];
}

export async function findEntryGroup(db: Db, brandId: number, entryId: string): Promise<string | undefined> {
  const { rows } = await sql<{
    groupId: string;
  }>`select group_id from group_entries where brand_id = ${brandId} and id = ${entryId}`.execute(db);
  return rows[0]?.groupId;
}

export interface NewEntry {
  id: string;
  groupId: string;
  token: string;
  name: string;
  inviterMemberId: string | null;
  createdAt: Date;
}

/** `closedAt`: ways in that nobody enters by a link of ours. */
export async function insertEntries(db: Db, brandId: number, entries: readonly NewEntry[], closedAt: Date | null = null): Promise<void> {
  await sql`
    insert into group_entries (brand_id, closed_at, id, group_id, token, name, inviter_member_id, created_at)
    select ${brandId}::int, ${closedAt}::timestamptz, * from unnest(${entries.map((one) => one.id)}::uuid[], ${entries.map((one) => one.groupId)}::uuid[], ${entries.map((one) => one.token)}::text[],
      ${entries.map((one) => one.name)}::text[], ${entries.map((one) => one.inviterMemberId)}::uuid[], ${entries.map((one) => one.createdAt.toISOString())}::timestamptz[])`.execute(
    db,
  );
}

export async function closeEntry(db: Db, brandId: number, groupId: string, entryId: string, now: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    update group_entries set closed_at = ${now} where brand_id = ${brandId} and group_id = ${groupId} and id = ${entryId} and closed_at is null`.execute(
    db,
  );
  return Number(numAffectedRows ?? 0);
}

/** Opens again what was closed since then. */
export async function reopenEntry(db: Db, brandId: number, groupId: string, entryId: string, since: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    update group_entries set closed_at = null where brand_id = ${brandId} and group_id = ${groupId} and id = ${entryId} and closed_at >= ${since}`.execute(
    db,
  );
  return Number(numAffectedRows ?? 0);
}

/** The ways into a group, newest first, with how often they were looked at and who came by them. */
export async function listEntries(db: Db, brandId: number, groupId: string): Promise<(EntryRow & { exposures: number; joins: number })[]> {
  const { rows } = await sql<EntryRow & { exposures: number; joins: number }>`
    with came as (select entry_id, count(distinct member_id)::int as n from seats where brand_id = ${brandId} and group_id = ${groupId} and kind = 'member' and entry_id is not null group by 1)
    select e.id, e.group_id, e.token, e.name, e.inviter_member_id, e.created_at, e.closed_at, e.exposures, coalesce(came.n, 0) as joins
    from group_entries e left join came on came.entry_id = e.id
    where e.brand_id = ${brandId} and e.group_id = ${groupId} order by e.closed_at is not null, e.id desc limit 200`.execute(db);
  return rows;
}

/** Adds the looks that a batch of the log tells of to their ways in. */
export async function addExposures(db: Db, brandId: number, span: Span): Promise<void> {
  await sql`
    update group_entries e set exposures = e.exposures + d.n from (select data->>'entryId' as id, count(*)::int as n from ${span.rows} one group by 1) d
    where e.brand_id = ${brandId} and e.id = d.id::uuid`.execute(db);
}
