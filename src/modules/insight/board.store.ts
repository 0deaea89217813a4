import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { CommercialType } from "../groups/profile.contract.ts";
import type { AdviceCode } from "./advice.contract.ts";
import type { MeasuredScope } from "./measure.store.ts";
import type { Sums } from "./metrics.rules.ts";

export interface GroupSums extends Sums {
  groupId: string;
  name: string;
  orgName: string;
  members: number;
  stage: number;
  health: number | null;
}

const columns = sql`g.id as group_id, b.name, u.name as org_name, b.member_count as members, s.stage, s.health, 1 as groups, g.seen::int as seen_groups, g.talk::int as talk_groups,
  r.members_start, r.members_end, r.joined, r.entry_joins, r.exposures, r.left_people, r.referred, r.messages, r.valid_messages, r.present, r.converted, r.buyers,
  r.paid_fen, r.refunded_fen, r.anonymous_paid_fen, r.anonymous_refunded_fen, r.cost_fen, 0 as all_net_fen, r.paid_fen - r.refunded_fen as seen_net_fen`;
const joins = (brandId: number) => sql`join groups b on b.brand_id = ${brandId} and b.id = g.id join org_units u on u.brand_id = ${brandId} and u.id = b.org_id
  join group_states s on s.brand_id = ${brandId} and s.group_id = g.id`;

/** Every group of the scope with the sums of the window that ended on a day. */
export async function listGroupSums(db: Db, brandId: number, scope: MeasuredScope, days: 1 | 7 | 30, day: string): Promise<GroupSums[]> {
  const rolled = days === 1
    ? sql`group_days r on r.brand_id = ${brandId} and r.group_id = g.id and r.day = ${day}`
    : sql`group_windows r on r.brand_id = ${brandId} and r.days = ${days} and r.day = ${day} and r.group_id = g.id`;
  const memberDays = days === 1 ? sql`r.members_start + r.joined` : sql`r.member_days`;
  const more = days === 1 ? sql`r.active as active_days, 0 as retained, 0 as ever_joined` : sql`r.active_days, r.retained, r.ever_joined`;
  const { rows } = await sql<GroupSums>`
    with scope as materialized (${scope.groups})
    select ${columns}, ${days}::int as days, ${memberDays} as member_days, ${memberDays} as talk_member_days, ${more} from scope g join ${rolled} ${joins(brandId)}`.execute(db);
  return rows;
}

export interface StageRow {
  stage: number;
  commercialType: CommercialType;
  thresholds: { interaction7d: number; retention30d: number; conversion30d: number } | null;
  members: number;
  target: number;
  activeDays: number;
  memberDays: number;
  retained: number;
  membersStart: number;
  converted: number;
  present: number;
  referred: number;
  monthMemberDays: number;
  /** 30 days ago; null where the group was not there. */
  before: number | null;
}

/** What the stage board is counted from: one row for each live group. */
export async function listStageRows(db: Db, brandId: number, scope: MeasuredScope, last: string): Promise<StageRow[]> {
  const { rows } = await sql<StageRow>`
    with scope as materialized (${scope.groups})
    select s.stage, b.commercial_type, nullif(v.spec->'thresholds', 'null'::jsonb) as thresholds, b.member_count as members, b.target_members as target,
      coalesce(w.active_days, 0) as active_days, case when g.talk then coalesce(w.member_days, 0) else 0 end as member_days, coalesce(m.retained, 0) as retained, case when g.seen then coalesce(m.members_start, 0) else 0 end as members_start,
      coalesce(m.converted, 0) as converted, case when g.seen then coalesce(m.present, 0) else 0 end as present, coalesce(m.referred, 0) as referred, case when g.seen then coalesce(m.member_days, 0) else 0 end as month_member_days, d.stage as before
    from scope g join groups b on b.brand_id = ${brandId} and b.id = g.id and b.status = 'active' join group_states s on s.brand_id = ${brandId} and s.group_id = g.id
    left join blueprint_versions v on v.brand_id = ${brandId} and v.blueprint_id = b.blueprint_id and v.version = b.blueprint_version
    left join group_windows w on w.brand_id = ${brandId} and w.days = 7 and w.day = ${last} and w.group_id = g.id
    left join group_windows m on m.brand_id = ${brandId} and m.days = 30 and m.day = ${last} and m.group_id = g.id
    left join group_days d on d.brand_id = ${brandId} and d.group_id = g.id and d.day = ${last}::date - 30`.execute(db);
  return rows;
}

/** The kind of advice most groups of each stage have open. */
export async function listWorstAdvice(db: Db, brandId: number, scope: MeasuredScope): Promise<{ stage: number; code: AdviceCode; groups: number }[]> {
  const { rows } = await sql<{ stage: number; code: AdviceCode; groups: number }>`
    with scope as materialized (${scope.groups})
    select distinct on (s.stage) s.stage, a.code, count(*)::int as groups
    from group_advice a join group_states s on s.brand_id = ${brandId} and s.group_id = a.group_id join groups b on b.brand_id = ${brandId} and b.id = a.group_id and b.status = 'active'
    where a.brand_id = ${brandId} and a.ended_at is null and a.group_id in (select id from scope) group by s.stage, a.code order by s.stage, count(*) desc, min(a.rank)`.execute(db);
  return rows;
}
