import { sql } from "kysely";
import type { Db } from "../../server/db.ts";

export interface CorpCounts {
  staff: number;
  linkedStaff: number;
  problemStaff: number;
  customers: number;
  relations: number;
  lostRelations: number;
  tags: number;
  groups: number;
  dissolvedGroups: number;
  plannedGroups: number;
  people: number;
}

const none: CorpCounts = {
  staff: 0,
  linkedStaff: 0,
  problemStaff: 0,
  customers: 0,
  relations: 0,
  lostRelations: 0,
  tags: 0,
  groups: 0,
  dissolvedGroups: 0,
  plannedGroups: 0,
  people: 0,
};

/** What there is of a corp now. */
export async function countCorp(db: Db, brandId: number, corp: string): Promise<CorpCounts> {
  const { rows } = await sql<CorpCounts>`
    with u as (select count(*) filter (where w.state <> 'left')::int as staff, count(*) filter (where a.staff_id is not null and w.state <> 'left')::int as linked_staff,
        count(*) filter (where w.problem is not null)::int as problem_staff
      from wecom_users w join accounts a on a.brand_id = w.brand_id and a.id = w.account_id where w.brand_id = ${brandId} and w.corp = ${corp}),
      f as (select count(distinct external_id) filter (where lost_at is null)::int as customers, count(*) filter (where lost_at is null)::int as relations,
        count(*) filter (where lost_at is not null)::int as lost_relations from wecom_follows where brand_id = ${brandId} and corp = ${corp}),
      g as (select count(*) filter (where dissolved_at is null)::int as groups, count(*) filter (where dissolved_at is not null)::int as dissolved_groups,
        coalesce(sum(people) filter (where dissolved_at is null), 0)::int as people from wecom_groups where brand_id = ${brandId} and corp = ${corp})
    select u.*, f.*, g.*, (select count(*)::int from wecom_tags where brand_id = ${brandId} and corp = ${corp}) as tags,
      (select count(*)::int from groups where brand_id = ${brandId} and channel = 'wecom' and status = 'planned') as planned_groups
    from u, f, g`.execute(db);
  return rows[0] ?? none;
}
