import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { CommercialType } from "../groups/profile.contract.ts";
import type { Stage, StageDay } from "./stage.rules.ts";

export interface StageCase {
  groupId: string;
  commercialType: CommercialType;
  targetMembers: number;
  /** Of its blueprint's version, where that sets its own. */
  blueprintThresholds: { interaction7d: number; retention30d: number; conversion30d: number } | null;
  /** The stage of the day before the first to be walked. */
  begin: Stage;
  stage: Stage;
  stageSince: string | null;
}

/** What the stages of these groups are decided by, beside their days. */
export async function listStageCases(
  db: Db,
  brandId: number,
  groups: readonly { groupId: string; fromDay: string }[],
): Promise<StageCase[]> {
  const { rows } = await sql<StageCase>`
    select g.id as group_id, g.commercial_type, g.target_members, nullif(v.spec->'thresholds', 'null'::jsonb) as blueprint_thresholds,
      coalesce(d.stage, 1) as begin, s.stage, s.stage_since
    from unnest(${groups.map((one) => one.groupId)}::uuid[], ${groups.map((one) => one.fromDay)}::date[]) as u(group_id, from_day)
    join groups g on g.brand_id = ${brandId} and g.id = u.group_id join group_states s on s.brand_id = ${brandId} and s.group_id = g.id
    left join group_days d on d.brand_id = ${brandId} and d.group_id = g.id and d.day = u.from_day - 1
    left join blueprint_versions v on v.brand_id = ${brandId} and v.blueprint_id = g.blueprint_id and v.version = g.blueprint_version`.execute(
    db,
  );
  return rows;
}

/** The days of these groups that are over, from 14 before each mark, oldest first. */
export async function listStageDays(
  db: Db,
  brandId: number,
  zone: string,
  last: string,
  untold: { seats: readonly string[]; talk: readonly string[] },
  groups: readonly { groupId: string; fromDay: string }[],
): Promise<(StageDay & { groupId: string })[]> {
  const { rows } = await sql<StageDay & { groupId: string }>`
    select d.group_id, d.day, d.day - (coalesce(g.opened_at, g.created_at) at time zone ${zone})::date as age_days, d.members_end as members,
      case when w7.member_days > 0 and g.channel <> all(${untold.talk}::text[]) then w7.active_days::float8 / w7.member_days end as interaction_7d,
      case when w30.members_start > 0 and g.channel <> all(${untold.seats}::text[]) then w30.retained::float8 / w30.members_start end as retention_30d,
      case when w30.present > 0 and g.channel <> all(${untold.seats}::text[]) then w30.converted::float8 / w30.present end as conversion_30d
    from unnest(${groups.map((one) => one.groupId)}::uuid[], ${groups.map((one) => one.fromDay)}::date[]) as u(group_id, from_day)
    join groups g on g.brand_id = ${brandId} and g.id = u.group_id
    join group_days d on d.brand_id = ${brandId} and d.group_id = g.id and d.day between u.from_day - 14 and ${last}::date
    left join group_windows w7 on w7.brand_id = ${brandId} and w7.group_id = g.id and w7.days = 7 and w7.day = d.day
    left join group_windows w30 on w30.brand_id = ${brandId} and w30.group_id = g.id and w30.days = 30 and w30.day = d.day
    order by d.group_id, d.day`.execute(db);
  return rows;
}

export interface WalkedStage {
  groupId: string;
  day: string;
  stage: Stage;
}

export async function writeStages(db: Db, brandId: number, walked: readonly WalkedStage[]): Promise<void> {
  if (walked.length === 0) return;
  await sql`update group_days d set stage = u.stage
    from unnest(${walked.map((one) => one.groupId)}::uuid[], ${walked.map((one) => one.day)}::date[], ${walked.map((one) => one.stage)}::smallint[]) as u(group_id, day, stage)
    where d.brand_id = ${brandId} and d.group_id = u.group_id and d.day = u.day and d.stage is distinct from u.stage`.execute(db);
}

/** Sets the stage of now from the last day that is over, and since when it holds; marks the groups to be judged. */
export async function writeCurrentStages(
  db: Db,
  brandId: number,
  last: string,
  groupIds: readonly string[],
): Promise<{ groupId: string; stage: Stage; since: string }[]> {
  const { rows } = await sql<{ groupId: string; stage: Stage; since: string }>`
    with now as (
      select g.id as group_id, d.stage, coalesce((select min(e.day) from group_days e where e.brand_id = ${brandId} and e.group_id = g.id and e.day <= ${last}::date
          and e.day > coalesce((select max(f.day) from group_days f where f.brand_id = ${brandId} and f.group_id = g.id and f.day <= ${last}::date and f.stage <> d.stage), '-infinity'::date)), d.day) as since
      from unnest(${groupIds}::uuid[]) as g(id) join group_days d on d.brand_id = ${brandId} and d.group_id = g.id and d.day = ${last}::date where d.stage is not null)
    update group_states s set stage = n.stage, stage_since = n.since, computed_on = ${last}::date, judge = true, health_due = true
    from now n where s.brand_id = ${brandId} and s.group_id = n.group_id
    returning s.group_id, n.stage, n.since`.execute(db);
  return rows;
}
