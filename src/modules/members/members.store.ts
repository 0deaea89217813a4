import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../server/db.ts";

export interface MemberRow {
  id: string;
  memberNo: number;
  nickname: string;
  name: string;
  phone: string | null;
  avatar: string | null;
  city: string;
  custom: Record<string, string>;
  marketingConsent: boolean;
  firstSeenAt: string;
}

/** The living canonical member behind an id, as far as `visible` (a predicate over alias m) lets it be seen. */
export async function findMember(db: Db, brandId: number, id: string, visible: RawBuilder<boolean>): Promise<MemberRow | undefined> {
  const { rows } = await sql<MemberRow>`
    select m.id, m.member_no, m.nickname, m.name, m.phone, m.avatar, m.city, m.custom, m.marketing_consent, m.first_seen_at
    from members a join members m on m.brand_id = a.brand_id and m.id = case when a.canonical_id is null then a.id else a.canonical_id end
    where a.brand_id = ${brandId} and a.id = ${id} and m.status = 'active' and ${visible}`.execute(db);
  return rows[0];
}

/** The ids of canonical members and of all that were merged into them. */
export async function listClusterIds(db: Db, brandId: number, memberIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from members where brand_id = ${brandId} and (id = any(${memberIds}::uuid[]) or canonical_id = any(${memberIds}::uuid[])) order by id`.execute(
    db,
  );
  return rows.map((row) => row.id);
}

/** Holds members, and with them their names and merges, until the transaction ends; in the order of ids. */
export async function lockMembers(db: Db, brandId: number, ids: readonly string[]): Promise<void> {
  await sql`select 1 from members where brand_id = ${brandId} and id = any(${ids}::uuid[]) order by id for update`.execute(db);
}

/** Holds all whom `list` tells, listed anew until nobody was merged, parted or added to them meanwhile; answers who they are. */
export async function lockListed(db: Db, brandId: number, list: () => Promise<string[]>): Promise<string[]> {
  for (let seen = await list(); ;) {
    await lockMembers(db, brandId, seen);
    const now = await list();
    const held = new Set(seen);
    if (now.every((id) => held.has(id))) return now;
    seen = now;
  }
}

/**
 * Holds these people and whom they are part of against merges and recounts until the transaction ends; others may hold them so as well. All
 * ids are one array: beside an `or` the planner would read every member of the brand.
 */
export async function holdWholes(db: Db, brandId: number, memberIds: readonly string[]): Promise<void> {
  for (let ids = [...new Set(memberIds)]; ids.length > 0;) {
    const { rows } = await sql<{ id: string; canonicalId: string | null }>`
      select id, canonical_id from members where brand_id = ${brandId} and id = any(array(select unnest(${ids}::uuid[])
        union select canonical_id from members where brand_id = ${brandId} and id = any(${ids}::uuid[]))) order by id for key share`.execute(
      db,
    );
    const held = new Set(rows.map((row) => row.id));
    // Merged elsewhere while they were waited for.
    ids = rows.flatMap((row) => (row.canonicalId === null || held.has(row.canonicalId) ? [] : row.canonicalId));
  }
}

export interface ProfileChange {
  nickname?: string | undefined;
  name?: string | undefined;
  phone?: string | null | undefined;
  phoneHash?: string | null | undefined;
  city?: string | undefined;
  custom?: Record<string, string> | undefined;
}

/** Writes the given fields, leaves the others. */
export async function updateProfile(db: Db, brandId: number, id: string, change: ProfileChange): Promise<void> {
  const changesPhone = change.phone !== undefined;
  await sql`update members set nickname = coalesce(${change.nickname ?? null}, nickname), name = coalesce(${change.name ?? null}, name), city = coalesce(${change.city ?? null}, city),
      custom = coalesce(${change.custom ? JSON.stringify(change.custom) : null}::jsonb, custom),
      phone = case when ${changesPhone}::boolean then ${change.phone ?? null} else phone end,
      phone_hash = case when ${changesPhone}::boolean then ${change.phoneHash ?? null} else phone_hash end
    where brand_id = ${brandId} and id = ${id}`.execute(db);
}

/** The names by which a canonical member and those merged into it are found. */
export async function listNames(
  db: Db,
  brandId: number,
  memberIds: readonly string[],
): Promise<{ memberId: string; nickname: string; name: string; phone: string | null }[]> {
  const { rows } = await sql<{ memberId: string; nickname: string; name: string; phone: string | null }>`
    select coalesce(canonical_id, id) as member_id, nickname, name, phone from members
    where brand_id = ${brandId} and (id = any(${memberIds}::uuid[]) or canonical_id = any(${memberIds}::uuid[]))`.execute(db);
  return rows;
}
