import { sql, type RawBuilder } from "kysely";
import type { Db } from "../../server/db.ts";
import type { Stamp, StampAsk } from "./stamp.contract.ts";

/** The units by their ids with the names of those above them; headquarters is nobody's name. */
export async function listUnits(
  db: Db,
  brandId: number,
  orgIds: readonly string[],
  rootId: string | null,
): Promise<{ orgId: string; orgName: string; parentName: string }[]> {
  const { rows } = await sql<{ orgId: string; orgName: string; parentName: string }>`
    select u.id as org_id, u.name as org_name, case when p.level = 'headquarters' or p.id is null then '' else p.name end as parent_name
    from org_units u left join org_units p on p.brand_id = u.brand_id and p.id = u.parent_id
    where u.brand_id = ${brandId} and u.id = any(${orgIds}::uuid[])
      and (${rootId}::uuid is null or u.id in (select descendant_id from org_closure where brand_id = ${brandId} and ancestor_id = ${rootId}::uuid))`.execute(
    db,
  );
  return rows;
}

/** Names that open groups of these units have. */
export async function listNames(db: Db, brandId: number, orgIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{
    name: string;
  }>`select name from groups where brand_id = ${brandId} and org_id = any(${orgIds}::uuid[]) and status <> 'closed'`.execute(db);
  return rows.map((row) => row.name);
}

export interface NewStamp {
  id: string;
  blueprintId: string;
  blueprintVersion: number;
  asked: StampAsk;
  groupCount: number;
  createdBy: string | null;
  createdAt: Date;
}

export async function insertStamp(db: Db, brandId: number, stamp: NewStamp): Promise<void> {
  await sql`insert into group_stamps (brand_id, id, blueprint_id, blueprint_version, asked, group_count, created_by, created_at)
    values (${brandId}, ${stamp.id}, ${stamp.blueprintId}, ${stamp.blueprintVersion}, ${JSON.stringify(stamp.asked)}, ${stamp.groupCount}, ${stamp.createdBy}, ${stamp.createdAt})`.execute(
    db,
  );
}

/** Goes of which the acting person sees at least one group, newest first; the one asked for, or the last 50. */
export async function listStamps(db: Db, brandId: number, visible: RawBuilder<boolean>, id: string | null): Promise<Stamp[]> {
  const { rows } = await sql<Stamp>`
    select t.id, t.blueprint_id, b.name as blueprint_name, t.blueprint_version, count(*)::int as made, count(*) filter (where g.status = 'active')::int as open,
      count(*) filter (where g.status = 'closed')::int as closed, s.name as created_by, t.created_at, t.undone_at
    from group_stamps t join blueprints b on b.brand_id = t.brand_id and b.id = t.blueprint_id join groups g on g.brand_id = t.brand_id and g.stamp_id = t.id and ${visible}
      left join staff s on s.brand_id = t.brand_id and s.id = t.created_by
    where t.brand_id = ${brandId} and (${id}::uuid is null or t.id = ${id}::uuid)
    group by t.id, t.blueprint_id, b.name, t.blueprint_version, s.name, t.created_at, t.undone_at order by t.created_at desc, t.id desc limit 50`.execute(
    db,
  );
  return rows;
}

export interface StampedGroup {
  id: string;
  code: string;
  name: string;
  orgPath: string;
  ownerName: string | null;
  status: "planned" | "active" | "closed";
  channel: string;
  memberCount: number;
  token: string | null;
}

export async function listStamped(db: Db, brandId: number, visible: RawBuilder<boolean>, stampId: string): Promise<StampedGroup[]> {
  const { rows } = await sql<StampedGroup>`
    select g.id, g.code, g.name, g.status, g.channel, g.member_count, o.name as owner_name,
      (select coalesce(string_agg(u.name, ' ' order by c.depth desc), '') from org_closure c join org_units u on u.brand_id = c.brand_id and u.id = c.ancestor_id
        where c.brand_id = g.brand_id and c.descendant_id = g.org_id and u.level <> 'headquarters') as org_path,
      (select e.token from group_entries e where e.brand_id = g.brand_id and e.group_id = g.id and e.closed_at is null order by e.id limit 1) as token
    from groups g left join staff o on o.brand_id = g.brand_id and o.id = g.owner_staff_id
    where g.brand_id = ${brandId} and g.stamp_id = ${stampId} and ${visible} order by split_part(g.code, '-', 2)::int`.execute(db);
  return rows;
}

export async function markUndone(db: Db, brandId: number, stampId: string, now: Date): Promise<void> {
  await sql`update group_stamps set undone_at = ${now} where brand_id = ${brandId} and id = ${stampId}`.execute(db);
}
