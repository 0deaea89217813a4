import { sql } from "kysely";
import type { Db } from "../../server/db.ts";

/** All settings of the brand by key; missing ones take their defaults from the contract. */
export async function readSettings(db: Db, brandId: number): Promise<Record<string, unknown>> {
  const { rows } = await sql<{ key: string; value: unknown }>`select key, value from settings where brand_id = ${brandId}`.execute(db);
  return Object.fromEntries(rows.map((row) => [row.key, row.value]));
}

export async function writeSettings(db: Db, brandId: number, values: Record<string, unknown>, now: Date): Promise<void> {
  const keys = Object.keys(values);
  await sql`insert into settings (brand_id, key, value, updated_at)
    select ${brandId}::int, u.*, ${now}::timestamptz from unnest(${keys}::text[], ${keys.map((key) => JSON.stringify(values[key]))}::jsonb[]) u
    on conflict (brand_id, key) do update set value = excluded.value, updated_at = excluded.updated_at`.execute(db);
}
