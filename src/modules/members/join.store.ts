import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import { drawVersionsOf } from "./versions.store.ts";

export interface Room {
  status: "planned" | "active" | "closed";
  capacity: number;
  memberCount: number;
}

/** Holds the group until the transaction ends, so that its last place is given once. */
export async function lockRoom(db: Db, brandId: number, groupId: string): Promise<Room | undefined> {
  const { rows } =
    await sql<Room>`select status, capacity, member_count from groups where brand_id = ${brandId} and id = ${groupId} for no key update`.execute(
      db,
    );
  return rows[0];
}

/** The newest stay of a person in a group. */
export async function findLastSeat(
  db: Db,
  brandId: number,
  groupId: string,
  memberId: string,
): Promise<{ leftAt: string | null; leaveReason: string | null } | undefined> {
  const { rows } = await sql<{ leftAt: string | null; leaveReason: string | null }>`
    select s.left_at, s.leave_reason from seats s join members m on m.brand_id = s.brand_id and m.id = s.member_id
    where s.brand_id = ${brandId} and s.group_id = ${groupId} and (m.id = ${memberId} or m.canonical_id = ${memberId})
    order by s.left_at is null desc, s.joined_at desc limit 1`.execute(db);
  return rows[0];
}

/** Names that speak for the brand: colleagues, and the accounts that carry messages. */
export async function listStaffNames(db: Db, brandId: number): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from staff where brand_id = ${brandId} and status <> 'left' union select name from accounts where brand_id = ${brandId}`.execute(
    db,
  );
  return rows.map((row) => row.name);
}

/** The member's nickname everywhere it is shown now; what was said keeps the name it was said under. */
export async function renameMember(db: Db, brandId: number, memberId: string, nickname: string): Promise<void> {
  await sql`update members set nickname = ${nickname} where brand_id = ${brandId} and id = ${memberId}`.execute(db);
  await sql`update seats set nickname = ${nickname} where brand_id = ${brandId} and member_id = ${memberId} and left_at is null`.execute(
    db,
  );
  await drawVersionsOf(db, brandId, [memberId]);
}
