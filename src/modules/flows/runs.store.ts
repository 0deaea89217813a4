import { type RawBuilder, sql } from "kysely";
import { isAmong } from "../../server/columns.ts";
import type { Db } from "../../server/db.ts";
import type { FlowAudience } from "./spec.contract.ts";

const below = (brandId: number, orgIds: readonly string[]) =>
  sql`g.org_id in (select descendant_id from org_closure where brand_id = ${brandId} and ancestor_id = any(${[...orgIds]}::uuid[]))`;

/** A predicate over groups g: the open ones that an audience means, at or below the flow's own unit. */
export function inAudience(brandId: number, orgId: string, audience: FlowAudience): RawBuilder<boolean> {
  const own = sql`g.brand_id = ${brandId} and g.status = 'active' and ${below(brandId, [orgId])}`;
  if (audience.kind === "groups") return sql<boolean>`${own} and ${isAmong(sql`g.id`, audience.groupIds)}`;
  if (audience.kind === "orgs") return sql<boolean>`${own} and ${below(brandId, audience.orgIds)}`;
  const within = audience.orgIds.length > 0 ? below(brandId, audience.orgIds) : sql`true`;
  return sql<boolean>`${own} and g.blueprint_id = ${audience.blueprintId}::uuid and ${within}`;
}

export async function countAudience(db: Db, groups: RawBuilder<boolean>): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from groups g where ${groups}`.execute(db);
  return rows[0]?.n ?? 0;
}

interface Course {
  flowId: string;
  version: number;
  /** The groups that shall be in it, a predicate over groups g. */
  groups: RawBuilder<boolean>;
  /** Looks at these groups alone; all when left out. */
  only?: readonly string[] | undefined;
  at: Date;
}

const among = (column: RawBuilder<unknown>, only: readonly string[] | undefined) =>
  only ? sql`${column} = any(${[...only]}::uuid[])` : sql`true`;

/** Lets groups into a flow that belong to it and are not in it yet. Answers how many. */
export async function enterRuns(db: Db, brandId: number, course: Course): Promise<number> {
  const { rows } = await sql`
    insert into runs (brand_id, id, flow_id, version, subject_kind, subject_id, state, started_at)
    select ${brandId}::int, uuidv7(), ${course.flowId}::uuid, ${course.version}::int, 'group', g.id, 'active', ${course.at}::timestamptz from groups g where ${course.groups} and ${among(sql`g.id`, course.only)}
    on conflict (brand_id, flow_id, subject_kind, subject_id) where state = 'active' do nothing returning subject_id`.execute(db);
  return rows.length;
}

/** Ends the runs of groups that no longer belong to it, and moves the others to its version. */
export async function leaveRuns(db: Db, brandId: number, course: Course): Promise<number> {
  const { rows } = await sql`
    update runs r set state = 'ended', ended_at = ${course.at}, end_reason = 'left-audience'
    where r.brand_id = ${brandId} and r.flow_id = ${course.flowId} and r.subject_kind = 'group' and r.state = 'active' and ${among(sql`r.subject_id`, course.only)}
      and not exists (select 1 from groups g where g.id = r.subject_id and ${course.groups}) returning r.subject_id`.execute(db);
  await sql`update runs set version = ${course.version} where brand_id = ${brandId} and flow_id = ${course.flowId} and state = 'active' and version <> ${course.version}`.execute(
    db,
  );
  return rows.length;
}

export async function endRuns(db: Db, brandId: number, flowId: string, reason: string, at: Date): Promise<void> {
  await sql`update runs set state = 'ended', ended_at = ${at}, end_reason = ${reason} where brand_id = ${brandId} and flow_id = ${flowId} and state = 'active'`.execute(
    db,
  );
}

export interface RunGroup {
  groupId: string;
  ownerStaffId: string | null;
  people: number;
}

/** Open groups that are in a flow, in the order of their ids. */
export async function listRunGroups(db: Db, brandId: number, flowId: string): Promise<RunGroup[]> {
  const { rows } = await sql<RunGroup>`
    select g.id as group_id, g.owner_staff_id, g.member_count as people from runs r join groups g on g.brand_id = r.brand_id and g.id = r.subject_id
    where r.brand_id = ${brandId} and r.flow_id = ${flowId} and r.subject_kind = 'group' and r.state = 'active' and g.status = 'active' order by g.id`.execute(
    db,
  );
  return rows;
}

/** How many of the groups that pass `visible` (over g) each flow has, in one statement. */
export async function countVisibleRuns(db: Db, brandId: number, visible: RawBuilder<boolean>): Promise<Map<string, number>> {
  const { rows } = await sql<{ flowId: string; n: number }>`
    select r.flow_id, count(*)::int as n from runs r join groups g on g.brand_id = r.brand_id and g.id = r.subject_id
    where r.brand_id = ${brandId} and r.subject_kind = 'group' and r.state = 'active' and g.status = 'active' and ${visible} group by r.flow_id`.execute(
    db,
  );
  return new Map(rows.map((row) => [row.flowId, row.n]));
}
