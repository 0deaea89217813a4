import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { CommercialType } from "../groups/profile.contract.ts";
import type { AdviceCode } from "./advice.contract.ts";
import type { BoardAsk } from "./board.contract.ts";
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
const joins = (
  brandId: number,
) => sql`join groups b on b.brand_id = ${brandId} and b.id = g.id join org_units u on u.brand_id = ${brandId} and u.id = b.org_id
  join group_states s on s.brand_id = ${brandId} and s.group_id = g.id`;

const over = (part: RawBuilder<unknown>, whole: RawBuilder<unknown>) => sql`(${part})::float8 / nullif(${whole}, 0)`;
const net = sql`r.paid_fen - r.refunded_fen`;

/** What groups are sorted by: the figures of metrics.rules.ts without the constants that do not change their order; null is unknown. */
const sortKeys: Record<BoardAsk["sort"], (memberDays: RawBuilder<unknown>) => RawBuilder<unknown>> = {
  health: () => sql`s.health`,
  members: () => sql`b.member_count`,
  join: () => sql`case when g.seen then ${over(sql`r.entry_joins`, sql`r.exposures`)} end`,
  leave: () => sql`case when g.seen then ${over(sql`r.left_people`, sql`r.members_start + r.joined`)} end`,
  interaction: (memberDays) => sql`case when g.talk then ${over(sql`active`, memberDays)} end`,
  messages: (memberDays) => sql`case when g.talk then ${over(sql`r.messages`, memberDays)} end`,
  retention: () => sql`case when g.seen then ${over(sql`w.retained`, sql`w.members_start`)} end`,
  conversion: () => sql`case when g.seen then ${over(sql`r.converted`, sql`r.present`)} end`,
  spend: () => over(sql`${net} - (r.anonymous_paid_fen - r.anonymous_refunded_fen)`, sql`r.buyers`),
  roi: () => over(net, sql`r.cost_fen`),
  referral: () => sql`case when g.seen then ${over(sql`w.referred`, sql`w.member_days`)} end`,
  arpu: (memberDays) => sql`case when g.seen then ${over(net, memberDays)} end`,
};

export interface BoardPage {
  sort: BoardAsk["sort"];
  descending: boolean;
  stage: number | null;
  offset: number;
  limit: number;
}

/** Groups of the scope with the sums of the days that ended on a day: a sorted page of them, those named, or all. */
export async function listGroupSums(
  db: Db,
  brandId: number,
  scope: MeasuredScope,
  days: 1 | 7 | 30,
  day: string,
  only: BoardPage | readonly string[] | null,
): Promise<GroupSums[]> {
  const { rolled, memberDays, more } = rollupOf(brandId, days, day);
  const page = only !== null && "offset" in only ? pageOf(brandId, rolled, memberDays, day, only) : null;
  const named = only === null || page ? sql`true` : sql`g.id = any(${only}::uuid[])`;
  const { rows } = await sql<GroupSums>`
    with scope as materialized (${scope.groups}), listed as materialized (${page ?? sql`select id, seen, talk from scope`})
    select ${columns}, ${days}::int as days, ${memberDays} as member_days, ${memberDays} as talk_member_days, r.active_days, ${more}
    from listed g join ${rolled} ${joins(brandId)} where ${named} ${page ? sql`order by g.place` : sql``}`.execute(db);
  return rows;
}

interface Rollup {
  rolled: RawBuilder<unknown>;
  memberDays: RawBuilder<unknown>;
  more: RawBuilder<unknown>;
}

function rollupOf(brandId: number, days: 1 | 7 | 30, day: string): Rollup {
  if (days === 1)
    return {
      rolled: sql`(select *, active as active_days from group_days where brand_id = ${brandId} and day = ${day}) r on r.group_id = g.id`,
      memberDays: sql`r.members_start + r.joined`,
      more: sql`0 as retained, 0 as ever_joined`,
    };
  return {
    rolled: sql`(select *, active_days as active from group_windows where brand_id = ${brandId} and days = ${days} and day = ${day}) r on r.group_id = g.id`,
    memberDays: sql`r.member_days`,
    more: sql`r.retained, r.ever_joined`,
  };
}

const longSorts: ReadonlySet<BoardAsk["sort"]> = new Set(["retention", "referral"]);

/** The groups of one page in their order, found without whatever else is shown of them. */
function pageOf(brandId: number, rolled: RawBuilder<unknown>, memberDays: RawBuilder<unknown>, day: string, page: BoardPage) {
  const long = longSorts.has(page.sort)
    ? sql`left join group_windows w on w.brand_id = ${brandId} and w.days = 30 and w.day = ${day} and w.group_id = g.id`
    : sql``;
  const members = page.sort === "members" ? sql`join groups b on b.brand_id = ${brandId} and b.id = g.id` : sql``;
  const states = sql`join group_states s on s.brand_id = ${brandId} and s.group_id = g.id`;
  const direction = page.descending ? sql`desc` : sql`asc`;
  return sql`select id, seen, talk, row_number() over () as place from (
    select g.id, g.seen, g.talk from scope g join ${rolled} ${states} ${members} ${long} where ${page.stage}::int is null or s.stage = ${page.stage}::int
    order by ${sortKeys[page.sort](memberDays)} ${direction} nulls last, g.id limit ${page.limit} offset ${page.offset}) sorted`;
}

/** Groups of the scope that have the sums of a day, all or of one stage. */
export async function countBoard(db: Db, brandId: number, scope: MeasuredScope, day: string, stage: number | null): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with scope as materialized (${scope.groups})
    select count(*)::int as n from scope g join group_windows r on r.brand_id = ${brandId} and r.days = 7 and r.day = ${day} and r.group_id = g.id
    join group_states s on s.brand_id = ${brandId} and s.group_id = g.id where ${stage}::int is null or s.stage = ${stage}::int`.execute(
    db,
  );
  return rows[0]?.n ?? 0;
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
export async function listWorstAdvice(
  db: Db,
  brandId: number,
  scope: MeasuredScope,
): Promise<{ stage: number; code: AdviceCode; groups: number }[]> {
  const { rows } = await sql<{ stage: number; code: AdviceCode; groups: number }>`
    with scope as materialized (${scope.groups})
    select distinct on (s.stage) s.stage, a.code, count(*)::int as groups
    from group_advice a join scope g on g.id = a.group_id and g.status = 'active' join group_states s on s.brand_id = ${brandId} and s.group_id = a.group_id
    where a.brand_id = ${brandId} and a.ended_at is null group by s.stage, a.code order by s.stage, count(*) desc, min(a.rank)`.execute(db);
  return rows;
}
