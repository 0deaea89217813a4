import { sql } from "kysely";
import type { Db } from "../../server/db.ts";

/** Gives members the nicknames they go by now; answers whose was another. Rows are held in the order of their ids. */
export async function writeNicknames(db: Db, brandId: number, names: readonly { memberId: string; nickname: string }[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with held as (
      select m.id, t.nickname from unnest(${names.map((one) => one.memberId)}::uuid[], ${names.map((one) => one.nickname)}::text[]) t(id, nickname)
      join members m on m.brand_id = ${brandId} and m.id = t.id and m.status = 'active' and m.nickname <> t.nickname order by m.id for no key update of m)
    update members m set nickname = held.nickname from held where m.brand_id = ${brandId} and m.id = held.id returning m.id`.execute(db);
  return rows.map((row) => row.id);
}

export interface TagPair {
  memberId: string;
  tagId: string;
}

const pairsOf = (pairs: readonly TagPair[]) =>
  sql`unnest(${pairs.map((one) => one.memberId)}::uuid[], ${pairs.map((one) => one.tagId)}::uuid[]) w(member_id, tag_id)`;

/** Takes off tags that a channel gave and gives no more; answers which. */
export async function dropUnwanted(
  db: Db,
  brandId: number,
  ask: { memberIds: readonly string[]; managed: readonly string[]; wanted: readonly TagPair[] },
): Promise<TagPair[]> {
  const { rows } = await sql<TagPair>`
    delete from member_tags t where t.brand_id = ${brandId} and t.member_id = any(${ask.memberIds}::uuid[]) and t.source = 'channel' and t.tag_id = any(${ask.managed}::uuid[])
      and (t.member_id, t.tag_id) not in (select w.member_id, w.tag_id from ${pairsOf(ask.wanted)}) returning t.member_id, t.tag_id`.execute(
    db,
  );
  return rows;
}

/** Gives tags on behalf of a channel; answers who had them not yet. */
export async function addWanted(db: Db, brandId: number, wanted: readonly TagPair[], now: Date): Promise<TagPair[]> {
  const { rows } = await sql<TagPair>`
    insert into member_tags (brand_id, tag_id, member_id, source, tagged_at)
    select distinct ${brandId}::int, w.tag_id, w.member_id, 'channel', ${now}::timestamptz from ${pairsOf(wanted)}
    join members m on m.brand_id = ${brandId} and m.id = w.member_id and m.status = 'active' order by 3, 2
    on conflict do nothing returning member_id, tag_id`.execute(db);
  return rows;
}

/** Notes the way that people came in by, for stays that go on and of which it was not known; in the seat and in the report it is folded from. */
export async function writeEntries(
  db: Db,
  brandId: number,
  rows: readonly { groupId: string; memberId: string; entryId: string }[],
): Promise<number> {
  const told = sql`unnest(${rows.map((row) => row.groupId)}::uuid[], ${rows.map((row) => row.memberId)}::uuid[], ${rows.map((row) => row.entryId)}::uuid[]) t(group_id, member_id, entry_id)`;
  const { rows: seats } = await sql`
    with seated as (
      update seats s set entry_id = t.entry_id from ${told} where s.brand_id = ${brandId} and s.group_id = t.group_id and s.member_id = t.member_id and s.left_at is null and s.entry_id is null
      returning s.group_id, s.member_id, s.joined_at, s.entry_id)
    update seat_reports r set entry_id = seated.entry_id from seated where r.brand_id = ${brandId} and r.group_id = seated.group_id and r.member_id = seated.member_id and r.joins
      and r.at = seated.joined_at returning r.event_id`.execute(db);
  return seats.length;
}
