import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { MemberItem } from "./members.contract.ts";

export type DescribedMember = Omit<MemberItem, "phoneMasked" | "avatarUrl" | "source"> & {
  phone: string | null;
  avatar: string | null;
  via: string | null;
  entryName: string | null;
};

/** What a list shows of these members, in the order of `ids`; counts take in all that were merged into them. */
export async function describeMembers(db: Db, brandId: number, ids: readonly string[], spendSince: Date): Promise<DescribedMember[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<DescribedMember>`
    with page as materialized (select u.id, u.n from unnest(${ids}::uuid[]) with ordinality as u(id, n)),
      parts as materialized (select id as member_id, id as part_id from page
        union all select canonical_id, id from members where brand_id = ${brandId} and canonical_id = any(${ids}::uuid[])),
      bought as (select p.member_id, count(*) filter (where o.refunded_fen < o.paid_fen)::int as orders90, sum(o.paid_fen - o.refunded_fen)::bigint as spend90_fen
        from parts p join orders o on o.brand_id = ${brandId} and o.member_id = p.part_id and o.paid_at >= ${spendSince} group by 1),
      sits as (select distinct on (p.member_id) p.member_id, s.kind, count(*) filter (where s.left_at is null) over (partition by p.member_id) as groups
        from parts p join seats s on s.brand_id = ${brandId} and s.member_id = p.part_id order by p.member_id, s.left_at is null desc, s.joined_at desc),
      came as (select distinct on (p.member_id) p.member_id, e.name as entry_name
        from parts p join seats s on s.brand_id = ${brandId} and s.member_id = p.part_id left join group_entries e on e.brand_id = s.brand_id and e.id = s.entry_id
        order by p.member_id, s.joined_at),
      tagged as (select mt.member_id, jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name) order by t.name) as tags
        from page join member_tags mt on mt.brand_id = ${brandId} and mt.member_id = page.id join tags t on t.brand_id = mt.brand_id and t.id = mt.tag_id group by 1)
    select m.id, m.nickname, m.name, m.phone, m.avatar, m.city, m.first_seen_at, m.marketing_consent as marketing, a.last_active_at, came.entry_name,
      (select min(i.kind) from member_identities i where i.brand_id = ${brandId} and i.member_id = m.id) as via,
      coalesce(tagged.tags, '[]') as tags, coalesce(bought.orders90, 0) as orders90, coalesce(bought.spend90_fen, 0) as spend90_fen,
      coalesce(sits.groups, 0)::int as groups, coalesce(sits.kind, 'member') as seat_kind
    from page join members m on m.brand_id = ${brandId} and m.id = page.id
      left join member_activity a on a.brand_id = ${brandId} and a.member_id = m.id
      left join bought on bought.member_id = m.id left join sits on sits.member_id = m.id left join came on came.member_id = m.id left join tagged on tagged.member_id = m.id
    order by page.n`.execute(db);
  return rows;
}

/** Which of these members a predicate over m lets through. */
export async function listVisible(db: Db, brandId: number, ids: readonly string[], visible: RawBuilder<boolean>): Promise<string[]> {
  const { rows } = await sql<{
    id: string;
  }>`select m.id from members m where m.brand_id = ${brandId} and m.id = any(${ids}::uuid[]) and ${visible}`.execute(db);
  return rows.map((row) => row.id);
}
