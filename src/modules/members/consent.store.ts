import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { ConsentPurpose } from "./events.contract.ts";

export interface ConsentRow {
  id: string;
  memberId: string;
  purpose: ConsentPurpose;
  granted: boolean;
  textVersion: string;
  channel: string;
  groupId: string | null;
  at: string;
}

export async function insertConsents(db: Db, brandId: number, rows: readonly (Omit<ConsentRow, "at"> & { at: Date })[]): Promise<void> {
  const pick = <K extends keyof ConsentRow>(key: K) => rows.map((row) => row[key]);
  await sql`insert into consents (brand_id, id, member_id, purpose, granted, text_version, channel, group_id, at)
    select ${brandId}::int, * from unnest(${pick("id")}::uuid[], ${pick("memberId")}::uuid[], ${pick("purpose")}::text[], ${pick("granted")}::boolean[], ${pick("textVersion")}::text[],
      ${pick("channel")}::text[], ${pick("groupId")}::uuid[], ${rows.map((row) => row.at.toISOString())}::timestamptz[])`.execute(db);
}

/**
 * What each of these people said to marketing last (id, granted), under any of their ids; who said nothing is left out. Looked up person by
 * person in the index: while a list comes in the planner has yet to hear how full the tables are, and would read all of them for each.
 */
function lastMarketing(brandId: number, memberIds: readonly string[]): RawBuilder<unknown> {
  return sql`select distinct on (w.id) w.id, said.granted from (
      select u.id, u.id as member_id from unnest(${memberIds}::uuid[]) u(id)
      union all select x.canonical_id, x.id from members x where x.brand_id = ${brandId} and x.canonical_id = any(${memberIds}::uuid[])) w
    cross join lateral (select c.granted, c.at, c.n from consents c where c.brand_id = ${brandId} and c.member_id = w.member_id
      and c.purpose = 'marketing' order by c.at desc, c.n desc limit 1) said
    order by w.id, said.at desc, said.n desc`;
}

/** Whether marketing may reach each of these members, by the newest row of each, merged ones included. */
export async function refreshMarketing(db: Db, brandId: number, memberIds: readonly string[]): Promise<void> {
  await sql`with said as (${lastMarketing(brandId, memberIds)})
    update members m set marketing_consent = coalesce(s.granted, false) from unnest(${memberIds}::uuid[]) u(id) left join said s on s.id = u.id
    where m.brand_id = ${brandId} and m.id = u.id`.execute(db);
}

/** What these members last said to marketing; who said nothing is left out. */
export async function listMarketing(db: Db, brandId: number, memberIds: readonly string[]): Promise<Map<string, boolean>> {
  const { rows } = await sql<{ id: string; granted: boolean }>`${lastMarketing(brandId, memberIds)}`.execute(db);
  return new Map(rows.map((row) => [row.id, row.granted]));
}

/** The log of a person, newest first; `memberIds` are all the ids the person has. */
export async function listConsents(
  db: Db,
  brandId: number,
  memberIds: readonly string[],
  page: { before: number | null; limit: number },
): Promise<(ConsentRow & { n: number })[]> {
  const { rows } = await sql<ConsentRow & { n: number }>`
    select n, id, member_id, purpose, granted, text_version, channel, group_id, at from consents
    where brand_id = ${brandId} and member_id = any(${memberIds}::uuid[]) and (${page.before}::bigint is null or n < ${page.before}::bigint)
    order by n desc limit ${page.limit + 1}`.execute(db);
  return rows;
}

export async function countConsents(db: Db, brandId: number, memberIds: readonly string[]): Promise<number> {
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int as n from consents where brand_id = ${brandId} and member_id = any(${memberIds}::uuid[])`.execute(db);
  return rows[0]?.n ?? 0;
}
