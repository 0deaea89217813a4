import { type RawBuilder, sql } from "kysely";
import type { WordMatch } from "../../lib/search-terms.ts";
import { isNoneOf } from "../../server/columns.ts";
import type { Db } from "../../server/db.ts";

/** Conditions of a list, ready for SQL: local days and bands are moments, the question is terms. */
export interface Conditions {
  words: readonly WordMatch[];
  /** Digits a phone number ends with, when more were asked for than its term holds. */
  phoneTail: string | null;
  /** A predicate over alias m, for ids below one where it is given. */
  visible: (beforeId: string | null) => RawBuilder<boolean>;
  /** What alone says who is in sight and in the unit asked for, over rows `mo` of member_orgs; null where those cannot say it. */
  units: RawBuilder<boolean> | null;
  tagId?: string | undefined;
  orgId?: string | undefined;
  groupId?: string | undefined;
  activeSince?: Date | undefined;
  activeBefore?: Date | undefined;
  marketing?: boolean | undefined;
  from?: Date | undefined;
  before?: Date | undefined;
}

const all = (parts: readonly RawBuilder<unknown>[]): RawBuilder<boolean> => sql<boolean>`${sql.join(parts, sql` and `)}`;

const always = sql<boolean>`true`;

/** The conditions that a member's own row answers, under alias m. */
function rowPredicate(c: Conditions): RawBuilder<boolean> {
  const parts: RawBuilder<unknown>[] = [];
  if (c.marketing !== undefined) parts.push(sql`m.marketing_consent = ${c.marketing}::boolean`);
  if (c.from) parts.push(sql`m.first_seen_at >= ${c.from}::timestamptz`);
  if (c.before) parts.push(sql`m.first_seen_at < ${c.before}::timestamptz`);
  return parts.length > 0 ? all(parts) : always;
}

/**
 * The conditions but for the words and the member's own row, as a predicate over m.id. `beforeId` bounds the other side of each join
 * too: a merge of two indexes begins where the page does, not at the newest member.
 */
function predicate(brandId: number, c: Conditions, beforeId: string | null = null): RawBuilder<boolean> {
  const parts: RawBuilder<unknown>[] = [c.visible(beforeId)];
  const bound = (column: string) => (beforeId ? sql`and ${sql.ref(column)} < ${beforeId}::uuid` : sql``);
  if (c.tagId)
    parts.push(
      sql`exists (select 1 from member_tags mt where mt.brand_id = ${brandId} and mt.tag_id = ${c.tagId}::uuid and mt.member_id = m.id ${bound("mt.member_id")})`,
    );
  if (c.orgId)
    parts.push(sql`exists (select 1 from member_orgs mu where mu.brand_id = ${brandId} and mu.member_id = m.id and mu.seats > 0 ${bound("mu.member_id")}
      and mu.org_id in (select descendant_id from org_closure where brand_id = ${brandId} and ancestor_id = ${c.orgId}::uuid))`);
  if (c.groupId)
    parts.push(sql`m.id in (select case when x.canonical_id is null then x.id else x.canonical_id end from seats gs join members x on x.brand_id = gs.brand_id and x.id = gs.member_id
      where gs.brand_id = ${brandId} and gs.group_id = ${c.groupId}::uuid and gs.left_at is null)`);
  for (const bound of activityBounds(c)) parts.push(active(brandId, bound));
  return all(parts);
}

/** All conditions but the words, over living whole people. */
const wholePredicate = (brandId: number, c: Conditions) =>
  all([sql`m.canonical_id is null`, sql`m.status = 'active'`, predicate(brandId, c), rowPredicate(c)]);

const hourOf = (at: Date) => sql`date_trunc('hour', ${at}::timestamptz)`;
const isWholeHour = (at: Date) => at.getTime() % 3_600_000 === 0;

/** Bounds of the last interaction. A whole hour is answered by the index of hours alone, any other asks the rows too. */
const sinceHour = (at: Date) =>
  isWholeHour(at)
    ? sql`ma.last_active_hour >= ${at}::timestamptz`
    : sql`ma.last_active_hour >= ${hourOf(at)} and ma.last_active_at >= ${at}::timestamptz`;
const beforeHour = (at: Date) =>
  isWholeHour(at)
    ? sql`ma.last_active_hour < ${at}::timestamptz`
    : sql`ma.last_active_hour <= ${at}::timestamptz and ma.last_active_at < ${at}::timestamptz`;

function activityBounds(c: Conditions): RawBuilder<unknown>[] {
  return [...(c.activeSince ? [sinceHour(c.activeSince)] : []), ...(c.activeBefore ? [beforeHour(c.activeBefore)] : [])];
}

const active = (brandId: number, when: RawBuilder<unknown>) =>
  sql`exists (select 1 from member_activity ma where ma.brand_id = ${brandId} and ma.member_id = m.id and ${when})`;

const MOST_BRANCHES = 8;

/** One list of terms for each way the question can be read: every word by one of its sets. */
export function readings(words: readonly WordMatch[]): string[][] {
  return words
    .reduce<string[][]>((soFar, sets) => soFar.flatMap((terms) => sets.map((set) => [...new Set([...terms, ...set])])), [[]])
    .slice(0, MOST_BRANCHES);
}

/** Which of the terms the fewest members have, looking at no more than some thousands of each. */
export async function rarestFirst(db: Db, brandId: number, terms: readonly string[]): Promise<string[]> {
  if (terms.length < 2) return [...terms];
  const { rows } = await sql<{ term: string }>`
    select u.term from unnest(${terms}::text[]) as u(term), lateral (
      select count(*) as n from (select 1 from member_terms t where t.brand_id = ${brandId} and t.term = u.term limit 5000) few) c
    order by c.n`.execute(db);
  return rows.map((row) => row.term);
}

/**
 * One reading of the question, walked from the newest member back along the index of its rarest term. Only living whole people have
 * terms, so that their rows are read only where a condition asks for them.
 */
function branch(brandId: number, terms: readonly string[], c: Conditions, beforeId: string | null, limit: number): RawBuilder<unknown> {
  const [first = "", ...others] = terms;
  const tail = c.phoneTail && first.startsWith("#") ? sql<boolean>`m.phone like ${`%${c.phoneTail}`}` : always;
  const ofRow = rowPredicate(c);
  const parts: RawBuilder<unknown>[] = [sql`t.brand_id = ${brandId}`, sql`t.term = ${first}`];
  if (beforeId) parts.push(sql`t.member_id < ${beforeId}::uuid`);
  for (const term of others)
    parts.push(sql`exists (select 1 from member_terms o where o.brand_id = ${brandId} and o.term = ${term} and o.member_id = t.member_id)`);
  if (tail !== always || ofRow !== always) {
    const upTo = beforeId ? sql`m.id < ${beforeId}::uuid` : always;
    return sql`(select m.id from member_terms t join members m on m.brand_id = t.brand_id and m.id = t.member_id
      where ${all([...parts, upTo, tail, ofRow, predicate(brandId, c, beforeId)])} order by m.id desc limit ${limit})`;
  }
  return sql`(select m.id from (select t.member_id as id from member_terms t where ${all(parts)}) m where ${predicate(brandId, c, beforeId)} order by m.id desc limit ${limit})`;
}

/** Ids of members that fit a question, the newest first; one more than the page where there are more. */
export async function searchIds(
  db: Db,
  brandId: number,
  c: Conditions,
  page: { readings: readonly (readonly string[])[]; beforeId: string | null; limit: number },
): Promise<string[]> {
  if (page.readings.length === 0) return [];
  const branches = page.readings.map((terms) => branch(brandId, terms, c, page.beforeId, page.limit + 1));
  const { rows } = await sql<{
    id: string;
  }>`select id from (${sql.join(branches, sql` union `)}) hit order by id desc limit ${page.limit + 1}`.execute(db);
  return rows.map((row) => row.id);
}

export interface Placed {
  id: string;
  at: string;
}

export interface Page {
  sort: "joined" | "active";
  ascending: boolean;
  after: { at: string; id: string } | null;
  limit: number;
}

const FEW = 5_000;

/** Whether so few have been silent that they are found quickly, and are not met soon by who walks along all members. */
async function areFew(db: Db, brandId: number, units: RawBuilder<boolean>, c: Conditions): Promise<boolean> {
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int as n from (select 1 from (${activeOfUnits(brandId, units, c)}) a limit ${FEW + 1}) few`.execute(db);
  return (rows[0]?.n ?? 0) <= FEW;
}

/** Who was last active before a moment was first seen before it: a walk from the newest member begins there. */
const seenBefore = (c: Conditions) => (c.activeBefore ? sql`m.first_seen_at < ${c.activeBefore}::timestamptz` : always);

/** Few who fell silent came long ago: a walk from the newest would pass nearly everybody first. All of them are found, then put in order. */
const silentOfUnits = (brandId: number, c: Conditions, units: RawBuilder<boolean>) => sql`
    with silent as materialized (
      select m.id, m.first_seen_at from (${activeOfUnits(brandId, units, c)}) a join members m on m.brand_id = ${brandId} and m.id = a.id
      where ${all([otherThanUnits(brandId, c), rowPredicate(c)])})
    select m.id, m.first_seen_at as at from silent m where true`;

/** Ids in the order of first contact or of the last interaction; one more than the page where there are more. */
export async function listIds(db: Db, brandId: number, c: Conditions, page: Page): Promise<Placed[]> {
  const direction = page.ascending ? sql`asc` : sql`desc`;
  const passed = page.ascending ? sql`>` : sql`<`;
  const where = wholePredicate(brandId, c);
  if (page.sort === "active") {
    const after = page.after
      ? sql`and (a.last_active_hour, a.last_active_at, a.member_id) ${passed} (date_trunc('hour', ${page.after.at}::timestamptz), ${page.after.at}::timestamptz, ${page.after.id}::uuid)`
      : sql``;
    const { rows } = await sql<Placed>`
      select a.member_id as id, a.last_active_at as at from member_activity a join members m on m.brand_id = a.brand_id and m.id = a.member_id
      where a.brand_id = ${brandId} ${after} and ${where}
      order by a.last_active_hour ${direction}, a.last_active_at ${direction}, a.member_id ${direction} limit ${page.limit + 1}`.execute(
      db,
    );
    return rows;
  }
  const after = page.after ? sql`and (m.first_seen_at, m.id) ${passed} (${page.after.at}::timestamptz, ${page.after.id}::uuid)` : sql``;
  const found =
    c.units && c.activeBefore && (await areFew(db, brandId, c.units, c))
      ? silentOfUnits(brandId, c, c.units)
      : sql`select m.id, m.first_seen_at as at from members m where m.brand_id = ${brandId} and ${where} and ${seenBefore(c)}`;
  const { rows } = await sql<Placed>`
    ${found} ${after}
    order by m.first_seen_at ${direction}, m.id ${direction} limit ${page.limit + 1}`.execute(db);
  return rows;
}

const isThere = (brandId: number, memberId: RawBuilder<unknown>) =>
  isNoneOf(
    memberId,
    sql`select id from members where brand_id = ${brandId} and canonical_id is not null union all select id from members where brand_id = ${brandId} and status = 'erased'`,
  );

/**
 * Whom the index of org units knows, each once, without reading their rows: those few who were merged or erased are looked up in indexes
 * of their own.
 */
const ofUnits = (brandId: number, units: RawBuilder<boolean>) => sql`
  select distinct mo.member_id as id from member_orgs mo where mo.brand_id = ${brandId} and ${units}
    and ${isThere(brandId, sql`mo.member_id`)}`;

/**
 * Whose last interaction lies within the bounds, each once, as far as the index of org units knows them. Whole hours are answered beside the
 * units, but for those whose hour is not written there yet.
 */
function activeOfUnits(brandId: number, units: RawBuilder<boolean>, c: Conditions): RawBuilder<unknown> {
  const when = all(activityBounds(c));
  const known = isThere(brandId, sql`mo.member_id`);
  if ([c.activeSince, c.activeBefore].some((at) => at && !isWholeHour(at)))
    return sql`
  select ma.member_id as id from member_activity ma where ma.brand_id = ${brandId} and ${when} and ${isThere(brandId, sql`ma.member_id`)}
    and exists (select 1 from member_orgs mo where mo.brand_id = ${brandId} and mo.member_id = ma.member_id and ${units})`;
  const hours = all([
    ...(c.activeSince ? [sql`mo.active_hour >= ${c.activeSince}::timestamptz`] : []),
    ...(c.activeBefore ? [sql`mo.active_hour < ${c.activeBefore}::timestamptz`] : []),
  ]);
  return sql`
  select mo.member_id as id from member_orgs mo where mo.brand_id = ${brandId} and ${units} and ${hours} and ${known}
  union select mo.member_id from member_orgs mo where mo.brand_id = ${brandId} and mo.active_hour is null and ${units} and ${known}
    and exists (select 1 from member_activity ma where ma.brand_id = ${brandId} and ma.member_id = mo.member_id and ${when})`;
}

/** The conditions that neither units nor bounds of activity say. */
const otherThanUnits = (brandId: number, c: Conditions) =>
  predicate(brandId, { ...c, visible: () => always, orgId: undefined, activeSince: undefined, activeBefore: undefined });

function countedFrom(brandId: number, c: Conditions, most: number): RawBuilder<unknown> {
  if (c.units && rowPredicate(c) === always) {
    const others = otherThanUnits(brandId, c);
    if (c.activeSince ?? c.activeBefore)
      return sql`(select 1 from (${activeOfUnits(brandId, c.units, c)}) m where ${others} limit ${most})`;
    return sql`(select 1 from (${ofUnits(brandId, c.units)}) m where ${others} limit ${most})`;
  }
  return sql`(select 1 from members m where m.brand_id = ${brandId} and ${wholePredicate(brandId, c)} limit ${most})`;
}

/** How many fit, counted no further than `most`. */
export async function countIds(
  db: Db,
  brandId: number,
  c: Conditions,
  terms: readonly (readonly string[])[],
  most: number,
): Promise<number> {
  const from =
    c.words.length > 0
      ? sql`(${sql.join(
          terms.map((one) => branch(brandId, one, c, null, most)),
          sql` union `,
        )})`
      : countedFrom(brandId, c, most);
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${from} hit`.execute(db);
  return rows[0]?.n ?? 0;
}

/** How many people the brand has: the numbers given out without those merged into others or erased. */
export async function countAll(db: Db, brandId: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select coalesce((select last_no from member_numbers where brand_id = ${brandId}), 0)
      - (select count(*) from members where brand_id = ${brandId} and canonical_id is not null)
      - (select count(*) from members where brand_id = ${brandId} and status = 'erased' and canonical_id is null) as n`.execute(db);
  return Number(rows[0]?.n ?? 0);
}
