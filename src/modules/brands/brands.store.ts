import { sql } from "kysely";
import type { Brand, Scope } from "../../server/context.ts";
import type { Db } from "../../server/db.ts";
import { rolePresets } from "./roles.rules.ts";

export interface StaffRow {
  id: string;
  userId: string;
  name: string;
  orgId: string;
  orgName: string;
  status: "active" | "away" | "left";
  roles: string[];
}

/** The number of a brand to be made; a gap is left where it is not. */
export async function nextBrandId(db: Db): Promise<number> {
  const { rows } = await sql<{ id: number }>`select nextval(pg_get_serial_sequence('platform.brands', 'id'))::int as id`.execute(db);
  const row = rows[0];
  if (!row) throw new Error("no number for the brand");
  return row.id;
}

export async function insertBrand(db: Db, brand: Brand, createdAt: Date): Promise<void> {
  await sql`insert into platform.brands (id, slug, name, zone, currency, language, created_at) overriding system value
    values (${brand.id}, ${brand.slug}, ${brand.name}, ${brand.zone}, ${brand.currency}, ${brand.language}, ${createdAt})`.execute(db);
}

export async function updateBrand(db: Db, brandId: number, { name, language }: Pick<Brand, "name" | "language">): Promise<void> {
  await sql`update platform.brands set name = ${name}, language = ${language} where id = ${brandId}`.execute(db);
}

/** Answers since when it was held; null where it was not. */
export async function releaseBrand(db: Db, brandId: number): Promise<string | null> {
  const { rows } = await sql<{ heldAt: string }>`
    update platform.brands set held_at = null where id = ${brandId} and held_at is not null returning old.held_at`.execute(db);
  return rows[0]?.heldAt ?? null;
}

export async function insertRolePresets(db: Db, brandId: number): Promise<void> {
  const rows = Object.entries(rolePresets).flatMap(([role, grants]) => grants.map((grant) => ({ role, ...grant })));
  await sql`insert into role_permissions (brand_id, role, permission, scope)
    select ${brandId}::int, * from unnest(${rows.map((row) => row.role)}::text[], ${rows.map((row) => row.permission)}::text[], ${rows.map((row) => row.scope)}::text[])`.execute(
    db,
  );
}

/** The brand's seat of a signed-in person, with roles. */
export async function findStaffByUser(db: Db, brandId: number, userId: string): Promise<StaffRow | undefined> {
  const { rows } = await sql<StaffRow>`
    select s.id, s.user_id, s.name, s.org_id, o.name as org_name, s.status,
      coalesce((select array_agg(r.role order by r.role) from staff_roles r where r.brand_id = s.brand_id and r.staff_id = s.id), '{}') as roles
    from staff s join org_units o on o.brand_id = s.brand_id and o.id = s.org_id
    where s.brand_id = ${brandId} and s.user_id = ${userId} and s.status <> 'left'`.execute(db);
  return rows[0];
}

export async function listPermissions(db: Db, brandId: number, roles: readonly string[]): Promise<{ permission: string; scope: Scope }[]> {
  const { rows } = await sql<{ permission: string; scope: Scope }>`
    select permission, scope from role_permissions where brand_id = ${brandId} and role = any(${roles}::text[])`.execute(db);
  return rows;
}

export async function insertStaff(
  db: Db,
  brandId: number,
  staff: { id: string; userId: string; name: string; orgId: string; roles: readonly string[]; createdAt: Date },
): Promise<void> {
  await sql`insert into staff (brand_id, id, user_id, name, org_id, created_at)
    values (${brandId}, ${staff.id}, ${staff.userId}, ${staff.name}, ${staff.orgId}, ${staff.createdAt})`.execute(db);
  await replaceRoles(db, brandId, staff.id, staff.roles);
  await sql`insert into platform.memberships (user_id, brand_id) values (${staff.userId}, ${brandId}) on conflict do nothing`.execute(db);
}

export async function replaceRoles(db: Db, brandId: number, staffId: string, roles: readonly string[]): Promise<void> {
  await sql`delete from staff_roles where brand_id = ${brandId} and staff_id = ${staffId}`.execute(db);
  await sql`insert into staff_roles (brand_id, staff_id, role) select ${brandId}::int, ${staffId}::uuid, * from unnest(${roles}::text[])`.execute(
    db,
  );
}

export async function listBrandIdsOf(db: Db, userId: string): Promise<number[]> {
  const { rows } = await sql<{
    brandId: number;
  }>`select brand_id from platform.memberships where user_id = ${userId} order by brand_id`.execute(db);
  return rows.map((row) => row.brandId);
}

/** Serializes first runs, so that two visitors of an empty product never both make the first brand. */
export async function lockFirstRun(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(7300, 2)`.execute(db);
}

export async function countBrands(db: Db): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from platform.brands`.execute(db);
  return rows[0]?.n ?? 0;
}
