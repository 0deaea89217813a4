import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { CommercialType } from "../groups/profile.contract.ts";
import type { HealthPart, PartScore } from "./health.rules.ts";

export interface DayRow {
  day: string;
  members: number;
  joined: number;
  left: number;
  messages: number;
  validMessages: number;
  active: number;
  memberDays: number;
  stage: number | null;
}

export async function listDays(db: Db, brandId: number, groupId: string, from: string, to: string): Promise<DayRow[]> {
  const { rows } = await sql<DayRow>`
    select day, members_end as members, joined, left_people as left, messages, valid_messages, active, members_start + joined as member_days, stage
    from group_days where brand_id = ${brandId} and group_id = ${groupId} and day between ${from} and ${to} order by day`.execute(db);
  return rows;
}

export interface StateRow {
  stage: number;
  stageSince: string | null;
  health: number | null;
  health7dAgo: number | null;
  healthParts: Partial<Record<HealthPart, PartScore>> | null;
  dyingSince: string | null;
  computedOn: string | null;
  aboveShare: number | null;
  commercialType: CommercialType;
  thresholds: { interaction7d: number; retention30d: number; conversion30d: number } | null;
  members: number;
  targetMembers: number;
  openedOn: string;
  channel: string;
  interaction7d: number | null;
  retention30d: number | null;
  conversion30d: number | null;
  referral30d: number | null;
}

export async function findState(
  db: Db,
  brandId: number,
  zone: string,
  untold: { seats: readonly string[]; talk: readonly string[] },
  groupId: string,
): Promise<StateRow | undefined> {
  const { rows } = await sql<StateRow>`
    select coalesce(s.stage, 1) as stage, s.stage_since, s.health, s.health_7d_ago, s.health_parts, s.dying_since, s.computed_on, g.commercial_type, nullif(v.spec->'thresholds', 'null'::jsonb) as thresholds,
      g.member_count as members, g.target_members, (coalesce(g.opened_at, g.created_at) at time zone ${zone})::date as opened_on, g.channel,
      case when w7.member_days > 0 and g.channel <> all(${untold.talk}::text[]) then w7.active_days::float8 / w7.member_days end as interaction_7d, case when w30.members_start > 0 and g.channel <> all(${untold.seats}::text[]) then w30.retained::float8 / w30.members_start end as retention_30d,
      case when w30.present > 0 and g.channel <> all(${untold.seats}::text[]) then w30.converted::float8 / w30.present end as conversion_30d, case when w30.member_days > 0 and g.channel <> all(${untold.seats}::text[]) then w30.referred * 30.0::float8 / w30.member_days end as referral_30d,
      (select (count(*) filter (where p.health < s.health))::float8 / nullif(count(*), 0) from groups q join group_states p on p.brand_id = ${brandId} and p.group_id = q.id and p.health is not null
        where q.brand_id = ${brandId} and q.status = 'active' and q.id <> g.id and coalesce(q.blueprint_id::text, q.commercial_type) = coalesce(g.blueprint_id::text, g.commercial_type)) as above_share
    from groups g left join group_states s on s.brand_id = ${brandId} and s.group_id = g.id
    left join blueprint_versions v on v.brand_id = ${brandId} and v.blueprint_id = g.blueprint_id and v.version = g.blueprint_version
    left join group_windows w7 on w7.brand_id = ${brandId} and w7.days = 7 and w7.day = s.computed_on and w7.group_id = g.id
    left join group_windows w30 on w30.brand_id = ${brandId} and w30.days = 30 and w30.day = s.computed_on and w30.group_id = g.id
    where g.brand_id = ${brandId} and g.id = ${groupId}`.execute(db);
  return rows[0];
}

/** For each stage up to the present one: the day after the last day the group stood below it. */
export async function listEntered(db: Db, brandId: number, groupId: string): Promise<{ stage: number; enteredOn: string }[]> {
  const { rows } = await sql<{ stage: number; enteredOn: string }>`
    with d as (select day, stage from group_days where brand_id = ${brandId} and group_id = ${groupId} and stage is not null), last as (select stage from d order by day desc limit 1)
    select n as stage, coalesce((select max(day) + 1 from d where d.stage < n), (select min(day) from d)) as entered_on from generate_series(1, (select stage from last)) n`.execute(
    db,
  );
  return rows;
}
