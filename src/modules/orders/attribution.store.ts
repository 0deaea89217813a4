import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../server/db.ts";

/** Groups by id or code that fulfil a predicate over `g`. */
export async function findGroups(
  db: Db,
  brandId: number,
  ids: readonly string[],
  codes: readonly string[],
  visible: RawBuilder<boolean>,
): Promise<{ id: string; code: string }[]> {
  if (ids.length + codes.length === 0) return [];
  const { rows } = await sql<{ id: string; code: string }>`
    select g.id, g.code from groups g where g.brand_id = ${brandId} and (g.id = any(${ids}::uuid[]) or g.code = any(${codes}::text[])) and ${visible}`.execute(
    db,
  );
  return rows;
}

/** Our own ids of members with the ids that now stand for them. */
export async function findCanonicalIds(db: Db, brandId: number, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; canonicalId: string }>`
    select id, coalesce(canonical_id, id) as canonical_id from members where brand_id = ${brandId} and id = any(${ids}::uuid[])`.execute(
    db,
  );
  return new Map(rows.map((row) => [row.id, row.canonicalId]));
}

export interface Purchase {
  /** Where it stands in what was asked. */
  index: number;
  memberId: string;
  paidAt: Date;
  /** The smallest id of the moment of paying: what was said before it has a smaller one. */
  beforeId: string;
}

/**
 * The group each purchase is credited to: where the buyer sat as a member at that moment; of several the one they last spoke in before it,
 * else the one they entered last. Nobody's group is left out.
 */
export async function findGroupsOfBuyers(
  db: Db,
  brandId: number,
  receivedKind: number,
  purchases: readonly Purchase[],
): Promise<Map<number, string>> {
  if (purchases.length === 0) return new Map();
  const { rows } = await sql<{ index: number; groupId: string }>`
    with asked as (select * from unnest(${purchases.map((one) => one.index)}::int[], ${purchases.map((one) => one.memberId)}::uuid[],
        ${purchases.map((one) => one.paidAt.toISOString())}::timestamptz[], ${purchases.map((one) => one.beforeId)}::uuid[]) u(index, member_id, paid_at, before_id)),
      seated as (
        select a.index, a.before_id, s.group_id, s.member_id, s.joined_at, count(*) over (partition by a.index) as choices
        from asked a join members m on m.brand_id = ${brandId} and (m.id = a.member_id or m.canonical_id = a.member_id)
        join seats s on s.brand_id = ${brandId} and s.member_id = m.id and s.kind = 'member' and s.joined_at <= a.paid_at and (s.left_at is null or s.left_at > a.paid_at))
    select distinct on (x.index) x.index, x.group_id from seated x
    left join lateral (select e.id from events e where x.choices > 1 and e.brand_id = ${brandId} and e.member_id = x.member_id and e.group_id = x.group_id
      and e.kind = ${receivedKind} and e.id < x.before_id order by e.id desc limit 1) said on true
    order by x.index, said.id desc nulls last, x.joined_at desc, x.group_id`.execute(db);
  return new Map(rows.map((row) => [row.index, row.groupId]));
}
