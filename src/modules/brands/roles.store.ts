import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { Role } from "./brands.contract.ts";
import type { Grant } from "./roles.contract.ts";

export async function listGrants(db: Db, brandId: number): Promise<(Grant & { role: Role })[]> {
  const { rows } = await sql<Grant & { role: Role }>`
    select role, permission, scope from role_permissions where brand_id = ${brandId} order by role, permission`.execute(db);
  return rows;
}

/** Holds the role's rows until the transaction ends, so that two changes never mix. */
export async function lockGrants(db: Db, brandId: number, role: Role): Promise<Grant[]> {
  const { rows } = await sql<Grant>`
    select permission, scope from role_permissions where brand_id = ${brandId} and role = ${role} order by permission for update`.execute(
    db,
  );
  return rows;
}

export async function replaceGrants(db: Db, brandId: number, role: Role, grants: readonly Grant[]): Promise<void> {
  await sql`delete from role_permissions where brand_id = ${brandId} and role = ${role}`.execute(db);
  await sql`insert into role_permissions (brand_id, role, permission, scope)
    select ${brandId}::int, ${role}::text, * from unnest(${grants.map((one) => one.permission)}::text[], ${grants.map((one) => one.scope)}::text[])`.execute(
    db,
  );
}

/** Colleagues of each role who have not left. */
export async function countStaffByRole(db: Db, brandId: number): Promise<Map<string, number>> {
  const { rows } = await sql<{ role: string; n: number }>`
    select r.role, count(*)::int as n from staff_roles r join staff s on s.brand_id = r.brand_id and s.id = r.staff_id
    where r.brand_id = ${brandId} and s.status <> 'left' group by r.role`.execute(db);
  return new Map(rows.map((row) => [row.role, row.n]));
}
