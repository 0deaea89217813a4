import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { GroupRow } from "./groups.store.ts";

export type BulkKind = "owner" | "blueprint" | "close";

/** What a bulk action may touch of a group. */
export type Snapshot = Pick<
  GroupRow,
  | "ownerStaffId"
  | "status"
  | "closedAt"
  | "blueprintId"
  | "blueprintVersion"
  | "positioning"
  | "commercialType"
  | "capacity"
  | "targetMembers"
  | "slogan"
  | "announcement"
  | "profile"
>;

export interface BulkRow {
  groupId: string;
  before: Snapshot;
  after: Snapshot;
}

export interface Bulk {
  id: string;
  kind: BulkKind;
  rows: BulkRow[];
  undoneAt: string | null;
}

export async function insertBulk(
  db: Db,
  brandId: number,
  bulk: { id: string; kind: BulkKind; rows: readonly BulkRow[]; createdBy: string | null; createdAt: Date },
): Promise<void> {
  await sql`insert into group_bulk_changes (brand_id, id, kind, rows, created_by, created_at)
    values (${brandId}, ${bulk.id}, ${bulk.kind}, ${JSON.stringify(bulk.rows)}, ${bulk.createdBy}, ${bulk.createdAt})`.execute(db);
}

/** Held until the transaction ends, so that it is taken back once. */
export async function lockBulk(db: Db, brandId: number, id: string): Promise<Bulk | undefined> {
  const { rows } =
    await sql<Bulk>`select id, kind, rows, undone_at from group_bulk_changes where brand_id = ${brandId} and id = ${id} for update`.execute(
      db,
    );
  return rows[0];
}

export async function markUndone(db: Db, brandId: number, id: string, now: Date): Promise<void> {
  await sql`update group_bulk_changes set undone_at = ${now} where brand_id = ${brandId} and id = ${id}`.execute(db);
}

/** Writes back what a bulk action found, but for owners, whose rosters go with them. Ways in that closed with the group open again. */
export async function restore(db: Db, brandId: number, rows: readonly BulkRow[]): Promise<void> {
  const values = rows.map((row) => ({ groupId: row.groupId, wasClosedAt: row.after.closedAt, ...row.before }));
  const given = sql`jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as r("groupId" uuid, "wasClosedAt" timestamptz, "status" text, "closedAt" timestamptz, "blueprintId" uuid, "blueprintVersion" int,
    "positioning" text, "commercialType" text, "capacity" int, "targetMembers" int, "slogan" text, "announcement" text, "profile" jsonb)`;
  await sql`
    update group_entries e set closed_at = null from ${given}
    where e.brand_id = ${brandId} and e.group_id = r."groupId" and r."status" <> 'closed' and e.closed_at = r."wasClosedAt"`.execute(db);
  await sql`
    update groups g set status = r."status", closed_at = r."closedAt", blueprint_id = r."blueprintId", blueprint_version = r."blueprintVersion", positioning = r."positioning",
      commercial_type = r."commercialType", capacity = greatest(r."capacity", least(g.capacity, g.member_count)), target_members = r."targetMembers", slogan = r."slogan", announcement = r."announcement", profile = r."profile"
    from ${given} where g.brand_id = ${brandId} and g.id = r."groupId"`.execute(db);
}
