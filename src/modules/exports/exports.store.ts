import { sql } from "kysely";
import type { Db } from "../../server/db.ts";

/** Which of these files no kept export of the kind leads to, nor an import, with which exports shared their files once. */
export async function listUnused(db: Db, brandId: number, kind: string, sha256s: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ sha256: string }>`
    select u.sha256 from unnest(${sha256s}::text[]) as u(sha256)
    where not exists (select 1 from jobs where brand_id = ${brandId} and kind = ${kind} and result ->> 'sha256' = u.sha256)
      and not exists (select 1 from imports i where i.brand_id = ${brandId} and i.sha256 = u.sha256 and i.forgotten_at is null)`.execute(
    db,
  );
  return rows.map((row) => row.sha256);
}

export async function countOpen(db: Db, brandId: number, kind: string, askerId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from jobs
    where brand_id = ${brandId} and asker_id = ${askerId} and kind = ${kind} and state in ('waiting', 'running')`.execute(db);
  return rows[0]?.n ?? 0;
}
