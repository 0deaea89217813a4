import { sql } from "kysely";
import type { Db } from "../../server/db.ts";

/** Where what these corps keep under these keys is. */
export async function listPlaces(
  db: Db,
  brandId: number,
  corps: readonly string[],
  keys: readonly string[],
  now: Date,
): Promise<Map<string, string>> {
  const { rows } = await sql<{ key: string; place: string }>`
    select key, place from wecom_media where brand_id = ${brandId} and corp = any(${corps}::text[]) and key = any(${keys}::text[]) and (expires_at is null or expires_at > ${now})`.execute(
    db,
  );
  return new Map(rows.map((row) => [row.key, row.place]));
}

export async function keepPlace(
  db: Db,
  brandId: number,
  corp: string,
  media: { key: string; place: string; expiresAt: Date | null },
): Promise<void> {
  await sql`
    insert into wecom_media (brand_id, corp, key, place, expires_at) values (${brandId}, ${corp}, ${media.key}, ${media.place}, ${media.expiresAt})
    on conflict (brand_id, corp, key) do update set place = excluded.place, expires_at = excluded.expires_at`.execute(db);
}

export async function dropPlaces(db: Db, brandId: number, corp: string, keys: readonly string[]): Promise<void> {
  await sql`delete from wecom_media where brand_id = ${brandId} and corp = ${corp} and key = any(${keys}::text[])`.execute(db);
}
