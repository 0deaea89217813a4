import { sql, type RawBuilder } from "kysely";
import type { Db } from "../../server/db.ts";
import type { GroupDetail } from "./groups.contract.ts";
import { groupColumns, type GroupRow } from "./groups.store.ts";

export interface DetailRow extends GroupRow {
  orgs: GroupDetail["orgs"];
  owner: GroupDetail["owner"];
  blueprint: Omit<NonNullable<GroupDetail["blueprint"]>, "differences"> | null;
}

export async function findDetail(db: Db, brandId: number, id: string, visible: RawBuilder<boolean>): Promise<DetailRow | undefined> {
  const { rows } = await sql<DetailRow>`
    select ${groupColumns},
      (select coalesce(json_agg(json_build_object('id', u.id, 'name', u.name) order by c.depth desc), '[]') from org_closure c join org_units u on u.brand_id = c.brand_id and u.id = c.ancestor_id
        where c.brand_id = g.brand_id and c.descendant_id = g.org_id and u.level <> 'headquarters') as orgs,
      case when o.id is not null then json_build_object('id', o.id, 'name', o.name) end as owner,
      case when b.id is not null then json_build_object('id', b.id, 'name', b.name, 'version', g.blueprint_version, 'latestVersion', b.latest_version, 'thresholds', v.spec -> 'thresholds') end as blueprint
    from groups g left join staff o on o.brand_id = g.brand_id and o.id = g.owner_staff_id left join blueprints b on b.brand_id = g.brand_id and b.id = g.blueprint_id
      left join blueprint_versions v on v.brand_id = b.brand_id and v.blueprint_id = b.id and v.version = b.latest_version
    where g.brand_id = ${brandId} and g.id = ${id} and ${visible}`.execute(db);
  return rows[0];
}
