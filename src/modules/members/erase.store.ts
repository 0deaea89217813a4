import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import { drawVersions, drawVersionsOf, EVERYBODY } from "./versions.store.ts";

/** Takes away all that names these ids; the rows themselves stay as nobody's, so that sums still add up. Consents stay: they prove what was agreed. */
export async function eraseMembers(db: Db, brandId: number, partIds: readonly string[], erasedName: string): Promise<void> {
  await sql`update members set nickname = ${erasedName}, name = '', phone = null, phone_hash = null, avatar = null, city = '', custom = '{}', status = 'erased', marketing_consent = false
    where brand_id = ${brandId} and id = any(${partIds}::uuid[])`.execute(db);
  await sql`update seats set nickname = ${erasedName} where brand_id = ${brandId} and member_id = any(${partIds}::uuid[])`.execute(db);
  const mine = sql`brand_id = ${brandId} and member_id = any(${partIds}::uuid[])`;
  await sql`delete from member_identities where ${mine}`.execute(db);
  await drawVersions(db, brandId, [EVERYBODY]);
  await drawVersionsOf(db, brandId, partIds);
  await sql`delete from member_terms where ${mine}`.execute(db);
  await sql`delete from member_tags where ${mine}`.execute(db);
  await sql`delete from member_notes where ${mine}`.execute(db);
  // In the order in which an interaction is noted.
  await sql`delete from member_activity where ${mine}`.execute(db);
  await sql`delete from member_orgs where ${mine}`.execute(db);
  await sql`delete from member_contacts where ${mine}`.execute(db);
  await sql`delete from phone_sessions where ${mine}`.execute(db);
  await sql`update audit_entries set actor_name = ${erasedName} where brand_id = ${brandId} and actor_kind = 'member' and actor_id = any(${partIds}::text[])`.execute(
    db,
  );
}

/** Copies that were made for these ids: answers their files and forgets them. */
export async function takeFiles(db: Db, brandId: number, partIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ sha256: string }>`
    with ended as (update privacy_requests r set state = 'done', file_sha256 = null from (
        select id, file_sha256 from privacy_requests where brand_id = ${brandId} and member_id = any(${partIds}::uuid[]) and kind = 'export' and state in ('asked', 'ready') for update) was
      where r.brand_id = ${brandId} and r.id = was.id returning was.file_sha256)
    select file_sha256 as sha256 from ended where file_sha256 is not null`.execute(db);
  return rows.map((row) => row.sha256);
}

/** Copies that were ready before a moment. */
export async function takeOldFiles(db: Db, brandId: number, before: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ sha256: string | null }>`
    with ended as (update privacy_requests r set state = 'done', file_sha256 = null from (
        select id, file_sha256 from privacy_requests where brand_id = ${brandId} and kind = 'export' and state = 'ready' and done_at < ${before} limit ${limit} for update skip locked) was
      where r.brand_id = ${brandId} and r.id = was.id returning was.file_sha256)
    select file_sha256 as sha256 from ended`.execute(db);
  return rows.flatMap((row) => row.sha256 ?? []);
}

/** Groups in which these ids sit now. */
export async function listOpenSeats(db: Db, brandId: number, partIds: readonly string[]): Promise<{ groupId: string; memberId: string }[]> {
  const { rows } = await sql<{ groupId: string; memberId: string }>`
    select group_id, member_id from seats where brand_id = ${brandId} and member_id = any(${partIds}::uuid[]) and left_at is null order by group_id`.execute(
    db,
  );
  return rows;
}
