import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { FolderPlace } from "./folders.rules.ts";

export interface FolderRow {
  id: string;
  parentId: string | null;
  name: string;
  /** Contents in it and in all below it, retired ones left out: the rows it opens. */
  contents: number;
}

/** Each content is counted once where it lies, then carried up by folder. */
export async function listFolders(db: Db, brandId: number): Promise<FolderRow[]> {
  const { rows } = await sql<FolderRow>`
    with recursive filed as (
      select folder_id as id, count(*)::int as contents from contents
      where brand_id = ${brandId} and folder_id is not null and state <> 'retired' group by folder_id
    ), carried as (
      select id, contents from filed
      union all
      select f.parent_id, c.contents from carried c join content_folders f on f.brand_id = ${brandId} and f.id = c.id where f.parent_id is not null
    ), counted as (select id, sum(contents)::int as contents from carried group by id)
    select f.id, f.parent_id, f.name, coalesce(c.contents, 0) as contents
    from content_folders f left join counted c on c.id = f.id where f.brand_id = ${brandId}`.execute(db);
  return rows;
}

/** Holds the brand's tree until the transaction ends, so that two moves never make a ring nor a folder too deep. */
export async function lockFolders(db: Db, brandId: number): Promise<FolderPlace[]> {
  await sql`select pg_advisory_xact_lock(7302, ${brandId})`.execute(db);
  const { rows } = await sql<FolderPlace>`select id, parent_id from content_folders where brand_id = ${brandId}`.execute(db);
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

export async function moveFolder(db: Db, brandId: number, id: string, parentId: string | null): Promise<void> {
  await sql`update content_folders set parent_id = ${parentId} where brand_id = ${brandId} and id = ${id}`.execute(db);
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
