import { type RawBuilder, sql } from "kysely";
import { arrayLiteral } from "../../server/columns.ts";
import type { Db } from "../../server/db.ts";
import type { Audience } from "./sends.contract.ts";

export interface TargetRow {
  groupId: string;
  groupName: string;
  status: "planned" | "active" | "closed";
  channel: string;
  externalId: string | null;
  accountId: string | null;
  ownerStaffId: string | null;
  ownerName: string | null;
  /** The colleague whose account it is. */
  accountStaffId: string | null;
  accountName: string | null;
  people: number;
}

/** Plans of one brand are made one after another, so that two never both take the last place under a cap. */
export async function lockPlanning(db: Db, brandId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(7301, ${brandId})`.execute(db);
}

const columns = sql`g.id as group_id, g.name as group_name, g.status, g.channel, g.external_id, g.account_id, g.owner_staff_id, o.name as owner_name,
  a.staff_id as account_staff_id, a.name as account_name, g.member_count as people`;

export async function findTargets(db: Db, brandId: number, groupIds: readonly string[]): Promise<TargetRow[]> {
  const { rows } = await sql<TargetRow>`
    select ${columns} from groups g left join staff o on o.brand_id = g.brand_id and o.id = g.owner_staff_id
      left join accounts a on a.brand_id = g.brand_id and a.id = g.account_id
    where g.brand_id = ${brandId} and g.id = any(${arrayLiteral(groupIds)}::uuid[])`.execute(db);
  return rows;
}

/** The groups an audience means, among those the acting person sees. */
export async function listAudience(db: Db, brandId: number, seen: RawBuilder<boolean>, audience: Audience): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select g.id from groups g left join group_states t on t.brand_id = g.brand_id and t.group_id = g.id
    where g.brand_id = ${brandId} and ${seen} and (${audience.groupIds}::uuid[] is null or g.id = any(${audience.groupIds}::uuid[]))
      and (${audience.groupIds !== undefined}::boolean or g.status = 'active')
      and (${audience.orgId}::uuid is null or g.org_id in (select descendant_id from org_closure where brand_id = ${brandId} and ancestor_id = ${audience.orgId}::uuid))
      and (${audience.blueprintId}::uuid is null or g.blueprint_id = ${audience.blueprintId}::uuid)
      and (${audience.positioning}::text is null or g.positioning = ${audience.positioning})
      and (${audience.stage}::int is null or t.stage = ${audience.stage})
    order by g.id limit 20000`.execute(db);
  return rows.map((row) => row.id);
}

/** How many sends each group has got or will get between two moments, cancelled and left-out ones not counted. */
export async function countSendsBetween(
  db: Db,
  brandId: number,
  groupIds: readonly string[],
  from: Date,
  to: Date,
): Promise<Map<string, number>> {
  const { rows } = await sql<{ groupId: string; n: number }>`
    select group_id, count(*)::int as n from deliveries
    where brand_id = ${brandId} and group_id = any(${arrayLiteral(groupIds)}::uuid[]) and due_at >= ${from} and due_at < ${to}
      and state in ('planned', 'handed-over', 'sent', 'unknown') group by group_id`.execute(db);
  return new Map(rows.map((row) => [row.groupId, row.n]));
}

/** Different people in these groups, and of them those in more than one. */
export async function countPeople(db: Db, brandId: number, groupIds: readonly string[]): Promise<{ people: number; peopleTwice: number }> {
  const { rows } = await sql<{ people: number; peopleTwice: number }>`
    select count(*)::int as people, count(*) filter (where n > 1)::int as people_twice from (
      select member_id, count(*) as n from seats where brand_id = ${brandId} and group_id = any(${groupIds}::uuid[]) and left_at is null and kind = 'member' group by member_id) p`.execute(
    db,
  );
  return rows[0] ?? { people: 0, peopleTwice: 0 };
}
