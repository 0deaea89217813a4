import { sql, type RawBuilder } from "kysely";
import type { WordMatch } from "../../lib/search-terms.ts";
import type { Db } from "../../server/db.ts";
import {
  FRESH_DAYS,
  type GroupFilter,
  type GroupListItem,
  type GroupSort,
  type GroupTab,
  healthBandFrom,
  type healthBands,
  NEARLY_FULL_SHARE,
} from "./group-list.contract.ts";

export interface GroupQuery extends GroupFilter {
  brandId: number;
  visible: RawBuilder<boolean>;
  isMine: RawBuilder<boolean>;
  now: Date;
  /** The last whole day in the brand's zone. */
  yesterday: string;
  words: readonly { text: string; runs: readonly WordMatch[] }[];
}

const all = (parts: readonly RawBuilder<unknown>[]) =>
  parts.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(parts, sql` and `)})`;
const any = (parts: readonly RawBuilder<unknown>[]) => sql<boolean>`(${sql.join(parts, sql` or `)})`;

/** One word: its terms, or the owner's name. */
function fitsWord(brandId: number, word: GroupQuery["words"][number]): RawBuilder<boolean> {
  const byTerms = all(
    word.runs.map((sets) =>
      any(
        sets.map(
          (terms) => sql`g.id in (select group_id from group_terms where brand_id = ${brandId} and term = any(${terms}::text[])
          group by group_id having count(*) = ${terms.length})`,
        ),
      ),
    ),
  );
  return any([
    byTerms,
    sql`g.owner_staff_id in (select id from staff where brand_id = ${brandId} and position(${word.text} in lower(name)) > 0)`,
  ]);
}

function inBand(band: (typeof healthBands)[number]): RawBuilder<unknown> {
  const to = band === "good" ? 101 : band === "warn" ? healthBandFrom.good : healthBandFrom.warn;
  return sql`(s.health >= ${healthBandFrom[band]} and s.health < ${to})`;
}

function tabPredicate(query: GroupQuery, tab: GroupTab): RawBuilder<boolean> {
  const open = sql<boolean>`g.status <> 'closed'`;
  if (tab === "mine") return sql<boolean>`(${open} and ${query.isMine})`;
  if (tab === "cooling") return sql<boolean>`(${open} and s.dying_since is not null)`;
  if (tab === "full") return sql<boolean>`(g.status = 'active' and g.member_count >= ${NEARLY_FULL_SHARE}::float8 * g.capacity)`;
  if (tab === "fresh") return sql<boolean>`(${open} and g.created_at >= ${new Date(query.now.getTime() - FRESH_DAYS * 86_400_000)})`;
  return open;
}

/** The tab, and the states asked for; closed groups are in no tab but all, and only where they are asked for. */
function inState(query: GroupQuery): RawBuilder<unknown> {
  if (query.status.length === 0) return tabPredicate(query, query.tab);
  const state = sql`g.status = any(${query.status}::text[])`;
  return query.tab === "all" ? state : all([tabPredicate(query, query.tab), state]);
}

/** Every condition of the question but who may see what; each is there or not. */
function conditions(query: GroupQuery): RawBuilder<boolean> {
  const { brandId } = query;
  const maybe: readonly (readonly [unknown, () => RawBuilder<unknown>])[] = [
    [
      query.orgId,
      () => sql`g.org_id in (select descendant_id from org_closure where brand_id = ${brandId} and ancestor_id = ${query.orgId}::uuid)`,
    ],
    [query.ownerId, () => sql`g.owner_staff_id = ${query.ownerId}::uuid`],
    [query.blueprintId, () => sql`g.blueprint_id = ${query.blueprintId}::uuid`],
    [query.stampId, () => sql`g.stamp_id = ${query.stampId}::uuid`],
    [query.positioning[0], () => sql`g.positioning = any(${query.positioning}::text[])`],
    [query.channel[0], () => sql`g.channel = any(${query.channel}::text[])`],
    [query.stage[0], () => sql`g.status = 'active' and coalesce(s.stage, 1) = any(${query.stage.map(Number)}::int[])`],
    [query.health[0], () => any(query.health.map(inBand))],
  ];
  const asked = maybe.filter(([value]) => value !== undefined).map(([, predicate]) => predicate());
  return all([...query.words.map((word) => fitsWord(brandId, word)), inState(query), ...asked]);
}

const sortExpression: Record<GroupSort, RawBuilder<unknown>> = {
  code: sql`split_part(g.code, '-', 2)::float8`,
  name: sql`g.name`,
  members: sql`g.member_count::float8`,
  fill: sql`g.member_count::float8 / g.capacity`,
  health: sql`coalesce(s.health, -1)::float8`,
  interaction: sql`coalesce(s.interaction_7d, -1)::float8`,
  cooled: sql`coalesce(s.interaction_7d - s.interaction_prev_7d, 0)::float8`,
  paid: sql`coalesce(s.paid_7d_fen, 0)::float8`,
  created: sql`extract(epoch from g.created_at)::float8`,
  spoke: sql`coalesce(extract(epoch from s.last_message_at), 0)::float8`,
};

const from = sql`groups g left join group_states s on s.brand_id = g.brand_id and s.group_id = g.id`;

export interface GroupListRow extends Omit<GroupListItem, "trend"> {
  sortValue: string | number;
}

export interface Paging {
  sort: GroupSort;
  descending: boolean;
  after: { value: string | number; id: string } | null;
  limit: number;
}

/** One page by (sort value, id), and one row more where there is a next page. */
export async function listGroups(db: Db, query: GroupQuery, paging: Paging): Promise<GroupListRow[]> {
  const key = sortExpression[paging.sort];
  const beyond = paging.descending ? sql`<` : sql`>`;
  const direction = paging.descending ? sql`desc` : sql`asc`;
  const after = paging.after ? sql`(${key}, g.id) ${beyond} (${paging.after.value}, ${paging.after.id}::uuid)` : sql`true`;
  const { rows } = await sql<GroupListRow>`
    with page as (select g.id, ${key} as sort_value from ${from}
      where g.brand_id = ${query.brandId} and ${query.visible} and ${conditions(query)} and ${after} order by ${key} ${direction}, g.id ${direction} limit ${paging.limit})
    select g.id, g.code, g.name, g.status, g.positioning, g.commercial_type, g.channel, g.member_count, g.capacity, g.created_at, page.sort_value,
      (select coalesce(string_agg(u.name, ' ' order by c.depth desc), '') from org_closure c join org_units u on u.brand_id = c.brand_id and u.id = c.ancestor_id
        where c.brand_id = g.brand_id and c.descendant_id = g.org_id and u.level <> 'headquarters') as org_path,
      case when o.id is not null then json_build_object('id', o.id, 'name', o.name, 'status', o.status) end as owner,
      case when g.status = 'active' then coalesce(s.stage, 1) end as stage, s.health, s.interaction_7d, s.interaction_prev_7d, coalesce(s.paid_7d_fen, 0) as paid_7d_fen, s.last_message_at,
      case when s.dying_since is not null then json_build_object('since', s.dying_since, 'reason', s.dying_reason) end as dying,
      case when b.id is not null then json_build_object('id', b.id, 'name', b.name, 'version', g.blueprint_version, 'latestVersion', b.latest_version) end as blueprint
    from page join groups g on g.brand_id = ${query.brandId} and g.id = page.id left join group_states s on s.brand_id = g.brand_id and s.group_id = g.id
      left join staff o on o.brand_id = g.brand_id and o.id = g.owner_staff_id left join blueprints b on b.brand_id = g.brand_id and b.id = g.blueprint_id
    order by page.sort_value ${direction}, g.id ${direction}`.execute(db);
  return rows;
}

/** The interaction rate of each of the 14 days that end yesterday, oldest first, for the groups of one page. */
export async function listTrends(
  db: Db,
  brandId: number,
  groupIds: readonly string[],
  yesterday: string,
): Promise<Map<string, (number | null)[]>> {
  const { rows } = await sql<{ groupId: string; rates: (number | null)[] }>`
    select w.group_id, array_agg(d.active::float8 / nullif(d.members_end, 0) order by w.day) as rates
    from (select u.group_id, day::date from unnest(${groupIds}::uuid[]) as u(group_id), generate_series(${yesterday}::date - 13, ${yesterday}::date, interval '1 day') as day) w
      left join group_days d on d.brand_id = ${brandId} and d.group_id = w.group_id and d.day = w.day
    group by w.group_id`.execute(db);
  return new Map(rows.map((row) => [row.groupId, row.rates]));
}

export interface SummaryRow {
  total: number;
  people: number;
  planned: number;
  seats: number;
  stages: number[];
  tabs: Record<GroupTab, number>;
}

/** All counts of the page's head in one pass; every condition is asked once a group. */
export async function summarizeGroups(db: Db, query: GroupQuery): Promise<SummaryRow> {
  const stage = (n: number) => sql`count(*) filter (where fits and stage = ${n}::int)`;
  const tab = (name: GroupTab) => sql`${tabPredicate(query, name)} as ${sql.id(`tab_${name}`)}`;
  const { rows } = await sql<SummaryRow>`
    with seen as materialized (select g.status, g.member_count, case when g.status = 'active' then coalesce(s.stage, 1) end as stage, ${conditions(query)} as fits,
        ${sql.join((["all", "mine", "cooling", "full", "fresh"] as const).map(tab))}
      from ${from} where g.brand_id = ${query.brandId} and ${query.visible})
    select count(*) filter (where fits) as total, coalesce(sum(member_count) filter (where fits), 0) as people, count(*) filter (where fits and status = 'planned') as planned,
      coalesce(sum(member_count) filter (where status <> 'closed'), 0) as seats, json_build_array(${sql.join([1, 2, 3, 4, 5].map(stage))}) as stages,
      json_build_object('all', count(*) filter (where tab_all), 'mine', count(*) filter (where tab_mine), 'cooling', count(*) filter (where tab_cooling),
        'full', count(*) filter (where tab_full), 'fresh', count(*) filter (where tab_fresh)) as tabs
    from seen`.execute(db);
  const row = rows[0];
  if (!row) throw new Error("no counts");
  return row;
}

/** One more than `most` where there are more. */
export async function listGroupIds(db: Db, query: GroupQuery, most: number): Promise<{ id: string; memberCount: number }[]> {
  const { rows } = await sql<{ id: string; memberCount: number }>`
    select g.id, g.member_count from ${from} where g.brand_id = ${query.brandId} and ${query.visible} and ${conditions(query)} order by g.id limit ${most + 1}`.execute(
    db,
  );
  return rows;
}
