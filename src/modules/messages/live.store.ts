import { sql } from "kysely";
import type { Db } from "../../server/db.ts";

/** Which of these seats are still open. */
export async function listOpenSeats(db: Db, brandId: number, seatIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{
    id: string;
  }>`select id from seats where brand_id = ${brandId} and id = any(${seatIds}::uuid[]) and left_at is null`.execute(db);
  return new Set(rows.map((row) => row.id));
}

/** Which of these phone sessions still hold, by the hashes of their tokens. */
export async function listLivingSessions(db: Db, brandId: number, tokenHashes: readonly string[], now: Date): Promise<Set<string>> {
  const { rows } = await sql<{ tokenHash: string }>`
    select p.token_hash from phone_sessions p
      join members m on m.brand_id = p.brand_id and m.id = p.member_id
      join members c on c.brand_id = m.brand_id and c.id = case when m.canonical_id is null then m.id else m.canonical_id end
    where p.brand_id = ${brandId} and p.token_hash = any(${tokenHashes}::text[]) and p.ended_at is null and p.expires_at > ${now} and c.status = 'active'`.execute(
    db,
  );
  return new Set(rows.map((row) => row.tokenHash));
}

export interface Facts {
  id: string;
  name: string;
  memberCount: number;
  announcement: string;
  /** Drawn anew whenever somebody comes, goes or is renamed: one for another leaves the head count as it was. */
  version: number;
}

/** What of groups is told when it changes. */
export async function listFacts(db: Db, brandId: number, groupIds: readonly string[]): Promise<Facts[]> {
  const { rows } = await sql<Facts>`
    select g.id, g.name, g.member_count, g.announcement, coalesce(v.version, 0) as version
    from groups g left join people_versions v on v.brand_id = g.brand_id and v.group_id = g.id
    where g.brand_id = ${brandId} and g.id = any(${groupIds}::uuid[])`.execute(db);
  return rows;
}
