import { sql, type RawBuilder } from "kysely";
import type { Db } from "../../server/db.ts";
import type { GroupChange, GroupStatus } from "./groups.contract.ts";
import type { CommercialType, GroupProfile, Positioning } from "./profile.contract.ts";

export interface GroupRow {
  id: string;
  code: string;
  name: string;
  slogan: string;
  orgId: string;
  positioning: Positioning;
  commercialType: CommercialType;
  blueprintId: string | null;
  blueprintVersion: number | null;
  channel: string;
  externalId: string | null;
  accountId: string | null;
  ownerStaffId: string | null;
  status: GroupStatus;
  capacity: number;
  targetMembers: number;
  profile: GroupProfile;
  announcement: string;
  memberCount: number;
  stampId: string | null;
  createdAt: string;
  openedAt: string | null;
  closedAt: string | null;
}

export const groupColumns: RawBuilder<unknown> = sql`g.id, g.code, g.name, g.slogan, g.org_id, g.positioning, g.commercial_type, g.blueprint_id, g.blueprint_version, g.channel,
  g.external_id, g.account_id, g.owner_staff_id, g.status, g.capacity, g.target_members, g.profile, g.announcement, g.member_count, g.stamp_id, g.created_at, g.opened_at, g.closed_at`;

export async function findGroup(
  db: Db,
  brandId: number,
  id: string,
  visible: RawBuilder<boolean> = sql<boolean>`true`,
): Promise<GroupRow | undefined> {
  const { rows } =
    await sql<GroupRow>`select ${groupColumns} from groups g where g.brand_id = ${brandId} and g.id = ${id} and ${visible}`.execute(db);
  return rows[0];
}

/** Holds the groups, in the order of their ids, until the transaction ends. */
export async function lockGroups(
  db: Db,
  brandId: number,
  ids: readonly string[],
  visible: RawBuilder<boolean> = sql<boolean>`true`,
): Promise<GroupRow[]> {
  const { rows } = await sql<GroupRow>`
    select ${groupColumns} from groups g where g.brand_id = ${brandId} and g.id = any(${ids}::uuid[]) and ${visible} order by g.id for no key update of g`.execute(
    db,
  );
  return rows;
}

/** The last of `count` fresh numbers; the brand's counter is held until the transaction ends. Numbers begin at 1001. */
export async function takeNumbers(db: Db, brandId: number, count: number): Promise<number> {
  const { rows } = await sql<{ lastNo: number }>`
    insert into group_numbers (brand_id, last_no) values (${brandId}, ${1000 + count})
    on conflict (brand_id) do update set last_no = group_numbers.last_no + ${count} returning last_no`.execute(db);
  const row = rows[0];
  if (!row) throw new Error("no number for the group");
  return row.lastNo;
}

export interface NewGroupRow extends Omit<GroupRow, "createdAt" | "openedAt" | "closedAt" | "memberCount" | "externalId" | "accountId"> {
  createdAt: Date;
  openedAt: Date | null;
}

/** Writes any number of groups in one statement. */
export async function insertGroups(db: Db, brandId: number, groups: readonly NewGroupRow[]): Promise<void> {
  const rows = groups.map((group) => ({ ...group, brandId }));
  await sql`
    insert into groups (brand_id, id, code, name, slogan, org_id, positioning, commercial_type, blueprint_id, blueprint_version, channel, owner_staff_id, status,
      capacity, target_members, profile, announcement, stamp_id, created_at, opened_at)
    select ${brandId}::int, r."id", r."code", r."name", r."slogan", r."orgId", r."positioning", r."commercialType", r."blueprintId", r."blueprintVersion", r."channel", r."ownerStaffId", r."status",
      r."capacity", r."targetMembers", r."profile", r."announcement", r."stampId", r."createdAt", r."openedAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r("id" uuid, "code" text, "name" text, "slogan" text, "orgId" uuid, "positioning" text, "commercialType" text,
      "blueprintId" uuid, "blueprintVersion" int, "channel" text, "ownerStaffId" uuid, "status" text, "capacity" int, "targetMembers" int, "profile" jsonb, "announcement" text,
      "stampId" uuid, "createdAt" timestamptz, "openedAt" timestamptz)`.execute(db);
}

export type GroupFields = Omit<GroupChange, "profile"> & {
  profile?: GroupProfile | undefined;
  blueprintId?: string;
  blueprintVersion?: number;
};

/** Writes the given fields of one group, or of several alike. */
export async function updateGroups(db: Db, brandId: number, ids: readonly string[], fields: GroupFields): Promise<void> {
  const profile = fields.profile ? JSON.stringify(fields.profile) : null;
  await sql`
    update groups set name = coalesce(${fields.name}, name), slogan = coalesce(${fields.slogan}, slogan), announcement = coalesce(${fields.announcement}, announcement),
      org_id = coalesce(${fields.orgId}::uuid, org_id), positioning = coalesce(${fields.positioning}, positioning),
      commercial_type = coalesce(${fields.commercialType}, commercial_type), capacity = coalesce(${fields.capacity}::int, capacity),
      target_members = coalesce(${fields.targetMembers}::int, target_members), profile = coalesce(${profile}::jsonb, profile),
      blueprint_id = coalesce(${fields.blueprintId}::uuid, blueprint_id), blueprint_version = coalesce(${fields.blueprintVersion}::int, blueprint_version)
    where brand_id = ${brandId} and id = any(${ids}::uuid[])`.execute(db);
}

/** Opens those that are planned; answers which were. */
export async function openPlanned(db: Db, brandId: number, ids: readonly string[], now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update groups set status = 'active', opened_at = ${now} where brand_id = ${brandId} and id = any(${ids}::uuid[]) and status = 'planned' returning id`.execute(
    db,
  );
  return rows.map((row) => row.id);
}

/** Closes those that are not closed yet, and their ways in; answers which. */
export async function closeOpen(db: Db, brandId: number, ids: readonly string[], now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update groups set status = 'closed', closed_at = ${now} where brand_id = ${brandId} and id = any(${ids}::uuid[]) and status <> 'closed' returning id`.execute(
    db,
  );
  const closed = rows.map((row) => row.id);
  await sql`update group_entries set closed_at = ${now} where brand_id = ${brandId} and group_id = any(${closed}::uuid[]) and closed_at is null`.execute(
    db,
  );
  return closed;
}

export async function bindGroup(db: Db, brandId: number, id: string, externalId: string): Promise<void> {
  await sql`update groups set external_id = ${externalId} where brand_id = ${brandId} and id = ${id}`.execute(db);
}

/** Adds to the counts of open member seats, in the order of ids, so that two batches never wait for each other. */
export async function addMemberCounts(db: Db, brandId: number, deltas: readonly { groupId: string; delta: number }[]): Promise<void> {
  const ids = deltas.map((one) => one.groupId);
  await sql`
    with held as (select id from groups where brand_id = ${brandId} and id = any(${ids}::uuid[]) order by id for no key update),
      d as (select group_id, sum(delta)::int as delta from unnest(${ids}::uuid[], ${deltas.map((one) => one.delta)}::int[]) as u(group_id, delta) group by 1)
    update groups g set member_count = g.member_count + d.delta from d join held on held.id = d.group_id
    where g.brand_id = ${brandId} and g.id = d.group_id and d.delta <> 0`.execute(db);
}

export async function listIdsByBinding(
  db: Db,
  brandId: number,
  channel: string,
  externalIds: readonly string[],
): Promise<{ externalId: string; id: string }[]> {
  const { rows } = await sql<{ externalId: string; id: string }>`
    select external_id, id from groups where brand_id = ${brandId} and channel = ${channel} and external_id = any(${externalIds}::text[])`.execute(
    db,
  );
  return rows;
}

/** Makes the groups findable by these terms and no others. */
export async function replaceTerms(
  db: Db,
  brandId: number,
  terms: readonly { groupId: string; terms: readonly string[] }[],
): Promise<void> {
  const pairs = terms.flatMap((one) => one.terms.map((term) => ({ term, groupId: one.groupId })));
  await sql`delete from group_terms where brand_id = ${brandId} and group_id = any(${terms.map((one) => one.groupId)}::uuid[])`.execute(db);
  await sql`insert into group_terms (brand_id, term, group_id)
    select ${brandId}::int, u.* from unnest(${pairs.map((pair) => pair.term)}::text[], ${pairs.map((pair) => pair.groupId)}::uuid[]) u on conflict do nothing`.execute(
    db,
  );
}
