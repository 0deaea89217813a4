import { sql } from "kysely";
import { arrayLiteral } from "../../server/columns.ts";
import type { Db } from "../../server/db.ts";
import type { SeatKind } from "./events.contract.ts";

export interface Speaker {
  groupId: string;
  memberId: string;
  kind: SeatKind;
  name: string;
}

const pairArrays = (pairs: readonly { groupId: string; memberId: string }[]) =>
  sql`unnest(${arrayLiteral(pairs.map((one) => one.groupId))}::uuid[], ${arrayLiteral(pairs.map((one) => one.memberId))}::uuid[]) p(group_id, member_id)`;

/** Who speaks: by the open seat. */
export async function listSeated(db: Db, brandId: number, pairs: readonly { groupId: string; memberId: string }[]): Promise<Speaker[]> {
  if (pairs.length === 0) return [];
  const { rows } = await sql<Speaker>`
    select s.group_id, s.member_id, s.kind, s.nickname as name
    from ${pairArrays(pairs)} join seats s on s.brand_id = ${brandId} and s.group_id = p.group_id and s.member_id = p.member_id and s.left_at is null`.execute(
    db,
  );
  return rows;
}

/** Who spoke without an open seat: by the last one they held here, else by their profile. */
export async function listUnseated(db: Db, brandId: number, pairs: readonly { groupId: string; memberId: string }[]): Promise<Speaker[]> {
  if (pairs.length === 0) return [];
  const { rows } = await sql<Speaker>`
    select p.group_id, p.member_id, coalesce(s.kind, 'member') as kind, coalesce(s.nickname, m.nickname) as name
    from ${pairArrays(pairs)}
    join members m on m.brand_id = ${brandId} and m.id = p.member_id
    left join lateral (select kind, nickname from seats where brand_id = ${brandId} and member_id = p.member_id and group_id = p.group_id
      order by joined_at desc limit 1) s on true`.execute(db);
  return rows;
}
