import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import { drawVersions, EVERYBODY } from "./versions.store.ts";

export interface MergeLink {
  memberId: string;
  intoId: string;
  tagIds: string[];
}

/** The link of one merged part, and those above it up to the whole person, in that order. */
export async function listLinksUp(db: Db, brandId: number, memberId: string): Promise<MergeLink[]> {
  const { rows } = await sql<MergeLink>`
    with recursive up as (
      select member_id, into_id, tag_ids, 1 as depth from member_merges where brand_id = ${brandId} and member_id = ${memberId}
      union all select l.member_id, l.into_id, l.tag_ids, up.depth + 1 from up join member_merges l on l.brand_id = ${brandId} and l.member_id = up.into_id)
    select member_id, into_id, tag_ids from up order by depth`.execute(db);
  return rows;
}

/** Writes that a person is part of another, points all its parts there, and hands its tags on; the link keeps which were gained. */
export async function insertMerge(
  db: Db,
  brandId: number,
  link: { memberId: string; intoId: string; staffId: string | null; at: Date },
): Promise<void> {
  const { rows } = await sql<{ tagId: string }>`
    insert into member_tags (brand_id, tag_id, member_id, source, tagged_at)
    select brand_id, tag_id, ${link.intoId}::uuid, source, tagged_at from member_tags where brand_id = ${brandId} and member_id = ${link.memberId} on conflict do nothing returning tag_id`.execute(
    db,
  );
  await sql`insert into member_merges (brand_id, member_id, into_id, merged_by, merged_at, tag_ids)
    values (${brandId}, ${link.memberId}, ${link.intoId}, ${link.staffId}, ${link.at}, ${rows.map((row) => row.tagId)}::uuid[])`.execute(
    db,
  );
  await sql`update members set canonical_id = ${link.intoId} where brand_id = ${brandId} and (id = ${link.memberId} or canonical_id = ${link.memberId})`.execute(
    db,
  );
  await drawVersions(db, brandId, [EVERYBODY]);
}

/** Takes the link away; the part and all that hang below it are one person again. */
export async function deleteMerge(db: Db, brandId: number, memberId: string): Promise<void> {
  await sql`delete from member_merges where brand_id = ${brandId} and member_id = ${memberId}`.execute(db);
  await sql`with recursive down as (
      select ${memberId}::uuid as id union all select l.member_id from down join member_merges l on l.brand_id = ${brandId} and l.into_id = down.id)
    update members m set canonical_id = case when m.id = ${memberId}::uuid then null else ${memberId}::uuid end
    from down where m.brand_id = ${brandId} and m.id = down.id`.execute(db);
  await drawVersions(db, brandId, [EVERYBODY]);
}

/** Takes tags that were gained by a merge off again, as far as nobody else of the person brings them. */
export async function dropGained(db: Db, brandId: number, link: MergeLink, tagIds: readonly string[]): Promise<void> {
  await sql`delete from member_tags t where t.brand_id = ${brandId} and t.member_id = ${link.intoId} and t.tag_id = any(${tagIds}::uuid[])
    and not exists (select 1 from member_merges l join member_tags o on o.brand_id = l.brand_id and o.member_id = l.member_id
      where l.brand_id = ${brandId} and l.into_id = ${link.intoId} and l.member_id <> ${link.memberId} and o.tag_id = t.tag_id)`.execute(
    db,
  );
}

/** The last interaction of each whole person from all parts: what each part knew of itself stays with it. */
export async function refreshActivity(db: Db, brandId: number, memberIds: readonly string[]): Promise<void> {
  await sql`insert into member_activity (brand_id, member_id, last_active_at, last_active_hour)
    select ${brandId}::int, m.canonical_id, max(a.last_active_at), date_trunc('hour', max(a.last_active_at)) from members m
      join member_activity a on a.brand_id = m.brand_id and a.member_id = m.id
    where m.brand_id = ${brandId} and m.canonical_id = any(${memberIds}::uuid[]) group by 2
    on conflict (brand_id, member_id) do update set last_active_at = greatest(member_activity.last_active_at, excluded.last_active_at),
      last_active_hour = greatest(member_activity.last_active_hour, excluded.last_active_hour)`.execute(db);
}
