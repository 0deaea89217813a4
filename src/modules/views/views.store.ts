import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { ColumnChoice, ViewedList } from "./views.contract.ts";

export interface ViewRecord {
  id: string;
  list: ViewedList;
  name: string;
  shared: boolean;
  query: string;
  ownerId: string;
  ownerName: string;
  updatedAt: string;
}

const columns = sql`v.id, v.list, v.name, v.shared, v.query, v.owner_id, s.name as owner_name, v.updated_at`;
const joined = sql`saved_views v join staff s on s.brand_id = v.brand_id and s.id = v.owner_id`;

export async function listViews(db: Db, brandId: number, list: ViewedList, staffId: string): Promise<ViewRecord[]> {
  const { rows } = await sql<ViewRecord>`select ${columns} from ${joined}
    where v.brand_id = ${brandId} and v.list = ${list} and v.removed_at is null and (v.shared or v.owner_id = ${staffId}) order by v.created_at, v.id`.execute(
    db,
  );
  return rows;
}

/** Holds the view until the transaction ends; removed ones only where they are asked for. */
export async function lockView(db: Db, brandId: number, id: string, isRemoved = false): Promise<ViewRecord | undefined> {
  const { rows } = await sql<ViewRecord>`select ${columns} from ${joined}
    where v.brand_id = ${brandId} and v.id = ${id} and (v.removed_at is not null) = ${isRemoved} for update of v`.execute(db);
  return rows[0];
}

export async function countViews(db: Db, brandId: number, list: ViewedList, ownerId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from saved_views
    where brand_id = ${brandId} and list = ${list} and owner_id = ${ownerId} and removed_at is null`.execute(db);
  return rows[0]?.n ?? 0;
}

export interface NewView {
  id: string;
  list: ViewedList;
  name: string;
  shared: boolean;
  query: string;
  ownerId: string;
}

export async function insertView(db: Db, brandId: number, view: NewView, now: Date): Promise<void> {
  await sql`insert into saved_views (brand_id, id, list, name, owner_id, shared, query, created_at, updated_at)
    values (${brandId}, ${view.id}, ${view.list}, ${view.name}, ${view.ownerId}, ${view.shared}, ${view.query}, ${now}, ${now})`.execute(
    db,
  );
}

export async function updateView(
  db: Db,
  brandId: number,
  view: Pick<ViewRecord, "id" | "name" | "shared" | "query">,
  now: Date,
): Promise<void> {
  await sql`update saved_views set name = ${view.name}, shared = ${view.shared}, query = ${view.query}, updated_at = ${now}
    where brand_id = ${brandId} and id = ${view.id}`.execute(db);
}

export async function markRemoved(db: Db, brandId: number, id: string, at: Date | null): Promise<void> {
  await sql`update saved_views set removed_at = ${at} where brand_id = ${brandId} and id = ${id}`.execute(db);
}

export async function deleteRemoved(db: Db, brandId: number, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`delete from saved_views where brand_id = ${brandId} and removed_at < ${before}`.execute(db);
  return Number(numAffectedRows ?? 0);
}

export interface Preference {
  columns: ColumnChoice;
  defaultViewId: string | null;
}

export async function findPreference(db: Db, brandId: number, staffId: string, list: ViewedList): Promise<Preference> {
  const { rows } = await sql<Preference>`select columns, default_view_id from list_preferences
    where brand_id = ${brandId} and staff_id = ${staffId} and list = ${list}`.execute(db);
  return rows[0] ?? { columns: {}, defaultViewId: null };
}

export async function savePreference(
  db: Db,
  brandId: number,
  staffId: string,
  list: ViewedList,
  { columns: shown, defaultViewId }: Preference,
  now: Date,
): Promise<void> {
  await sql`insert into list_preferences (brand_id, staff_id, list, columns, default_view_id, updated_at)
    values (${brandId}, ${staffId}, ${list}, ${JSON.stringify(shown)}, ${defaultViewId}, ${now})
    on conflict (brand_id, staff_id, list) do update set columns = excluded.columns, default_view_id = excluded.default_view_id, updated_at = excluded.updated_at`.execute(
    db,
  );
}
