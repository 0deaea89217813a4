import { type RawBuilder, sql } from "kysely";
import { rowsOf } from "../../server/columns.ts";
import type { Db } from "../../server/db.ts";
import type { LeaveReason, SeatKind } from "./events.contract.ts";
import type { SeatReport, SeatRow } from "./seat.rules.ts";

export interface Pair {
  groupId: string;
  memberId: string;
}

export interface PairReport extends SeatReport, Pair {}

export interface PairSeat extends SeatRow, Pair {
  kind: SeatKind;
}

/** Orders all comings and goings of these groups until the transaction ends; answers the org unit of each. */
export async function lockGroups(db: Db, brandId: number, groupIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; orgId: string }>`
    select id, org_id from groups where brand_id = ${brandId} and id = any(${groupIds}::uuid[]) order by id for no key update`.execute(db);
  return new Map(rows.map((row) => [row.id, row.orgId]));
}

const pairArrays = (pairs: readonly Pair[]) =>
  sql`unnest(${pairs.map((pair) => pair.groupId)}::uuid[], ${pairs.map((pair) => pair.memberId)}::uuid[]) as u(group_id, member_id)`;

export async function listReports(db: Db, brandId: number, pairs: readonly Pair[]): Promise<PairReport[]> {
  const { rows } = await sql<Omit<PairReport, "atMs"> & { at: string }>`
    select r.group_id, r.member_id, r.event_id, r.joins, r.at, r.seat_kind, r.staff_id, r.entry_id, r.inviter_member_id, r.reason, r.published
    from ${pairArrays(pairs)} join seat_reports r on r.brand_id = ${brandId} and r.group_id = u.group_id and r.member_id = u.member_id`.execute(
    db,
  );
  return rows.map(({ at, ...row }) => ({ ...row, atMs: Date.parse(at) }));
}

export async function listSeatsOf(db: Db, brandId: number, pairs: readonly Pair[]): Promise<PairSeat[]> {
  const { rows } = await sql<Pair & { id: string; kind: SeatKind; joinedAt: string; leftAt: string | null }>`
    select s.id, s.group_id, s.member_id, s.kind, s.joined_at, s.left_at
    from ${pairArrays(pairs)} join seats s on s.brand_id = ${brandId} and s.member_id = u.member_id and s.group_id = u.group_id
    order by s.joined_at`.execute(db);
  return rows.map(({ joinedAt, leftAt, ...row }) => ({
    ...row,
    joinedAtMs: Date.parse(joinedAt),
    leftAtMs: leftAt === null ? null : Date.parse(leftAt),
  }));
}

const iso = (ms: number) => new Date(ms).toISOString();

export async function insertReports(db: Db, brandId: number, reports: readonly PairReport[]): Promise<void> {
  if (reports.length === 0) return;
  const pick = <K extends keyof PairReport>(key: K) => reports.map((report) => report[key]);
  const { names, values, source } = rowsOf([
    { name: "group_id", type: "uuid", values: pick("groupId") },
    { name: "member_id", type: "uuid", values: pick("memberId") },
    { name: "event_id", type: "uuid", values: pick("eventId") },
    { name: "joins", type: "boolean", values: pick("joins") },
    { name: "at", type: "timestamptz", values: pick("atMs") },
    { name: "seat_kind", type: "text", values: pick("seatKind") },
    { name: "staff_id", type: "uuid", values: pick("staffId") },
    { name: "entry_id", type: "uuid", values: pick("entryId") },
    { name: "inviter_member_id", type: "uuid", values: pick("inviterMemberId") },
    { name: "reason", type: "text", values: pick("reason") },
    { name: "published", type: "boolean", values: pick("published") },
  ]);
  await sql`insert into seat_reports (brand_id, ${names}) select ${brandId}::int, ${values} from ${source}`.execute(db);
}

export async function markPublished(db: Db, brandId: number, reports: readonly PairReport[]): Promise<void> {
  if (reports.length === 0) return;
  await sql`update seat_reports r set published = true
    from unnest(${reports.map((one) => one.groupId)}::uuid[], ${reports.map((one) => one.memberId)}::uuid[], ${reports.map((one) => one.eventId)}::uuid[]) as u(group_id, member_id, event_id)
    where r.brand_id = ${brandId} and r.group_id = u.group_id and r.member_id = u.member_id and r.event_id = u.event_id`.execute(db);
}

export interface SeatWrite extends Pair {
  id: string;
  kind: SeatKind;
  staffId: string | null;
  /** Empty: the member's own nickname. */
  nickname: string;
  joinedAtMs: number;
  leftAtMs: number | null;
  reason: LeaveReason | null;
  entryId: string | null;
  inviterMemberId: string | null;
}

const left = (seats: readonly SeatWrite[]) => seats.map((seat) => (seat.leftAtMs === null ? null : iso(seat.leftAtMs)));

export async function insertSeats(db: Db, brandId: number, seats: readonly SeatWrite[]): Promise<void> {
  if (seats.length === 0) return;
  const pick = <K extends keyof SeatWrite>(key: K) => seats.map((seat) => seat[key]);
  await sql`insert into seats (brand_id, id, group_id, member_id, kind, staff_id, nickname, joined_at, left_at, leave_reason, entry_id, inviter_member_id)
    select ${brandId}::int, u.id, u.group_id, u.member_id, u.kind, u.staff_id, coalesce(nullif(u.nickname, ''), m.nickname), u.joined_at, u.left_at, u.reason, u.entry_id, u.inviter_id
    from unnest(${pick("id")}::uuid[], ${pick("groupId")}::uuid[], ${pick("memberId")}::uuid[], ${pick("kind")}::text[], ${pick("staffId")}::uuid[], ${pick("nickname")}::text[],
      ${seats.map((seat) => iso(seat.joinedAtMs))}::timestamptz[], ${left(seats)}::timestamptz[], ${pick("reason")}::text[], ${pick("entryId")}::uuid[], ${pick("inviterMemberId")}::uuid[])
      as u(id, group_id, member_id, kind, staff_id, nickname, joined_at, left_at, reason, entry_id, inviter_id)
    join members m on m.brand_id = ${brandId} and m.id = u.member_id`.execute(db);
}

/** Moves seats to other times. Closing ones go first in a call of their own, so that a person never holds two open seats of a group. */
export async function updateSeats(db: Db, brandId: number, seats: readonly SeatWrite[]): Promise<void> {
  if (seats.length === 0) return;
  const pick = <K extends keyof SeatWrite>(key: K) => seats.map((seat) => seat[key]);
  await sql`update seats s set joined_at = u.joined_at, left_at = u.left_at, leave_reason = u.reason, entry_id = u.entry_id, inviter_member_id = u.inviter_id
    from unnest(${pick("id")}::uuid[], ${seats.map((seat) => iso(seat.joinedAtMs))}::timestamptz[], ${left(seats)}::timestamptz[], ${pick("reason")}::text[],
      ${pick("entryId")}::uuid[], ${pick("inviterMemberId")}::uuid[]) as u(id, joined_at, left_at, reason, entry_id, inviter_id)
    where s.brand_id = ${brandId} and s.id = u.id`.execute(db);
}

/**
 * The hour in which each of these people was last active, as a subquery `hours`. Who is about to be active waits until this transaction ends, and then
 * finds the rows that were made of it.
 */
export const activeHours = (brandId: number, memberIds: RawBuilder<unknown>) => sql`
      hours as materialized (select a.member_id, a.last_active_hour as active_hour from member_activity a
        where a.brand_id = ${brandId} and a.member_id in (${memberIds}) order by a.member_id for share)`;

/** Before their units are touched: whoever notes an interaction holds it first and tells the units then. */
export async function holdActivity(db: Db, brandId: number, memberIds: readonly string[]): Promise<void> {
  await sql`select 1 from member_activity where brand_id = ${brandId} and member_id = any(${memberIds}::uuid[]) order by member_id for share`.execute(
    db,
  );
}

/** Adds what opened and closed to the org units these people are seen in; a unit once entered stays, with zero seats. */
export async function addOrgSeats(
  db: Db,
  brandId: number,
  deltas: readonly { orgId: string; memberId: string; delta: number }[],
): Promise<void> {
  if (deltas.length === 0) return;
  await sql`
    with told as (select u.org_id, coalesce(m.canonical_id, m.id) as member_id, sum(u.delta) as seats
        from unnest(${deltas.map((one) => one.orgId)}::uuid[], ${deltas.map((one) => one.memberId)}::uuid[], ${deltas.map((one) => one.delta)}::int[]) as u(org_id, member_id, delta)
        join members m on m.brand_id = ${brandId} and m.id = u.member_id group by 1, 2),
      ${activeHours(
        brandId,
        sql`select t.member_id from told t where not exists (select 1 from member_orgs o where o.brand_id = ${brandId} and o.org_id = t.org_id and o.member_id = t.member_id)`,
      )}
    insert into member_orgs (brand_id, org_id, member_id, seats, active_hour)
    select ${brandId}::int, told.org_id, told.member_id, told.seats, hours.active_hour from told left join hours on hours.member_id = told.member_id order by 2, 3
    on conflict (brand_id, org_id, member_id) do update set seats = member_orgs.seats + excluded.seats`.execute(db);
}

/** Counts the org units of these people anew from the seats and contacts of theirs and of those merged into them; the people are held by the caller. */
export async function recountOrgs(db: Db, brandId: number, memberIds: readonly string[]): Promise<void> {
  await holdActivity(db, brandId, memberIds);
  await sql`delete from member_orgs where brand_id = ${brandId} and member_id = any(${memberIds}::uuid[])`.execute(db);
  await sql`
    with ${activeHours(brandId, sql`select unnest(${memberIds}::uuid[])`)}
    insert into member_orgs (brand_id, org_id, member_id, seats, active_hour)
    select ${brandId}::int, x.org_id, coalesce(m.canonical_id, m.id), count(*) filter (where x.sits), min(hours.active_hour)
    from members m left join hours on hours.member_id = coalesce(m.canonical_id, m.id) cross join lateral (
      select g.org_id, s.left_at is null as sits from seats s join groups g on g.brand_id = s.brand_id and g.id = s.group_id where s.brand_id = m.brand_id and s.member_id = m.id
      union all select p.org_id, false from member_contacts c join contact_accounts p on p.brand_id = c.brand_id and p.account_id = c.account_id
        where c.brand_id = m.brand_id and c.member_id = m.id) x
    where m.brand_id = ${brandId} and (m.id = any(${memberIds}::uuid[]) or m.canonical_id = any(${memberIds}::uuid[])) and m.status = 'active'
      and coalesce(m.canonical_id, m.id) = any(${memberIds}::uuid[])
    group by 2, 3`.execute(db);
}

/** Canonical ids of all who sit or sat in these groups. */
export async function listMembersOfGroups(db: Db, brandId: number, groupIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct coalesce(m.canonical_id, m.id) as id from seats s join members m on m.brand_id = s.brand_id and m.id = s.member_id
    where s.brand_id = ${brandId} and s.group_id = any(${groupIds}::uuid[]) order by 1`.execute(db);
  return rows.map((row) => row.id);
}
