import { sql } from "kysely";
import type { Db } from "../../server/db.ts";

/** The place of the version of who stands for whom in the whole brand: merges and erasures draw it anew. */
export const EVERYBODY = "00000000-0000-0000-0000-000000000000";

/**
 * The versions under which people of these groups, or of everybody, may be remembered. Read before what is remembered, so that what
 * changes in between is remembered under a version that has passed.
 */
export async function readVersions(db: Db, brandId: number, groupIds: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ groupId: string; version: number }>`
    select group_id, version from people_versions where brand_id = ${brandId} and group_id = any(${groupIds}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.groupId, row.version]));
}

/** Ends what any process remembers of the people of these groups; groups are held in the order of their ids. */
export async function drawVersions(db: Db, brandId: number, groupIds: readonly string[]): Promise<void> {
  if (groupIds.length === 0) return;
  await sql`insert into people_versions (brand_id, group_id, version)
    select ${brandId}::int, u.id, nextval('people_versions_seq') from (select distinct id from unnest(${groupIds}::uuid[]) u(id) order by id) u
    on conflict (brand_id, group_id) do update set version = excluded.version`.execute(db);
}

/** Ends what any process remembers of these people in all their groups. */
export async function drawVersionsOf(db: Db, brandId: number, memberIds: readonly string[]): Promise<void> {
  const { rows } = await sql<{ groupId: string }>`
    select distinct group_id from seats where brand_id = ${brandId} and member_id = any(${memberIds}::uuid[])`.execute(db);
  await drawVersions(
    db,
    brandId,
    rows.map((row) => row.groupId),
  );
}
