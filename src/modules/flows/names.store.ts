import { sql } from "kysely";
import type { Db } from "../../server/db.ts";

/** Names of blueprints and org units by their ids, in one statement. */
export async function listNames(db: Db, brandId: number, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from blueprints where brand_id = ${brandId} and id = any(${[...ids]}::uuid[])
    union all select id, name from org_units where brand_id = ${brandId} and id = any(${[...ids]}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row.name]));
}
