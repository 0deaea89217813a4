import { sql } from "kysely";
import type { Db } from "../../server/db.ts";

export async function insertPhoneSession(
  db: Db,
  brandId: number,
  session: { tokenHash: string; memberId: string; createdAt: Date; expiresAt: Date },
): Promise<void> {
  await sql`insert into phone_sessions (brand_id, token_hash, member_id, created_at, expires_at)
    values (${brandId}, ${session.tokenHash}, ${session.memberId}, ${session.createdAt}, ${session.expiresAt})`.execute(db);
}

/** The member behind a living session; merged members answer as the one they became. */
export async function findMemberBySession(
  db: Db,
  brandId: number,
  tokenHash: string,
  now: Date,
): Promise<{ id: string; nickname: string } | undefined> {
  const { rows } = await sql<{ id: string; nickname: string }>`
    select c.id, c.nickname from phone_sessions p
      join members m on m.brand_id = p.brand_id and m.id = p.member_id
      join members c on c.brand_id = m.brand_id and c.id = case when m.canonical_id is null then m.id else m.canonical_id end
    where p.brand_id = ${brandId} and p.token_hash = ${tokenHash} and p.expires_at > ${now} and p.ended_at is null and c.status = 'active'`.execute(
    db,
  );
  return rows[0];
}
