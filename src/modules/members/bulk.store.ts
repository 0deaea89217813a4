import { sql } from "kysely";
import type { Db } from "../../server/db.ts";

export interface ProfileWrite {
  memberId: string;
  nickname: string;
  name: string;
  city: string;
  phone: string | null;
  phoneHash: string | null;
  custom: Record<string, string>;
}

/**
 * Fills what is empty in these profiles, and with `overwrite` also changes what is not; nicknames and phone numbers are only filled.
 * Answers who really changed; only their rows are held, in the order of their ids.
 */
export async function fillProfiles(db: Db, brandId: number, profiles: readonly ProfileWrite[], overwrite: boolean): Promise<string[]> {
  if (profiles.length === 0) return [];
  const pick = <K extends "memberId" | "nickname" | "name" | "city" | "phone" | "phoneHash">(key: K) => profiles.map((one) => one[key]);
  const { rows } = await sql<{ id: string }>`
    with told as (select * from unnest(${pick("memberId")}::uuid[], ${pick("nickname")}::text[], ${pick("name")}::text[], ${pick("city")}::text[], ${pick("phone")}::text[], ${pick("phoneHash")}::text[],
        ${profiles.map((one) => JSON.stringify(one.custom))}::jsonb[]) u(id, nickname, name, city, phone, phone_hash, custom)),
      wanted as (
        select m.id, n.* from told t join members m on m.brand_id = ${brandId} and m.id = t.id and m.status = 'active' cross join lateral (
          select case when m.nickname = '' then t.nickname else m.nickname end as nickname,
            case when t.name <> '' and (${overwrite} or m.name = '') then t.name else m.name end as name,
            case when t.city <> '' and (${overwrite} or m.city = '') then t.city else m.city end as city,
            case when m.phone is null then t.phone else m.phone end as phone, case when m.phone is null then t.phone_hash else m.phone_hash end as phone_hash,
            case when ${overwrite} then m.custom || t.custom else t.custom || m.custom end as custom) n
        where (m.nickname, m.name, m.city, m.phone, m.custom) is distinct from (n.nickname, n.name, n.city, n.phone, n.custom) order by m.id for no key update of m)
    update members m set nickname = w.nickname, name = w.name, city = w.city, phone = w.phone, phone_hash = w.phone_hash, custom = w.custom
    from wanted w where m.brand_id = ${brandId} and m.id = w.id returning m.id`.execute(db);
  return rows.map((row) => row.id);
}

/** The number the newest member has. */
export async function readLastNumber(db: Db, brandId: number): Promise<number> {
  const { rows } = await sql<{ lastNo: number }>`select last_no from member_numbers where brand_id = ${brandId}`.execute(db);
  return rows[0]?.lastNo ?? 0;
}

/** Which of these members came after the one with a number. */
export async function listMadeAfter(db: Db, brandId: number, memberIds: readonly string[], lastNo: number): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from members where brand_id = ${brandId} and id = any(${memberIds}::uuid[]) and member_no > ${lastNo}`.execute(db);
  return new Set(rows.map((row) => row.id));
}

/** The tags of these names, made where they are missing. */
export async function ensureTags(
  db: Db,
  brandId: number,
  tags: readonly { id: string; name: string }[],
  createdAt: Date,
): Promise<Map<string, string>> {
  const [ids, names] = [tags.map((tag) => tag.id), tags.map((tag) => tag.name)];
  await sql`insert into tags (brand_id, id, name, created_at) select ${brandId}::int, u.id, u.name, ${createdAt}::timestamptz
    from unnest(${ids}::uuid[], ${names}::text[]) u(id, name) order by u.name on conflict (brand_id, name) do nothing`.execute(db);
  const { rows } = await sql<{
    id: string;
    name: string;
  }>`select id, name from tags where brand_id = ${brandId} and name = any(${names}::text[])`.execute(db);
  return new Map(rows.map((row) => [row.name, row.id]));
}

/** Tags members, each pair once; answers the pairs that were new. */
export async function addTagPairs(
  db: Db,
  brandId: number,
  pairs: readonly { tagId: string; memberId: string }[],
  taggedAt: Date,
): Promise<{ tagId: string; memberId: string }[]> {
  if (pairs.length === 0) return [];
  const { rows } = await sql<{ tagId: string; memberId: string }>`
    insert into member_tags (brand_id, tag_id, member_id, source, tagged_at)
    select ${brandId}::int, u.tag_id, u.member_id, 'import', ${taggedAt}::timestamptz
    from unnest(${pairs.map((one) => one.tagId)}::uuid[], ${pairs.map((one) => one.memberId)}::uuid[]) u(tag_id, member_id) order by 2, 3
    on conflict do nothing returning tag_id, member_id`.execute(db);
  return rows;
}

/** The pairs of which the person sits or ever sat in the group. */
export async function listEverSeated(
  db: Db,
  brandId: number,
  pairs: readonly { groupId: string; memberId: string }[],
): Promise<Set<string>> {
  if (pairs.length === 0) return new Set();
  const { rows } = await sql<{ groupId: string; memberId: string }>`
    select distinct s.group_id, s.member_id from unnest(${pairs.map((one) => one.groupId)}::uuid[], ${pairs.map((one) => one.memberId)}::uuid[]) u(group_id, member_id)
    join seats s on s.brand_id = ${brandId} and s.group_id = u.group_id and s.member_id = u.member_id`.execute(db);
  return new Set(rows.map((row) => row.groupId + row.memberId));
}
