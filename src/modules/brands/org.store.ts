import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { OrgLevel, OrgUnit } from "./brands.contract.ts";

export interface NewOrgUnit {
  id: string;
  parentId: string | null;
  level: OrgLevel;
  name: string;
  createdAt: Date;
}

/** The unit and its pairs with every unit above it. */
export async function insertOrgUnit(db: Db, brandId: number, unit: NewOrgUnit): Promise<void> {
  await sql`insert into org_units (brand_id, id, parent_id, level, name, sort, created_at)
    values (${brandId}, ${unit.id}, ${unit.parentId}, ${unit.level}, ${unit.name},
      (select coalesce(max(sort), 0) + 1 from org_units where brand_id = ${brandId} and parent_id is not distinct from ${unit.parentId}::uuid), ${unit.createdAt})`.execute(
    db,
  );
  await sql`insert into org_closure (brand_id, ancestor_id, descendant_id, depth)
    select ${brandId}::int, ancestor_id, ${unit.id}::uuid, depth + 1 from org_closure where brand_id = ${brandId} and descendant_id = ${unit.parentId}
    union all select ${brandId}::int, ${unit.id}::uuid, ${unit.id}::uuid, 0`.execute(db);
}

export async function findOrgUnit(
  db: Db,
  brandId: number,
  id: string,
): Promise<{ id: string; parentId: string | null; level: OrgLevel; name: string } | undefined> {
  const { rows } = await sql<{ id: string; parentId: string | null; level: OrgLevel; name: string }>`
    select id, parent_id, level, name from org_units where brand_id = ${brandId} and id = ${id}`.execute(db);
  return rows[0];
}

/** Units below and including `rootId`, each with the groups and staff of its whole subtree, parents first. */
export async function listOrgUnits(db: Db, brandId: number, rootId: string | null): Promise<OrgUnit[]> {
  const { rows } = await sql<OrgUnit>`
    with g as (select c.ancestor_id as id, count(*)::int as n from groups g join org_closure c on c.brand_id = g.brand_id and c.descendant_id = g.org_id
        where g.brand_id = ${brandId} and g.status <> 'closed' group by 1),
      s as (select c.ancestor_id as id, count(*)::int as n from staff s join org_closure c on c.brand_id = s.brand_id and c.descendant_id = s.org_id
        where s.brand_id = ${brandId} and s.status <> 'left' group by 1)
    select u.id, u.parent_id, u.level, u.name, u.sort, coalesce(g.n, 0) as groups, coalesce(s.n, 0) as staff
    from org_units u left join g on g.id = u.id left join s on s.id = u.id
    where u.brand_id = ${brandId} and (${rootId}::uuid is null
      or u.id in (select descendant_id from org_closure where brand_id = ${brandId} and ancestor_id = ${rootId}::uuid))
    order by array_position(array['headquarters','city','district','grid'], u.level), u.sort, u.name`.execute(db);
  return rows;
}

export async function renameOrgUnit(db: Db, brandId: number, id: string, name: string): Promise<void> {
  await sql`update org_units set name = ${name} where brand_id = ${brandId} and id = ${id}`.execute(db);
}

/** What still hangs on a unit; it can go only when all are zero. */
export async function countUses(db: Db, brandId: number, id: string): Promise<{ units: number; groups: number; staff: number }> {
  const { rows } = await sql<{ units: number; groups: number; staff: number }>`
    select (select count(*)::int from org_units where brand_id = ${brandId} and parent_id = ${id}) as units,
      (select count(*)::int from groups where brand_id = ${brandId} and org_id = ${id}) as groups,
      (select count(*)::int from staff where brand_id = ${brandId} and org_id = ${id}) as staff`.execute(db);
  return rows[0] ?? { units: 0, groups: 0, staff: 0 };
}

export async function deleteOrgUnit(db: Db, brandId: number, id: string): Promise<void> {
  await sql`delete from org_closure where brand_id = ${brandId} and descendant_id = ${id}`.execute(db);
  await sql`delete from org_units where brand_id = ${brandId} and id = ${id}`.execute(db);
}
