import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { ContentBody, Direction } from "./body.contract.ts";

export interface UsableContent {
  contentId: string;
  version: number;
  name: string;
  direction: Direction;
  body: ContentBody;
}

export interface ContentStanding {
  contentId: string;
  name: string;
  direction: Direction;
  state: "draft" | "pending" | "approved" | "retired";
  approvedVersion: number | null;
  /** The last day on which it may be sent. */
  expiresOn: string | null;
  body: ContentBody | null;
}

/** How each content stands, with the body that may be sent; unknown ids are left out. */
export async function listStandings(db: Db, brandId: number, ids: readonly string[]): Promise<ContentStanding[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<ContentStanding>`
    select c.id as content_id, c.name, c.direction, c.state, c.approved_version, c.expires_on, v.body
    from contents c left join content_versions v on v.brand_id = c.brand_id and v.content_id = c.id and v.version = c.approved_version
    where c.brand_id = ${brandId} and c.id = any(${[...ids]}::uuid[])`.execute(db);
  return rows;
}

/** Exact versions, whatever became of them since. */
export async function listExactVersions(
  db: Db,
  brandId: number,
  refs: readonly { contentId: string; version: number }[],
): Promise<UsableContent[]> {
  if (refs.length === 0) return [];
  const { rows } = await sql<UsableContent>`
    select c.id as content_id, v.version, c.name, c.direction, v.body
    from unnest(${refs.map((one) => one.contentId)}::uuid[], ${refs.map((one) => one.version)}::int[]) as r(content_id, version)
      join content_versions v on v.brand_id = ${brandId} and v.content_id = r.content_id and v.version = r.version
      join contents c on c.brand_id = v.brand_id and c.id = v.content_id`.execute(db);
  return rows;
}

export interface GroupFacts {
  groupId: string;
  groupName: string;
  memberCount: number;
  ownerName: string | null;
  city: string | null;
}

/** What variables of group texts stand for; the city is the unit of that level above the group. */
export async function listGroupFacts(db: Db, brandId: number, groupIds: readonly string[]): Promise<GroupFacts[]> {
  if (groupIds.length === 0) return [];
  const { rows } = await sql<GroupFacts>`
    select g.id as group_id, g.name as group_name, g.member_count, s.name as owner_name,
      (select u.name from org_closure c join org_units u on u.brand_id = c.brand_id and u.id = c.ancestor_id
        where c.brand_id = g.brand_id and c.descendant_id = g.org_id and u.level = 'city') as city
    from groups g left join staff s on s.brand_id = g.brand_id and s.id = g.owner_staff_id
    where g.brand_id = ${brandId} and g.id = any(${[...groupIds]}::uuid[])`.execute(db);
  return rows;
}

/** Of the groups that `visible` (over alias g) lets through. */
export async function findLargestGroup(db: Db, brandId: number, visible: RawBuilder<boolean>): Promise<string | null> {
  const { rows } = await sql<{
    id: string;
  }>`select g.id from groups g where g.brand_id = ${brandId} and g.status = 'active' and ${visible} order by g.member_count desc, g.id limit 1`.execute(
    db,
  );
  return rows[0]?.id ?? null;
}
