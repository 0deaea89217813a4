import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { Role, StaffMember } from "./brands.contract.ts";

export interface StaffFilter {
  q?: string | undefined;
  role?: Role | undefined;
  orgId?: string | undefined;
  status?: StaffMember["status"] | undefined;
  /** Only staff at or below this unit; null sees all. */
  rootId: string | null;
  after: string | null;
  limit: number;
}

export async function listStaff(db: Db, brandId: number, filter: StaffFilter): Promise<StaffMember[]> {
  const like = filter.q ? `%${filter.q.replaceAll(/[\\%_]/g, "\\$&")}%` : null;
  const { rows } = await sql<StaffMember>`
    select s.id, s.name, replace(coalesce(u.email, ''), '@phone.invalid', '') as login, s.org_id, o.name as org_name, s.status, s.created_at,
      coalesce((select array_agg(r.role order by r.role) from staff_roles r where r.brand_id = s.brand_id and r.staff_id = s.id), '{}') as roles,
      (select count(*)::int from groups g where g.brand_id = s.brand_id and g.owner_staff_id = s.id and g.status <> 'closed') as groups
    from staff s join org_units o on o.brand_id = s.brand_id and o.id = s.org_id left join auth."user" u on u.id = s.user_id
    where s.brand_id = ${brandId}
      and (${filter.after}::uuid is null or s.id > ${filter.after}::uuid)
      and (${like}::text is null or s.name like ${like} or u.email like ${like})
      and (${filter.status}::text is null or s.status = ${filter.status})
      and (${filter.role}::text is null or exists (select 1 from staff_roles r where r.brand_id = s.brand_id and r.staff_id = s.id and r.role = ${filter.role}))
      and (${filter.orgId}::uuid is null or s.org_id in (select descendant_id from org_closure where brand_id = ${brandId} and ancestor_id = ${filter.orgId}::uuid))
      and (${filter.rootId}::uuid is null or s.org_id in (select descendant_id from org_closure where brand_id = ${brandId} and ancestor_id = ${filter.rootId}::uuid))
    order by s.id limit ${filter.limit + 1}`.execute(db);
  return rows;
}

export interface StaffSeat {
  id: string;
  userId: string;
  name: string;
  orgId: string;
  status: StaffMember["status"];
  roles: Role[];
}

export async function findStaff(db: Db, brandId: number, id: string): Promise<StaffSeat | undefined> {
  const { rows } = await sql<StaffSeat>`
    select s.id, s.user_id, s.name, s.org_id, s.status,
      coalesce((select array_agg(r.role order by r.role) from staff_roles r where r.brand_id = s.brand_id and r.staff_id = s.id), '{}') as roles
    from staff s where s.brand_id = ${brandId} and s.id = ${id}`.execute(db);
  return rows[0];
}

export async function updateStaff(
  db: Db,
  brandId: number,
  id: string,
  change: { name: string; orgId: string; status: string },
): Promise<void> {
  await sql`update staff set name = ${change.name}, org_id = ${change.orgId}, status = ${change.status} where brand_id = ${brandId} and id = ${id}`.execute(
    db,
  );
}

/** Owners who can still sign in; the last one is never taken away. Holds their rows until the transaction ends. */
export async function lockActiveOwners(db: Db, brandId: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select s.id from staff s join staff_roles r on r.brand_id = s.brand_id and r.staff_id = s.id
    where s.brand_id = ${brandId} and r.role = 'owner' and s.status <> 'left' order by s.id for update of s`.execute(db);
  return rows.map((row) => row.id);
}

/** The seat of an account in the brand, also one that was left. */
export async function findSeatOf(
  db: Db,
  brandId: number,
  userId: string,
): Promise<{ id: string; name: string; status: StaffMember["status"] } | undefined> {
  const { rows } = await sql<{ id: string; name: string; status: StaffMember["status"] }>`
    select id, name, status from staff where brand_id = ${brandId} and user_id = ${userId}`.execute(db);
  return rows[0];
}
