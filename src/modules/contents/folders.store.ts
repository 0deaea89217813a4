import { sql } from "kysely";
import type { Db } from "../../server/db.ts";

export interface FolderRow {
  id: string;
  parentId: string | null;
  name: string;
  /** Contents right in it, retired ones left out. */
  contents: number;
}

export async function listFolders(db: Db, brandId: number): Promise<FolderRow[]> {
  const { rows } = await sql<FolderRow>`
    select f.id, f.parent_id, f.name, (select count(*)::int from contents c where c.brand_id = f.brand_id and c.folder_id = f.id and c.state <> 'retired') as contents
    from content_folders f where f.brand_id = ${brandId} order by f.name`.execute(db);
  return rows;
}

export async function countContents(
  db: Db,
  brandId: number,
): Promise<{ state: "draft" | "pending" | "approved" | "retired"; contents: number; unfiled: number }[]> {
  const { rows } = await sql<{ state: "draft" | "pending" | "approved" | "retired"; contents: number; unfiled: number }>`
    select state, count(*)::int as contents, count(*) filter (where folder_id is null)::int as unfiled from contents where brand_id = ${brandId} group by state`.execute(
    db,
  );
  return rows;
}

export async function findFolder(
  db: Db,
  brandId: number,
  id: string,
): Promise<{ id: string; parentId: string | null; name: string } | undefined> {
  const { rows } = await sql<{
    id: string;
    parentId: string | null;
    name: string;
  }>`select id, parent_id, name from content_folders where brand_id = ${brandId} and id = ${id}`.execute(db);
  return rows[0];
}

export async function insertFolder(
  db: Db,
  brandId: number,
  folder: { id: string; parentId: string | null; name: string; at: Date },
): Promise<void> {
  await sql`insert into content_folders (brand_id, id, parent_id, name, created_at) values (${brandId}, ${folder.id}, ${folder.parentId}, ${folder.name}, ${folder.at})`.execute(
    db,
  );
}

export async function renameFolder(db: Db, brandId: number, id: string, name: string): Promise<void> {
  await sql`update content_folders set name = ${name} where brand_id = ${brandId} and id = ${id}`.execute(db);
}

/** What still lies in a folder, retired contents too. */
export async function countInFolder(db: Db, brandId: number, id: string): Promise<{ folders: number; contents: number }> {
  const { rows } = await sql<{ folders: number; contents: number }>`
    select (select count(*)::int from content_folders where brand_id = ${brandId} and parent_id = ${id}) as folders,
      (select count(*)::int from contents where brand_id = ${brandId} and folder_id = ${id}) as contents`.execute(db);
  return rows[0] ?? { folders: 0, contents: 0 };
}

export async function deleteFolder(db: Db, brandId: number, id: string): Promise<void> {
  await sql`delete from content_folders where brand_id = ${brandId} and id = ${id}`.execute(db);
}
