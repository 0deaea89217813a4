import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { ContentUse } from "./contents.contract.ts";

export interface NewUse {
  contentId: string;
  version: number | null;
  placeKind: "flow" | "column" | "send";
  placeId: string;
  placeName: string;
  groups: number;
}

/** A place counts once per content, with the version and time of its last use. */
export async function upsertUses(db: Db, brandId: number, uses: readonly NewUse[], at: Date): Promise<void> {
  if (uses.length === 0) return;
  const pick = <K extends keyof NewUse>(key: K) => uses.map((use) => use[key]);
  await sql`
    insert into content_uses (brand_id, content_id, place_kind, place_id, place_name, version, groups, used_at)
    select distinct on (u.content_id, u.place_kind, u.place_id) ${brandId}::int, u.content_id, u.place_kind, u.place_id, u.place_name, u.version, u.groups, ${at}::timestamptz
    from unnest(${pick("contentId")}::uuid[], ${pick("placeKind")}::text[], ${pick("placeId")}::uuid[], ${pick("placeName")}::text[], ${pick("version")}::int[], ${pick("groups")}::int[])
      as u(content_id, place_kind, place_id, place_name, version, groups)
    on conflict (brand_id, content_id, place_kind, place_id) do update
      set place_name = excluded.place_name, version = excluded.version, groups = excluded.groups, used_at = excluded.used_at`.execute(db);
}

/** Takes a place's uses of other contents away. */
export async function keepOnlyUses(
  db: Db,
  brandId: number,
  placeKind: NewUse["placeKind"],
  placeId: string,
  contentIds: readonly string[],
): Promise<void> {
  await sql`delete from content_uses where brand_id = ${brandId} and place_kind = ${placeKind} and place_id = ${placeId}
    and content_id <> all(${[...contentIds]}::uuid[])`.execute(db);
}

/** The last fifty places, newest first. */
export async function listUses(db: Db, brandId: number, contentId: string): Promise<ContentUse[]> {
  const { rows } = await sql<ContentUse>`
    select place_kind, place_id, place_name, version, groups, used_at from content_uses
    where brand_id = ${brandId} and content_id = ${contentId} order by used_at desc, place_id limit 50`.execute(db);
  return rows;
}
