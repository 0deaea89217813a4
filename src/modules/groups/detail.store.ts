import { sql, type RawBuilder } from "kysely";
import type { Db } from "../../server/db.ts";
import type { GroupDetail } from "./groups.contract.ts";
import { groupColumns, type GroupRow } from "./groups.store.ts";

export interface DetailRow extends GroupRow {
  orgs: GroupDetail["orgs"];
  owner: GroupDetail["owner"];
  state: Omit<NonNullable<GroupDetail["state"]>, "entered"> | null;
  blueprint: Omit<NonNullable<GroupDetail["blueprint"]>, "differences"> | null;
}

export async function findDetail(db: Db, brandId: number, id: string, visible: RawBuilder<boolean>): Promise<DetailRow | undefined> {
  const { rows } = await sql<DetailRow>`
    select ${groupColumns},
      (select coalesce(json_agg(json_build_object('id', u.id, 'name', u.name) order by c.depth desc), '[]') from org_closure c join org_units u on u.brand_id = c.brand_id and u.id = c.ancestor_id
        where c.brand_id = g.brand_id and c.descendant_id = g.org_id and u.level <> 'headquarters') as orgs,
      case when o.id is not null then json_build_object('id', o.id, 'name', o.name) end as owner,
      case when b.id is not null then json_build_object('id', b.id, 'name', b.name, 'version', g.blueprint_version, 'latestVersion', b.latest_version, 'thresholds', v.spec -> 'thresholds') end as blueprint,
      case when s.group_id is not null and g.status = 'active' then json_build_object('stage', s.stage, 'health', s.health, 'health7dAgo', s.health_7d_ago, 'dyingSince', s.dying_since, 'above',
        (select avg((n.health < s.health)::int)::float8 from groups o join group_states n on n.brand_id = o.brand_id and n.group_id = o.id
          where o.brand_id = g.brand_id and o.org_id = g.org_id and o.id <> g.id and o.status = 'active' and n.health is not null)) end as state
    from groups g left join staff o on o.brand_id = g.brand_id and o.id = g.owner_staff_id left join blueprints b on b.brand_id = g.brand_id and b.id = g.blueprint_id
      left join group_states s on s.brand_id = g.brand_id and s.group_id = g.id
      left join blueprint_versions v on v.brand_id = b.brand_id and v.blueprint_id = b.id and v.version = b.latest_version
    where g.brand_id = ${brandId} and g.id = ${id} and ${visible}`.execute(db);
  return rows[0];
}

/** The day each stage began that the group stood in without a break until a later one, or stands in now. */
export async function listStagesEntered(db: Db, brandId: number, groupId: string): Promise<{ stage: number; day: string }[]> {
  const { rows } = await sql<{ stage: number; day: string }>`
    select stage, max(day) as day from (select day, stage, lag(stage) over (order by day) as before from group_days where brand_id = ${brandId} and group_id = ${groupId} and stage is not null) d
    where stage is distinct from before group by stage order by stage`.execute(db);
  return rows;
}
