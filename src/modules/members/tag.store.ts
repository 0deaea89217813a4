import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { TagSource } from "./events.contract.ts";
import type { Tag } from "./tags.contract.ts";

export async function listTags(db: Db, brandId: number): Promise<Tag[]> {
  const { rows } = await sql<Tag>`
    with parts as (select mt.tag_id, count(*)::int as n from members p join member_tags mt on mt.brand_id = p.brand_id and mt.member_id = p.id
      where p.brand_id = ${brandId} and p.canonical_id is not null group by 1)
    select t.id, t.name, t.created_at, (select count(*)::int from member_tags mt where mt.brand_id = ${brandId} and mt.tag_id = t.id) - coalesce(parts.n, 0) as members
    from tags t left join parts on parts.tag_id = t.id where t.brand_id = ${brandId} order by members desc, t.name limit 500`.execute(db);
  return rows;
}

export async function listTagNames(db: Db, brandId: number): Promise<Tag[]> {
  const { rows } =
    await sql<Tag>`select id, name, created_at, null as members from tags where brand_id = ${brandId} order by name limit 500`.execute(db);
  return rows;
}

export async function findTag(db: Db, brandId: number, id: string): Promise<{ id: string; name: string } | undefined> {
  const { rows } = await sql<{ id: string; name: string }>`select id, name from tags where brand_id = ${brandId} and id = ${id}`.execute(
    db,
  );
  return rows[0];
}

/** The tag of the name, new or there before; `isNew` says which. */
export async function ensureTag(
  db: Db,
  brandId: number,
  tag: { id: string; name: string; createdAt: Date },
): Promise<{ id: string; isNew: boolean }> {
  const { rows } = await sql<{ id: string }>`
    insert into tags (brand_id, id, name, created_at) values (${brandId}, ${tag.id}, ${tag.name}, ${tag.createdAt}) on conflict (brand_id, name) do update set name = excluded.name returning id`.execute(
    db,
  );
  const id = rows[0]?.id ?? tag.id;
  return { id, isNew: id === tag.id };
}

export async function renameTag(db: Db, brandId: number, id: string, name: string): Promise<void> {
  await sql`update tags set name = ${name} where brand_id = ${brandId} and id = ${id}`.execute(db);
}

/** Holds the tag until the transaction ends, so that nobody is given it meanwhile. */
export async function lockTag(db: Db, brandId: number, id: string): Promise<{ id: string; name: string } | undefined> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from tags where brand_id = ${brandId} and id = ${id} for update`.execute(db);
  return rows[0];
}

/** People who have it, each once; who has it by a part that was merged into them counts as well. */
export async function countTagged(db: Db, brandId: number, id: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(distinct coalesce(m.canonical_id, m.id))::int as n from member_tags mt join members m on m.brand_id = ${brandId} and m.id = mt.member_id
    where mt.brand_id = ${brandId} and mt.tag_id = ${id}`.execute(db);
  return rows[0]?.n ?? 0;
}

/** Takes a tag off everybody and away. */
export async function deleteTag(db: Db, brandId: number, id: string): Promise<void> {
  await sql`delete from tags where brand_id = ${brandId} and id = ${id}`.execute(db);
}

/** Which of these ids are canonical members that `visible` (a predicate over alias m) lets be seen. */
export async function keepVisible(db: Db, brandId: number, ids: readonly string[], visible: RawBuilder<boolean>): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select m.id from members m where m.brand_id = ${brandId} and m.id = any(${ids}::uuid[]) and m.canonical_id is null and m.status = 'active' and ${visible} order by m.id`.execute(
    db,
  );
  return rows.map((row) => row.id);
}

/** Answers who had it not yet. */
export async function addTag(
  db: Db,
  brandId: number,
  tagId: string,
  memberIds: readonly string[],
  source: TagSource,
  now: Date,
): Promise<string[]> {
  const { rows } = await sql<{ memberId: string }>`
    insert into member_tags (brand_id, tag_id, member_id, source, tagged_at)
    select ${brandId}::int, ${tagId}::uuid, u.id, ${source}::text, ${now}::timestamptz from unnest(${memberIds}::uuid[]) as u(id) order by u.id
    on conflict do nothing returning member_id`.execute(db);
  return rows.map((row) => row.memberId);
}

/** Answers who had it. */
export async function dropTag(db: Db, brandId: number, tagId: string, memberIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ memberId: string }>`
    delete from member_tags where brand_id = ${brandId} and tag_id = ${tagId} and member_id = any(${memberIds}::uuid[]) returning member_id`.execute(
    db,
  );
  return rows.map((row) => row.memberId);
}

export interface TagChange {
  id: string;
  tagId: string;
  direction: "add" | "remove";
  memberIds: string[];
  staffId: string | null;
}

export async function insertChange(db: Db, brandId: number, change: TagChange, now: Date): Promise<void> {
  await sql`insert into tag_changes (brand_id, id, tag_id, direction, member_ids, staff_id, created_at)
    values (${brandId}, ${change.id}, ${change.tagId}, ${change.direction}, ${change.memberIds}::uuid[], ${change.staffId}, ${now})`.execute(
    db,
  );
}

/** Marks a change as undone and answers it; undefined where it is another's, too old or undone already. */
export async function takeChange(
  db: Db,
  brandId: number,
  ask: { id: string; staffId: string; since: Date; now: Date },
): Promise<TagChange | undefined> {
  const { rows } = await sql<TagChange>`
    update tag_changes set undone_at = ${ask.now} where brand_id = ${brandId} and id = ${ask.id} and staff_id = ${ask.staffId} and created_at >= ${ask.since} and undone_at is null
    returning id, tag_id, direction, member_ids, staff_id`.execute(db);
  return rows[0];
}

export async function forgetChanges(db: Db, brandId: number, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`delete from tag_changes where brand_id = ${brandId} and created_at < ${before}`.execute(db);
  return Number(numAffectedRows ?? 0);
}
