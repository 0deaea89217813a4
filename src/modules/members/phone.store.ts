import { sql } from "kysely";
import { found } from "../../lib/refusal.ts";
import type { Db } from "../../server/db.ts";

export interface Self {
  nickname: string;
  phone: string | null;
  city: string;
  marketingConsent: boolean;
}

/** What a member is shown of himself. */
export async function findSelf(db: Db, brandId: number, memberId: string): Promise<Self> {
  const { rows } =
    await sql<Self>`select nickname, phone, city, marketing_consent from members where brand_id = ${brandId} and id = ${memberId}`.execute(
      db,
    );
  return found(rows[0], "members.missing");
}
