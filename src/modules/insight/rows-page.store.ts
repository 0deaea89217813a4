import { type RawBuilder, sql } from "kysely";
import { addDays, daysBetween, startOfDayMs } from "../../lib/time.ts";
import type { Db } from "../../server/db.ts";
import { peopleQueries } from "./people.store.ts";
import { type RowAsk, type RowSource, type RowSourceName, rowSources } from "./rows.store.ts";

export interface StoredRow {
  key: string;
  kind: "seat" | "person" | "look" | "talk" | "group-day" | "order" | "cost";
  at: string | null;
  day: string | null;
  groupId: string | null;
  groupName: string | null;
  memberId: string | null;
  memberName: string | null;
  note: string;
  value: number;
  sortAt: string;
}

export interface RowPage {
  after: { sortAt: string; key: string } | null;
  limit: number;
  /** As many as there are in all. */
  total: number;
}

export const sourceOf = (name: RowSourceName): RowSource => rowSources[name];

/** `found`: the rows of a source within its scope, each with the moment it is sorted by. */
function foundQueries(source: RowSource, ask: RowAsk, groups: RawBuilder<unknown>): RawBuilder<unknown> {
  const bound = (day: RawBuilder<unknown>) => sql`(${day}::timestamp at time zone ${ask.zone})`;
  const spans = sql`select g.id as group_id, ${ask.to}::date as day, 0 as days, ${bound(sql`${ask.from}::date`)} as start_at, ${bound(sql`(${ask.to}::date + 1)`)} as end_at from scope g`;
  const queries = source.needsPeople ? sql`, ${peopleQueries(ask.brandId, spans)}` : sql``;
  return sql`scope as materialized (${groups})${queries},
    found as materialized (select f.*, coalesce(f.at, f.day::timestamptz, 'epoch'::timestamptz) as sort_at from (${source.rows(ask)}) f)`;
}

/** How many rows there are, and what they add up to. */
export async function countRows(db: Db, name: RowSourceName, ask: RowAsk): Promise<{ total: number; sum: number }> {
  const { rows } = await sql<{ total: number; sum: number | string }>`
    with ${foundQueries(sourceOf(name), ask, ask.scope.groups)} select count(*)::int as total, coalesce(sum(value), 0)::bigint as sum from found`.execute(
    db,
  );
  return { total: rows[0]?.total ?? 0, sum: Number(rows[0]?.sum ?? 0) };
}

/** How many of a scope spoke on each of some days, added up: out of the index alone. */
export async function countSpeakers(db: Db, { brandId, scope, from, to }: RowAsk): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with scope as materialized (${scope.groups})
    select count(*)::int as n from scope g join group_speakers s on s.brand_id = ${brandId} and s.group_id = g.id and s.day between ${from} and ${to} where g.talk`.execute(
    db,
  );
  return rows[0]?.n ?? 0;
}

async function listSlice(db: Db, source: RowSource, ask: RowAsk, page: RowPage, groups: RawBuilder<unknown>): Promise<StoredRow[]> {
  const after = page.after ? sql`(r.sort_at, r.key) < (${page.after.sortAt}::timestamptz, ${page.after.key})` : sql`true`;
  const { rows } = await sql<StoredRow>`
    with ${foundQueries(source, ask, groups)},
    page as (select * from found r where ${after} order by r.sort_at desc, r.key desc limit ${page.limit})
    select p.key, p.kind, p.at, p.day, p.group_id, g.name as group_name, p.member_id, m.nickname as member_name, p.note, p.value, p.sort_at
    from page p left join groups g on g.brand_id = ${ask.brandId} and g.id = p.group_id left join members m on m.brand_id = ${ask.brandId} and m.id = p.member_id
    order by p.sort_at desc, p.key desc`.execute(db);
  return rows;
}

/** A page of rows, newest first. */
export async function listRows(db: Db, name: RowSourceName, ask: RowAsk, page: RowPage): Promise<StoredRow[]> {
  const source = sourceOf(name);
  if (page.total === 0) return [];
  const most = { ...page, limit: Math.min(page.limit, page.total) };
  if (source.slice === "day") return listByDays(db, source, ask, most);
  if (source.slice === "group") return listByGroups(db, source, ask, most);
  return listSlice(db, source, ask, most, ask.scope.groups);
}

/** Each piece is so many times as long as the one before. */
const WIDER = 4;

/** No zone is a day or more ahead of UTC. */
const AHEAD_DAYS = 1;

async function listByDays(db: Db, source: RowSource, ask: RowAsk, page: RowPage): Promise<StoredRow[]> {
  const found: StoredRow[] = [];
  const reached = page.after ? addDays(new Date(page.after.sortAt).toISOString().slice(0, 10), AHEAD_DAYS + (source.lagDays ?? 0)) : ask.to;
  let to = reached < ask.to ? reached : ask.to;
  for (let days = 1; to >= ask.from && found.length < page.limit; days *= WIDER) {
    const from = daysBetween(ask.from, to) < days ? ask.from : addDays(to, 1 - days);
    const slice = { ...ask, from, to, fromMs: startOfDayMs(from, ask.zone), toMs: startOfDayMs(addDays(to, 1), ask.zone) };
    found.push(...(await listSlice(db, source, slice, { ...page, limit: page.limit - found.length }, ask.scope.groups)));
    to = addDays(from, -1);
  }
  return found;
}

const GROUPS_AT_FIRST = 8;
/** An id before the group's part of a row's key. */
const GROUP_ID_LENGTH = 36;

async function listByGroups(db: Db, source: RowSource, ask: RowAsk, page: RowPage): Promise<StoredRow[]> {
  const found: StoredRow[] = [];
  let last = page.after?.key.slice(0, GROUP_ID_LENGTH) ?? null;
  let isBeyond = false;
  for (let count = GROUPS_AT_FIRST; found.length < page.limit; count *= WIDER) {
    const ids = await listGroupsDown(db, ask, last, isBeyond, count);
    const [first] = ids;
    if (first === undefined) break;
    const groups = sql`select * from (${ask.scope.groups}) s where s.id = any(${ids}::uuid[])`;
    found.push(...(await listSlice(db, source, ask, { ...page, limit: page.limit - found.length }, groups)));
    last = ids.at(-1) ?? null;
    isBeyond = true;
  }
  return found;
}

/** Some groups of the scope by descending id, from one on or behind it. */
async function listGroupsDown(db: Db, ask: RowAsk, last: string | null, isBeyond: boolean, limit: number): Promise<string[]> {
  const below = isBeyond ? sql`s.id < ${last}::uuid` : sql`(${last}::uuid is null or s.id <= ${last}::uuid)`;
  const { rows } = await sql<{
    id: string;
  }>`select s.id from (${ask.scope.groups}) s where ${below} order by s.id desc limit ${limit}`.execute(db);
  return rows.map((row) => row.id);
}
