import { sql } from "kysely";
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

/** Whether marketing may reach each of these members, by the newest row of each, merged ones included. */
export async function refreshMarketing(db: Db, brandId: number, memberIds: readonly string[]): Promise<void> {
  await sql`update members m set marketing_consent = coalesce((
      select c.granted from consents c join members x on x.brand_id = c.brand_id and x.id = c.member_id
      where c.brand_id = ${brandId} and c.purpose = 'marketing' and (x.id = m.id or x.canonical_id = m.id) order by c.at desc, c.n desc limit 1), false)
    where m.brand_id = ${brandId} and m.id = any(${memberIds}::uuid[])`.execute(db);
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
