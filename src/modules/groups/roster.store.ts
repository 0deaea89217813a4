import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { RosterPlace, RosterRole, Workload } from "./roster.contract.ts";
import { MAX_ADMINS } from "./roster.rules.ts";

export interface NewRosterRow {
  groupId: string;
  id: string;
  role: string;
  staffId: string | null;
  memberId: string | null;
  duty: string;
  shift: string;
  since: Date;
}

export async function insertRoster(db: Db, brandId: number, rows: readonly NewRosterRow[]): Promise<void> {
  await sql`
    insert into group_roster (brand_id, group_id, id, role, staff_id, member_id, duty, shift, since)
    select ${brandId}::int, * from unnest(${rows.map((row) => row.groupId)}::uuid[], ${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.role)}::text[],
      ${rows.map((row) => row.staffId)}::uuid[], ${rows.map((row) => row.memberId)}::uuid[], ${rows.map((row) => row.duty)}::text[], ${rows.map((row) => row.shift)}::text[],
      ${rows.map((row) => row.since.toISOString())}::timestamptz[])`.execute(db);
}

export interface StaffLoad {
  staffId: string;
  name: string;
  /** Groups owned that are not closed. */
  count: number;
}

/** Colleagues who still work here with what they carry; held until the transaction ends, so that two never give one too much. */
export async function lockStaffLoads(db: Db, brandId: number, staffIds: readonly string[]): Promise<StaffLoad[]> {
  await sql`select 1 from staff where brand_id = ${brandId} and id = any(${staffIds}::uuid[]) order by id for no key update`.execute(db);
  const { rows } = await sql<StaffLoad>`
    select s.id as staff_id, s.name, (select count(*)::int from groups g where g.brand_id = s.brand_id and g.owner_staff_id = s.id and g.status <> 'closed') as count
    from staff s where s.brand_id = ${brandId} and s.id = any(${staffIds}::uuid[]) and s.status <> 'left' order by s.id`.execute(db);
  return rows;
}

/** The roster of a group with what each has done, owner first. */
export async function listRoster(db: Db, brandId: number, groupId: string, since: string): Promise<RosterPlace[]> {
  const { rows } = await sql<RosterPlace>`
    select r.id, r.role, case when r.staff_id is not null then 'staff' else 'member' end as kind, coalesce(r.staff_id, r.member_id) as person_id,
      coalesce(s.name, nullif(m.name, ''), m.nickname, '') as name, r.duty, r.shift, r.since, s.status as staff_status,
      case when s.id is null then 0 else (select count(*)::int from groups o where o.brand_id = r.brand_id and o.owner_staff_id = s.id and o.status <> 'closed') end as groups,
      case when m.id is null then 0 else (select coalesce(sum(k.messages), 0)::int from group_speakers k
        where k.brand_id = r.brand_id and k.group_id = r.group_id and k.member_id = m.id and k.day >= ${since}::date) end as messages_30d,
      case when m.id is null then 0 else (select count(distinct t.member_id)::int from seats t
        where t.brand_id = r.brand_id and t.group_id = r.group_id and t.inviter_member_id = m.id) end as brought
    from group_roster r left join staff s on s.brand_id = r.brand_id and s.id = r.staff_id left join members m on m.brand_id = r.brand_id and m.id = r.member_id
    where r.brand_id = ${brandId} and r.group_id = ${groupId}
    order by array_position(array['owner', 'admin', 'assistant', 'koc', 'volunteer'], r.role), r.since, r.id`.execute(db);
  return rows;
}

export interface RosterKey {
  id: string;
  role: string;
  staffId: string | null;
  memberId: string | null;
  duty: string;
  shift: string;
}

export async function listPlaces(db: Db, brandId: number, groupId: string): Promise<RosterKey[]> {
  const { rows } =
    await sql<RosterKey>`select id, role, staff_id, member_id, duty, shift from group_roster where brand_id = ${brandId} and group_id = ${groupId}`.execute(
      db,
    );
  return rows;
}

export async function updatePlace(
  db: Db,
  brandId: number,
  groupId: string,
  place: { id: string; role: string; duty: string; shift: string },
): Promise<void> {
  await sql`update group_roster set role = ${place.role}, duty = ${place.duty}, shift = ${place.shift} where brand_id = ${brandId} and group_id = ${groupId} and id = ${place.id}`.execute(
    db,
  );
}

export async function deletePlace(db: Db, brandId: number, groupId: string, placeId: string): Promise<void> {
  await sql`delete from group_roster where brand_id = ${brandId} and group_id = ${groupId} and id = ${placeId}`.execute(db);
}

/** Takes members out of every crew; answers the places they had. */
export async function deletePlacesOf(
  db: Db,
  brandId: number,
  memberIds: readonly string[],
): Promise<{ groupId: string; role: RosterRole }[]> {
  const { rows } = await sql<{ groupId: string; role: RosterRole }>`
    delete from group_roster where brand_id = ${brandId} and member_id = any(${memberIds}::uuid[]) returning group_id, role`.execute(db);
  return rows;
}

export async function isSeated(db: Db, brandId: number, groupId: string, memberId: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from seats where brand_id = ${brandId} and group_id = ${groupId} and member_id = ${memberId} and left_at is null`.execute(
      db,
    );
  return rows.length > 0;
}

export interface Ownership {
  groupId: string;
  staffId: string | null;
  /** The id of the new owner's place. */
  placeId: string;
}

/**
 * Gives each group its new owner (or none), in the groups and in their rosters. The owner before leaves the roster, or stays as
 * an admin where there is room for one; a new owner who was an admin is one no more.
 */
export async function replaceOwners(db: Db, brandId: number, owners: readonly Ownership[], keepAsAdmin: boolean, now: Date): Promise<void> {
  const given = sql`unnest(${owners.map((one) => one.groupId)}::uuid[], ${owners.map((one) => one.staffId)}::uuid[], ${owners.map((one) => one.placeId)}::uuid[]) as n(group_id, staff_id, place_id)`;
  await sql`update groups g set owner_staff_id = n.staff_id from ${given} where g.brand_id = ${brandId} and g.id = n.group_id`.execute(db);
  await sql`delete from group_roster r using ${given} where r.brand_id = ${brandId} and r.group_id = n.group_id and r.role <> 'owner' and r.staff_id = n.staff_id`.execute(
    db,
  );
  if (keepAsAdmin) {
    await sql`
      update group_roster r set role = 'admin' from ${given} where r.brand_id = ${brandId} and r.group_id = n.group_id and r.role = 'owner' and r.staff_id is distinct from n.staff_id
        and (select count(*) from group_roster a where a.brand_id = r.brand_id and a.group_id = r.group_id and a.role = 'admin') < ${MAX_ADMINS}`.execute(
      db,
    );
  }
  await sql`delete from group_roster r using ${given} where r.brand_id = ${brandId} and r.group_id = n.group_id and r.role = 'owner'`.execute(
    db,
  );
  await sql`
    insert into group_roster (brand_id, group_id, id, role, staff_id, since)
    select ${brandId}::int, n.group_id, n.place_id, 'owner', n.staff_id, ${now}::timestamptz from ${given} where n.staff_id is not null`.execute(
    db,
  );
}

/** Everybody who still works here and may see groups, with what he carries. */
export async function listWorkloads(db: Db, brandId: number, rootId: string | null): Promise<Omit<Workload, "verdict">[]> {
  const { rows } = await sql<Omit<Workload, "verdict">>`
    with own as (select owner_staff_id as id, count(*)::int as groups, sum(member_count)::int as people from groups where brand_id = ${brandId} and status <> 'closed' and owner_staff_id is not null group by 1),
      helps as (select r.staff_id as id, count(*)::int as n from group_roster r join groups g on g.brand_id = r.brand_id and g.id = r.group_id
        where r.brand_id = ${brandId} and r.staff_id is not null and r.role in ('admin', 'assistant') and g.status <> 'closed' group by 1)
    select s.id as staff_id, s.name, s.org_id, u.name as org_name, s.status, coalesce(own.groups, 0) as groups, coalesce(own.people, 0) as people, coalesce(helps.n, 0) as helps
    from staff s join org_units u on u.brand_id = s.brand_id and u.id = s.org_id left join own on own.id = s.id left join helps on helps.id = s.id
    where s.brand_id = ${brandId} and (s.status <> 'left' or own.id is not null)
      and (own.id is not null or exists (select 1 from staff_roles r join role_permissions p on p.brand_id = r.brand_id and p.role = r.role
        where r.brand_id = s.brand_id and r.staff_id = s.id and p.permission = 'tasks.do'))
      and (${rootId}::uuid is null or s.org_id in (select descendant_id from org_closure where brand_id = ${brandId} and ancestor_id = ${rootId}::uuid))
    order by coalesce(own.groups, 0), s.name, s.id`.execute(db);
  return rows;
}

/** Which of the units each colleague's own unit stands over, or is. */
export async function listCover(
  db: Db,
  brandId: number,
  staffIds: readonly string[],
  orgIds: readonly string[],
): Promise<{ staffId: string; orgId: string }[]> {
  const { rows } = await sql<{ staffId: string; orgId: string }>`
    select s.id as staff_id, c.descendant_id as org_id from staff s join org_closure c on c.brand_id = s.brand_id and c.ancestor_id = s.org_id
    where s.brand_id = ${brandId} and s.id = any(${staffIds}::uuid[]) and c.descendant_id = any(${orgIds}::uuid[])`.execute(db);
  return rows;
}
