import { sql } from "kysely";
import type { Db } from "../../server/db.ts";

export interface CorpRow {
  corp: string;
  connectionId: string;
  /** Where groups go that nobody placed. */
  orgId: string | null;
  syncedAt: string | null;
  reconciledAt: string | null;
}

const columns = sql`corp, connection_id, org_id, synced_at, reconciled_at`;

/** The corp behind a connection; undefined where it was not noted yet, or is noted under another. */
export async function findCorp(db: Db, brandId: number, corp: string, connectionId: string): Promise<CorpRow | undefined> {
  const { rows } =
    await sql<CorpRow>`select ${columns} from wecom_corps where brand_id = ${brandId} and corp = ${corp} and connection_id = ${connectionId}`.execute(
      db,
    );
  return rows[0];
}

/** Notes the corp behind a connection. */
export async function upsertCorp(db: Db, brandId: number, corp: string, connectionId: string, now: Date): Promise<CorpRow> {
  const { rows } = await sql<CorpRow>`
    insert into wecom_corps (brand_id, corp, connection_id, created_at) values (${brandId}, ${corp}, ${connectionId}, ${now})
    on conflict (brand_id, corp) do update set connection_id = excluded.connection_id returning ${columns}`.execute(db);
  const row = rows[0];
  if (!row) throw new Error("no corp");
  return row;
}

export async function listCorps(db: Db, brandId: number): Promise<CorpRow[]> {
  const { rows } = await sql<CorpRow>`select ${columns} from wecom_corps where brand_id = ${brandId} order by corp`.execute(db);
  return rows;
}

export async function noteSynced(db: Db, brandId: number, corp: string, mode: "full" | "reconcile", now: Date): Promise<void> {
  await sql`update wecom_corps set synced_at = case when ${mode === "full"} or synced_at is null then ${now}::timestamptz else synced_at end, reconciled_at = ${now}
    where brand_id = ${brandId} and corp = ${corp}`.execute(db);
}

export async function writeOrg(db: Db, brandId: number, corp: string, orgId: string | null): Promise<void> {
  await sql`update wecom_corps set org_id = ${orgId}::uuid where brand_id = ${brandId} and corp = ${corp}`.execute(db);
}

/** The unit everything is below. */
export async function findTopUnit(db: Db, brandId: number): Promise<string> {
  const { rows } = await sql<{
    id: string;
  }>`select id from org_units where brand_id = ${brandId} and parent_id is null order by id limit 1`.execute(db);
  const row = rows[0];
  if (!row) throw new Error("a brand without units");
  return row.id;
}
