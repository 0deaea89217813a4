import { sql } from "kysely";
import type { Db } from "../../server/db.ts";

export interface TagRow {
  wecomId: string;
  groupId: string;
  groupName: string;
  name: string;
  sort: number;
  tagId: string | null;
}

export async function listCorpTags(db: Db, brandId: number, corp: string): Promise<TagRow[]> {
  const { rows } = await sql<TagRow>`
    select wecom_id, group_id, group_name, name, sort, tag_id from wecom_tags where brand_id = ${brandId} and corp = ${corp} order by wecom_id`.execute(
    db,
  );
  return rows;
}

export async function upsertCorpTags(db: Db, brandId: number, corp: string, tags: readonly TagRow[], now: Date): Promise<void> {
  await sql`
    insert into wecom_tags (brand_id, corp, wecom_id, group_id, group_name, name, sort, tag_id, seen_at)
    select ${brandId}::int, ${corp}, u.wecom_id, u.group_id, u.group_name, u.name, u.sort, u.tag_id, ${now}::timestamptz
    from unnest(${tags.map((one) => one.wecomId)}::text[], ${tags.map((one) => one.groupId)}::text[], ${tags.map((one) => one.groupName)}::text[], ${tags.map((one) => one.name)}::text[],
      ${tags.map((one) => one.sort)}::bigint[], ${tags.map((one) => one.tagId)}::uuid[]) u(wecom_id, group_id, group_name, name, sort, tag_id)
    on conflict (brand_id, corp, wecom_id) do update set group_id = excluded.group_id, group_name = excluded.group_name, name = excluded.name, sort = excluded.sort,
      tag_id = excluded.tag_id, seen_at = excluded.seen_at`.execute(db);
}

export async function deleteCorpTags(db: Db, brandId: number, corp: string, wecomIds: readonly string[]): Promise<void> {
  await sql`delete from wecom_tags where brand_id = ${brandId} and corp = ${corp} and wecom_id = any(${wecomIds}::text[])`.execute(db);
}

/** People who have one of these tags by a relation that goes on, behind a given one. */
export async function listTagged(
  db: Db,
  brandId: number,
  corp: string,
  tagIds: readonly string[],
  after: string,
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ memberId: string }>`
    select distinct member_id from member_tags where brand_id = ${brandId} and tag_id = any(${tagIds}::uuid[]) and source = 'channel' and member_id > ${after}::uuid
      and exists (select 1 from wecom_corps where brand_id = ${brandId} and corp = ${corp}) order by member_id limit ${limit}`.execute(db);
  return rows.map((row) => row.memberId);
}

/** The corp's tags that these people should have: all those of their relations that go on. */
export async function listWanted(
  db: Db,
  brandId: number,
  corp: string,
  memberIds: readonly string[],
): Promise<{ memberId: string; tagId: string }[]> {
  const { rows } = await sql<{ memberId: string; tagId: string }>`
    select distinct f.member_id, t.tag_id from wecom_follows f cross join lateral unnest(f.tags) as u(wecom_id)
    join wecom_tags t on t.brand_id = f.brand_id and t.corp = f.corp and t.wecom_id = u.wecom_id
    where f.brand_id = ${brandId} and f.corp = ${corp} and f.member_id = any(${memberIds}::uuid[]) and f.lost_at is null and t.tag_id is not null`.execute(
    db,
  );
  return rows;
}
