import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { MemberNote, MemberProfile } from "./members.contract.ts";

export type SeatShown = MemberProfile["seats"][number];

/** The stays of a person in the groups that `visible` (a predicate over alias g) lets be seen, open ones first. */
export async function listSeats(db: Db, brandId: number, partIds: readonly string[], visible: RawBuilder<boolean>): Promise<SeatShown[]> {
  const { rows } = await sql<SeatShown>`
    select s.group_id, g.name as group_name, s.kind, s.nickname, s.joined_at, s.left_at, s.leave_reason, e.name as entry_name
    from seats s join groups g on g.brand_id = s.brand_id and g.id = s.group_id left join group_entries e on e.brand_id = s.brand_id and e.id = s.entry_id
    where s.brand_id = ${brandId} and s.member_id = any(${partIds}::uuid[]) and ${visible}
    order by s.left_at is not null, coalesce(s.left_at, s.joined_at) desc limit 200`.execute(db);
  return rows;
}

export async function listIdentities(db: Db, brandId: number, partIds: readonly string[]): Promise<MemberProfile["identities"]> {
  const { rows } = await sql<MemberProfile["identities"][number]>`
    select kind, scope, external_id from member_identities where brand_id = ${brandId} and member_id = any(${partIds}::uuid[]) order by kind, scope, external_id limit 50`.execute(
    db,
  );
  return rows;
}

export interface Totals {
  orders: number;
  spendFen: number;
  orderGapDays: number | null;
  messages30: number;
  notes: number;
}

/** `speakSinceId` is the smallest event id of the last thirty days. */
export async function readTotals(
  db: Db,
  brandId: number,
  partIds: readonly string[],
  speech: { kind: number; sinceId: string },
): Promise<Totals> {
  const { rows } = await sql<Totals>`
    select o.orders, o.spend_fen, case when o.orders > 1 then round(extract(epoch from o.last_at - o.first_at)::numeric / 86400 / (o.orders - 1), 1)::float8 end as order_gap_days,
      (select count(*)::int from events e where e.brand_id = ${brandId} and e.member_id = any(${partIds}::uuid[]) and e.id >= ${speech.sinceId}::uuid and e.kind = ${speech.kind}) as messages30,
      (select count(*)::int from member_notes n where n.brand_id = ${brandId} and n.member_id = any(${partIds}::uuid[])) as notes
    from (select count(*) filter (where refunded_fen < paid_fen)::int as orders, coalesce(sum(paid_fen - refunded_fen), 0)::bigint as spend_fen,
        min(paid_at) filter (where refunded_fen < paid_fen) as first_at, max(paid_at) filter (where refunded_fen < paid_fen) as last_at
      from orders where brand_id = ${brandId} and member_id = any(${partIds}::uuid[])) o`.execute(db);
  return rows[0] ?? { orders: 0, spendFen: 0, orderGapDays: null, messages30: 0, notes: 0 };
}

/** The newest word on each purpose. */
export async function listLastConsents(db: Db, brandId: number, partIds: readonly string[]): Promise<MemberProfile["consents"]> {
  const { rows } = await sql<MemberProfile["consents"][number]>`
    select distinct on (purpose) purpose, granted, text_version, channel, at from consents
    where brand_id = ${brandId} and member_id = any(${partIds}::uuid[]) order by purpose, at desc, n desc`.execute(db);
  return rows;
}

export async function listMerged(db: Db, brandId: number, memberId: string): Promise<MemberProfile["merged"]> {
  const { rows } = await sql<MemberProfile["merged"][number]>`
    select p.id, p.nickname, g.merged_at, s.name as merged_by from members p join member_merges g on g.brand_id = p.brand_id and g.member_id = p.id
      left join staff s on s.brand_id = g.brand_id and s.id = g.merged_by
    where p.brand_id = ${brandId} and p.canonical_id = ${memberId} order by g.merged_at`.execute(db);
  return rows;
}

/** Other people with the number, as far as `visible` (a predicate over alias m) lets them be seen. */
export async function listSamePhone(
  db: Db,
  brandId: number,
  memberId: string,
  visible: RawBuilder<boolean>,
): Promise<{ id: string; nickname: string }[]> {
  const { rows } = await sql<{ id: string; nickname: string }>`
    select m.id, m.nickname from members me join members m on m.brand_id = me.brand_id and m.phone_hash = me.phone_hash
    where me.brand_id = ${brandId} and me.id = ${memberId} and me.phone_hash is not null and m.id <> me.id and m.canonical_id is null and m.status = 'active' and ${visible} limit 5`.execute(
    db,
  );
  return rows;
}

export async function listNotes(
  db: Db,
  brandId: number,
  partIds: readonly string[],
  page: { before: string | null; limit: number },
): Promise<MemberNote[]> {
  const { rows } = await sql<MemberNote>`
    select n.id, n.text, n.staff_id, coalesce(s.name, k.name, '') as staff_name, n.created_at from member_notes n
      left join staff s on s.brand_id = n.brand_id and s.id = n.staff_id left join api_keys k on k.brand_id = n.brand_id and k.id = n.staff_id
    where n.brand_id = ${brandId} and n.member_id = any(${partIds}::uuid[]) and (${page.before}::uuid is null or n.id < ${page.before}::uuid)
    order by n.id desc limit ${page.limit + 1}`.execute(db);
  return rows;
}

export async function insertNote(
  db: Db,
  brandId: number,
  note: { id: string; memberId: string; staffId: string; text: string; createdAt: Date },
): Promise<void> {
  await sql`insert into member_notes (brand_id, id, member_id, staff_id, text, created_at)
    values (${brandId}, ${note.id}, ${note.memberId}, ${note.staffId}, ${note.text}, ${note.createdAt})`.execute(db);
}

/** Answers how many went: none where it is another's note. */
export async function deleteNote(
  db: Db,
  brandId: number,
  note: { id: string; memberIds: readonly string[]; staffId: string },
): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from member_notes where brand_id = ${brandId} and id = ${note.id} and member_id = any(${note.memberIds}::uuid[]) and staff_id = ${note.staffId}`.execute(
    db,
  );
  return Number(numAffectedRows ?? 0);
}
