import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../server/db.ts";

export interface FoundPlace {
  /** As the file says it. */
  name: string;
  groupId: string;
  groupName: string;
  /** How many groups in sight are meant by it. */
  choices: number;
}

/** Groups (alias g, in sight) by code, by the outside room they are bound to, or by name; a code or binding goes before a name. */
export async function findPlaces(db: Db, brandId: number, names: readonly string[], visible: RawBuilder<boolean>): Promise<FoundPlace[]> {
  if (names.length === 0) return [];
  const { rows } = await sql<FoundPlace>`
    with hits as (
      select u.name, g.id, g.name as group_name, 1 as rank from unnest(${names}::text[]) u(name) join groups g on g.brand_id = ${brandId} and g.code = u.name where ${visible}
      union all select u.name, g.id, g.name, 2 from unnest(${names}::text[]) u(name) join groups g on g.brand_id = ${brandId} and g.external_id = u.name where ${visible}
      union all select u.name, g.id, g.name, 3 from unnest(${names}::text[]) u(name) join groups g on g.brand_id = ${brandId} and g.name = u.name and g.status <> 'closed' where ${visible}),
    best as (select h.*, min(h.rank) over (partition by h.name) as first from hits h)
    select name, (array_agg(id order by id))[1] as group_id, (array_agg(group_name order by id))[1] as group_name, count(distinct id)::int as choices
    from best where rank = first group by name`.execute(db);
  return rows;
}

/** Which of these groups (alias g) are in sight, with their names. */
export async function findGroupsById(
  db: Db,
  brandId: number,
  ids: readonly string[],
  visible: RawBuilder<boolean>,
): Promise<{ id: string; name: string }[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: string; name: string }>`
    select g.id, g.name from groups g where g.brand_id = ${brandId} and g.id = any(${ids}::uuid[]) and ${visible}`.execute(db);
  return rows;
}

/** The root of the organisation. */
export async function findHomeOrg(db: Db, brandId: number): Promise<string> {
  const { rows } = await sql<{
    id: string;
  }>`select id from org_units where brand_id = ${brandId} and parent_id is null order by created_at limit 1`.execute(db);
  return rows[0]?.id ?? "";
}
