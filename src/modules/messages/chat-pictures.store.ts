import { sql } from "kysely";
import type { Db } from "../../server/db.ts";

export interface ChatPicture {
  id: string;
  groupId: string;
  memberId: string;
  sha256: string;
  width: number;
  height: number;
}

export async function insertPicture(db: Db, brandId: number, picture: ChatPicture, now: Date): Promise<void> {
  await sql`insert into chat_pictures (brand_id, id, group_id, member_id, sha256, width, height, created_at)
    values (${brandId}, ${picture.id}, ${picture.groupId}, ${picture.memberId}, ${picture.sha256}, ${picture.width}, ${picture.height}, ${now})`.execute(
    db,
  );
}

export async function listPictures(db: Db, brandId: number, ids: readonly string[]): Promise<ChatPicture[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<ChatPicture>`
    select id, group_id, member_id, sha256, width, height from chat_pictures where brand_id = ${brandId} and id = any(${ids}::uuid[])`.execute(
    db,
  );
  return rows;
}

/** How many a member has put in since a moment. */
export async function countPicturesSince(db: Db, brandId: number, memberId: string, since: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from chat_pictures where brand_id = ${brandId} and member_id = ${memberId}::uuid and created_at > ${since}`.execute(
    db,
  );
  return rows[0]?.n ?? 0;
}

export async function markPicturesSaid(db: Db, brandId: number, ids: readonly string[], now: Date): Promise<void> {
  await sql`update chat_pictures set said_at = ${now} where brand_id = ${brandId} and id = any(${ids}::uuid[]) and said_at is null`.execute(
    db,
  );
}

/** Takes out the pictures of these people; answers the hashes of their bytes. */
export async function deletePicturesOf(db: Db, brandId: number, memberIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ sha256: string }>`
    delete from chat_pictures where brand_id = ${brandId} and member_id = any(${memberIds}::uuid[]) returning sha256`.execute(db);
  return rows.map((row) => row.sha256);
}

/** Takes out pictures older than talk is kept, and those that no message came to show; a portion at a time. */
export async function deleteOldPictures(db: Db, brandId: number, before: Date, unsaidBefore: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ sha256: string }>`
    delete from chat_pictures where brand_id = ${brandId} and id in (
      select id from chat_pictures where brand_id = ${brandId} and (created_at < ${before} or (created_at < ${unsaidBefore} and said_at is null)) order by created_at limit ${limit})
    returning sha256`.execute(db);
  return rows.map((row) => row.sha256);
}

/** Of these hashes, those whose bytes came in by a talk and that no talk shows any more. */
export async function listUnshownFiles(db: Db, brandId: number, sha256s: readonly string[], name: string): Promise<string[]> {
  if (sha256s.length === 0) return [];
  const { rows } = await sql<{ sha256: string }>`
    select f.sha256 from files f where f.brand_id = ${brandId} and f.sha256 = any(${sha256s}::text[]) and f.name = ${name}
      and not exists (select 1 from chat_pictures p where p.brand_id = ${brandId} and p.sha256 = f.sha256)`.execute(db);
  return rows.map((row) => row.sha256);
}
