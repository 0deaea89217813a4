import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { AdviceCode, Cause } from "./advice.contract.ts";
import type { MeasuredScope } from "./measure.store.ts";

export interface NeedRow {
  groupId: string;
  groupName: string;
  members: number;
  stage: number;
  health: number | null;
  health7dAgo: number | null;
  dyingSince: string | null;
  adviceId: string;
  code: AdviceCode;
  cause: Cause;
  since: string;
  more: number;
  rank: number;
}

export interface NeedPage {
  after: Pick<NeedRow, "health" | "rank" | "groupId"> | null;
  limit: number;
}

/** Stands behind every health, which is 100 at most. */
const UNKNOWN_HEALTH = 1_000;

/** Groups by health with the most pressing piece of their open advice, where it is of the given kinds; exact looks at no other kinds. */
export async function listGroupsInNeed(
  db: Db,
  brandId: number,
  scope: MeasuredScope,
  wanted: { codes: readonly AdviceCode[]; isExact: boolean; stage: number | null },
  { after, limit }: NeedPage,
): Promise<{ rows: NeedRow[]; total: number }> {
  const place = sql`coalesce(health, ${UNKNOWN_HEALTH}), rank, group_id`;
  const behind = after ? sql`(${place}) > (${after.health ?? UNKNOWN_HEALTH}, ${after.rank}, ${after.groupId})` : sql`true`;
  const { rows } = await sql<{ total: number } & (NeedRow | { groupId: null })>`
    with scope as materialized (${scope.groups}),
    open as (
      select a.*, row_number() over (partition by a.group_id order by a.rank) as place, count(*) over (partition by a.group_id) as pieces
      from group_advice a where a.brand_id = ${brandId} and a.ended_at is null and a.group_id in (select id from scope)
        and (not ${wanted.isExact} or a.code = any(${wanted.codes}::text[]))),
    found as materialized (select g.id as group_id, g.name as group_name, g.member_count as members, s.stage, s.health, s.health_7d_ago, s.dying_since, o.id as advice_id, o.code, o.cause, o.since,
      (o.pieces - 1)::int as more, o.rank
    from open o join groups g on g.brand_id = ${brandId} and g.id = o.group_id and g.status = 'active' join group_states s on s.brand_id = ${brandId} and s.group_id = g.id
    where o.place = 1 and o.code = any(${wanted.codes}::text[]) and (${wanted.stage}::int is null or s.stage = ${wanted.stage}::int))
    select * from (select count(*)::int as total from found) t
      left join (select * from found where ${behind} order by ${place} limit ${limit}) page on true order by ${place}`.execute(db);
  return { rows: rows.flatMap((row) => (row.groupId === null ? [] : [row])), total: rows[0]?.total ?? 0 };
}

/** All open advice of one group, most pressing first. */
export async function listAdviceOf(
  db: Db,
  brandId: number,
  groupId: string,
): Promise<{ id: string; code: AdviceCode; cause: Cause; since: string }[]> {
  const { rows } = await sql<{ id: string; code: AdviceCode; cause: Cause; since: string }>`
    select id, code, cause, since from group_advice where brand_id = ${brandId} and group_id = ${groupId} and ended_at is null order by rank`.execute(
    db,
  );
  return rows;
}

export async function findStaffName(db: Db, brandId: number, staffId: string): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`select name from staff where brand_id = ${brandId} and id = ${staffId}`.execute(db);
  return rows[0]?.name;
}

/** The groups that sends go to. */
export async function listGroupsOfSends(db: Db, brandId: number, sendIds: readonly string[]): Promise<string[]> {
  if (sendIds.length === 0) return [];
  const { rows } = await sql<{ groupId: string }>`
    select distinct d.group_id from deliveries d join sends s on s.brand_id = d.brand_id and s.id = d.send_id
    where d.brand_id = ${brandId} and d.send_id = any(${sendIds}::uuid[]) and s.source_kind = 'adhoc'`.execute(db);
  return rows.map((row) => row.groupId);
}

/** The groups with open advice that these flows run for, or that names one of them. */
export async function listGroupsOfFlows(db: Db, brandId: number, flowIds: readonly string[]): Promise<string[]> {
  if (flowIds.length === 0) return [];
  const { rows } = await sql<{ groupId: string }>`
    select distinct a.group_id from group_advice a where a.brand_id = ${brandId} and a.ended_at is null and (a.cause->>'flowId' = any(${flowIds}::text[])
      or exists (select 1 from runs r where r.brand_id = ${brandId} and r.subject_kind = 'group' and r.subject_id = a.group_id and r.state = 'active' and r.flow_id = any(${flowIds}::uuid[])))`.execute(
    db,
  );
  return rows.map((row) => row.groupId);
}

/** Those of the groups that have this piece of advice open. */
export async function listGroupsAdvised(db: Db, brandId: number, groupIds: readonly string[], code: AdviceCode): Promise<string[]> {
  if (groupIds.length === 0) return [];
  const { rows } = await sql<{ groupId: string }>`
    select group_id from group_advice where brand_id = ${brandId} and group_id = any(${groupIds}::uuid[]) and code = ${code} and ended_at is null`.execute(
    db,
  );
  return rows.map((row) => row.groupId);
}
