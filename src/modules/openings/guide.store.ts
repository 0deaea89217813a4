import { sql, type RawBuilder } from "kysely";
import { isOneOf } from "../../server/columns.ts";
import type { Db } from "../../server/db.ts";
import { TAKEN_OUT_PLACE } from "../wecom/codes.contract.ts";
import type { GuideFacts } from "./guide.rules.ts";

export interface GuideSubject extends Omit<GuideFacts, "leastApproved"> {
  groupId: string;
  name: string;
  code: string;
  orgPath: string;
  ownerName: string | null;
  members: number;
  blueprintId: string | null;
  blueprintName: string | null;
}

export interface GuideQuery {
  brandId: number;
  /** A predicate over groups g. */
  visible: RawBuilder<boolean>;
  groupId?: string | undefined;
  isMine: RawBuilder<boolean> | undefined;
  /** Null means the groups without one. */
  blueprintId?: string | null | undefined;
  now: Date;
}

const MONTH_DAYS = 30;
const WEEK_DAYS = 7;
const DAY_MS = 86_400_000;

/** What the running flows send in a week, one row a flow. */
const flowTimes = (brandId: number, weekAgo: Date) => sql`
  select f.id as flow_id,
    coalesce(sum(jsonb_array_length(s.step -> 'slots')) filter (where s.step -> 'action' ->> 'kind' = 'send' and jsonb_typeof(s.step -> 'action' -> 'content') = 'object'), 0)::int as content_times,
    coalesce(sum(jsonb_array_length(s.step -> 'slots')) filter (where s.step ->> 'direction' = 'convert'), 0)::int as selling_times,
    (select count(*)::int from flow_occurrences o where o.brand_id = ${brandId} and o.flow_id = f.id and o.state = 'made' and o.due_at >= ${weekAgo}) as made
  from flows f join flow_versions v on v.brand_id = f.brand_id and v.flow_id = f.id and v.version = f.running_version
    cross join lateral jsonb_array_elements(v.spec -> 'steps') s (step)
  where f.brand_id = ${brandId} and f.state = 'running' group by f.id`;

const wanted = sql`select id from wanted`;
const ofChannel = (channel: string) => sql`select id from wanted where channel = ${channel}`;

const filled = (text: RawBuilder<unknown>) => sql`(coalesce(${text}, '') <> '')::int`;

function narrowed(query: GuideQuery): RawBuilder<unknown> {
  const parts = [sql`g.brand_id = ${query.brandId} and g.status <> 'closed' and ${query.visible}`];
  if (query.groupId) parts.push(sql`g.id = ${query.groupId}::uuid`);
  if (query.isMine) parts.push(query.isMine);
  if (query.blueprintId === null) parts.push(sql`g.blueprint_id is null`);
  if (query.blueprintId) parts.push(sql`g.blueprint_id = ${query.blueprintId}::uuid`);
  return sql.join(parts, sql` and `);
}

/** What is there of each group in sight, by id. */
export async function listFacts(db: Db, query: GuideQuery): Promise<GuideSubject[]> {
  const { brandId } = query;
  const monthAgo = new Date(query.now.getTime() - MONTH_DAYS * DAY_MS);
  const weekAgo = new Date(query.now.getTime() - WEEK_DAYS * DAY_MS);
  const { rows } = await sql<GuideSubject>`
    with wanted as materialized (select g.* from groups g where ${narrowed(query)}),
    units as (select distinct org_id from wanted),
    paths as materialized (
      select n.org_id, (select coalesce(string_agg(u.name, ' ' order by c.depth desc), '') from org_closure c join org_units u on u.brand_id = c.brand_id and u.id = c.ancestor_id
        where c.brand_id = ${brandId} and c.descendant_id = n.org_id and u.level <> 'headquarters') as path from units n),
    times as materialized (${flowTimes(brandId, weekAgo)}),
    reach as (
      select r.subject_id as group_id, count(*)::int as flows, sum(t.content_times)::int as content_times, sum(t.selling_times)::int as selling_times, sum(t.made)::int as made
      from runs r join times t on t.flow_id = r.flow_id
      where r.brand_id = ${brandId} and r.subject_kind = 'group' and r.state = 'active' and ${isOneOf(sql`r.subject_id`, wanted)} group by 1),
    crews as (
      select group_id, count(*) filter (where role = 'admin')::int as admins, count(*) filter (where role = 'koc')::int as kocs
      from group_roster where brand_id = ${brandId} and ${isOneOf(sql`group_id`, wanted)} group by 1),
    turns as materialized (
      select group_id, code_id from wecom_code_groups
      where brand_id = ${brandId} and place < ${TAKEN_OUT_PLACE} and ${isOneOf(sql`group_id`, ofChannel("wecom"))}),
    codes as materialized (
      select id from wecom_codes
      where brand_id = ${brandId} and kind = 'join' and status = 'live' and ${isOneOf(sql`id`, sql`select code_id from turns`)}),
    doors as (
      select group_id, count(*)::int as entries from group_entries
      where brand_id = ${brandId} and closed_at is null and ${isOneOf(sql`group_id`, ofChannel("web"))} group by 1
      union all
      select group_id, count(*)::int from turns where ${isOneOf(sql`code_id`, sql`select id from codes`)} group by 1),
    typed as (select applied_type as type, count(*)::int as lines from opening_lines where brand_id = ${brandId} and applied_type is not null group by 1)
    select g.id as group_id, g.name, g.code, g.channel, g.member_count as members, g.blueprint_id, b.name as blueprint_name, s.name as owner_name,
      t.path as org_path,
      ${filled(sql`g.profile -> 'purpose' ->> 'beforePayment'`)} + ${filled(sql`g.profile -> 'purpose' ->> 'afterPayment'`)} as purposes,
      coalesce(y.lines, 0) as lines, (g.owner_staff_id is not null)::int as owners,
      coalesce(w.admins, 0) as admins, coalesce((v.spec -> 'crew' ->> 'admins')::int, 1) as admins_wanted,
      coalesce(w.kocs, 0) as kocs, coalesce((v.spec -> 'crew' ->> 'kocs')::int, 0) as kocs_wanted,
      coalesce(jsonb_array_length(g.profile -> 'rules' -> 'items'), 0) as rules, ${filled(sql`g.profile -> 'rules' ->> 'penalty'`)} as penalty,
      ${filled(sql`g.slogan`)} as slogan, ${filled(sql`g.profile ->> 'logo'`)} as logo, ${filled(sql`g.profile -> 'reception' ->> 'greeting'`)} as greeting,
      coalesce(d.entries, 0) as entries,
      coalesce(jsonb_array_length(g.profile -> 'gives'), 0) as gives,
      (select count(*)::int from jsonb_array_elements(coalesce(g.profile -> 'sheet', '[]')) l (line) where line ->> 'kind' = 'reward') as rewards,
      (select count(*)::int from jsonb_array_elements(coalesce(g.profile -> 'sheet', '[]')) l (line) where line ->> 'kind' = 'penalty') as penalties,
      coalesce(x.flows, 0) as flows, coalesce(x.content_times, 0) as content_times, coalesce(x.selling_times, 0) as selling_times, coalesce(x.made, 0) as made,
      (select count(*)::int from (select 1 from orders o where o.brand_id = ${brandId} and o.group_id = g.id and o.paid_at >= ${monthAgo} limit 1) one) as orders
    from wanted g join paths t on t.org_id = g.org_id left join blueprints b on b.brand_id = g.brand_id and b.id = g.blueprint_id
      left join blueprint_versions v on v.brand_id = b.brand_id and v.blueprint_id = b.id and v.version = b.latest_version
      left join staff s on s.brand_id = g.brand_id and s.id = g.owner_staff_id
      left join reach x on x.group_id = g.id left join crews w on w.group_id = g.id left join doors d on d.group_id = g.id left join typed y on y.type = g.commercial_type
    order by g.id`.execute(db);
  return rows;
}

/** Approved contents that have not run out, in the direction that has fewest. */
export async function countLeastApproved(db: Db, brandId: number, today: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select min(n)::int as n from (select d.direction, count(c.id) as n from unnest(array['engage', 'convert', 'brand']) d (direction)
      left join contents c on c.brand_id = ${brandId} and c.direction = d.direction and c.approved_version is not null and c.state <> 'retired'
        and (c.expires_on is null or c.expires_on >= ${today}::date) group by 1) each`.execute(db);
  return rows[0]?.n ?? 0;
}
