import { sql } from "kysely";
import { textLiteral } from "../../server/columns.ts";
import type { Db } from "../../server/db.ts";

export interface ChatRow {
  chatId: string;
  groupId: string;
  ownerUserId: string;
  ownerState: number;
  name: string;
  notice: string;
  memberVersion: string;
  recentVersions: string[];
  people: number;
  pulledAt: string | null;
  dissolvedAt: string | null;
}

/** Groups of a corp, held until the transaction ends where they are to be changed. */
export async function listChats(db: Db, brandId: number, corp: string, chatIds: readonly string[], lock = false): Promise<ChatRow[]> {
  const { rows } = await sql<ChatRow>`
    select chat_id, group_id, owner_user_id, owner_state, name, notice, member_version, recent_versions, people, pulled_at, dissolved_at
    from wecom_groups where brand_id = ${brandId} and corp = ${corp} and chat_id = any(${chatIds}::text[]) order by chat_id ${lock ? sql`for update` : sql``}`.execute(
    db,
  );
  return rows;
}

export interface ChatWrite {
  chatId: string;
  groupId: string;
  ownerUserId: string;
  name: string;
  notice: string;
  memberVersion: string;
  people: number;
  madeAtMs: number | null;
}

/** Writes groups as they were read; what was passed through before is remembered no more. */
export async function upsertChats(db: Db, brandId: number, corp: string, chats: readonly ChatWrite[], now: Date): Promise<void> {
  const pick = <K extends keyof ChatWrite>(key: K) => chats.map((one) => one[key]);
  await sql`
    insert into wecom_groups (brand_id, corp, chat_id, group_id, owner_user_id, name, notice, member_version, people, made_at, pulled_at, listed_at)
    select ${brandId}::int, ${corp}, u.chat_id, u.group_id, u.owner, u.name, u.notice, u.version, u.people, to_timestamp(u.made::float8 / 1000), ${now}::timestamptz, ${now}::timestamptz
    from unnest(${pick("chatId")}::text[], ${pick("groupId")}::uuid[], ${pick("ownerUserId")}::text[], ${pick("name")}::text[], ${pick("notice")}::text[], ${pick("memberVersion")}::text[],
      ${pick("people")}::int[], ${pick("madeAtMs")}::bigint[]) u(chat_id, group_id, owner, name, notice, version, people, made) order by u.chat_id
    on conflict (brand_id, corp, chat_id) do update set owner_user_id = excluded.owner_user_id, name = excluded.name, notice = excluded.notice,
      recent_versions = case when wecom_groups.member_version = excluded.member_version then wecom_groups.recent_versions
        else (array_append(wecom_groups.recent_versions, wecom_groups.member_version))[greatest(1, cardinality(wecom_groups.recent_versions) - 14):] end,
      member_version = excluded.member_version, people = excluded.people, made_at = coalesce(excluded.made_at, wecom_groups.made_at), pulled_at = excluded.pulled_at,
      dissolved_at = null`.execute(db);
}

/** Where the walk along told versions came to, and how many sit there. */
export async function writeVersions(
  db: Db,
  brandId: number,
  corp: string,
  rows: readonly { chatId: string; version: string; recent: readonly string[]; delta: number }[],
): Promise<void> {
  await sql`
    update wecom_groups g set member_version = t.version, recent_versions = t.recent::text[], people = greatest(0, g.people + t.delta)
    from unnest(${rows.map((row) => row.chatId)}::text[], ${rows.map((row) => row.version)}::text[], ${rows.map((row) => textLiteral(row.recent))}::text[], ${rows.map((row) => row.delta)}::int[])
      t(chat_id, version, recent, delta)
    where g.brand_id = ${brandId} and g.corp = ${corp} and g.chat_id = t.chat_id`.execute(db);
}

/** Notes that groups stand in the platform's list, and how it is with their owners. */
export async function noteListed(
  db: Db,
  brandId: number,
  corp: string,
  listed: readonly { chatId: string; status: number }[],
  now: Date,
): Promise<void> {
  await sql`
    update wecom_groups g set listed_at = ${now}, owner_state = t.status from unnest(${listed.map((one) => one.chatId)}::text[], ${listed.map((one) => one.status)}::int[]) t(chat_id, status)
    where g.brand_id = ${brandId} and g.corp = ${corp} and g.chat_id = t.chat_id`.execute(db);
}

/** Groups that a whole look which began then did not find, and that are not known to be dissolved. */
export async function listUnlisted(
  db: Db,
  brandId: number,
  corp: string,
  lookedAt: Date,
): Promise<{ chatId: string; groupId: string; name: string; pulledAt: string | null }[]> {
  const { rows } = await sql<{ chatId: string; groupId: string; name: string; pulledAt: string | null }>`
    select chat_id, group_id, name, pulled_at from wecom_groups where brand_id = ${brandId} and corp = ${corp} and dissolved_at is null and (listed_at is null or listed_at < ${lookedAt})`.execute(
    db,
  );
  return rows;
}

/** Marks groups as dissolved; answers which groups of ours they are. */
export async function markDissolved(db: Db, brandId: number, corp: string, chatIds: readonly string[], now: Date): Promise<string[]> {
  const { rows } = await sql<{ groupId: string }>`
    update wecom_groups set dissolved_at = ${now} where brand_id = ${brandId} and corp = ${corp} and chat_id = any(${chatIds}::text[]) and dissolved_at is null returning group_id`.execute(
    db,
  );
  return rows.map((row) => row.groupId);
}

/** The platform's ids of who sits in these groups here: of the person himself, and of whoever became part of him. */
export async function listOpenIds(
  db: Db,
  brandId: number,
  corp: string,
  groupIds: readonly string[],
): Promise<{ groupId: string; externalId: string }[]> {
  const { rows } = await sql<{ groupId: string; externalId: string }>`
    with open as (select group_id, member_id from seats where brand_id = ${brandId} and group_id = any(${groupIds}::uuid[]) and left_at is null),
      people as (select group_id, member_id from open union select o.group_id, p.id from open o join members p on p.brand_id = ${brandId} and p.canonical_id = o.member_id)
    select p.group_id, i.external_id from people p join member_identities i on i.brand_id = ${brandId} and i.member_id = p.member_id
    where i.kind = any(array['wecom-external', 'wecom-user']) and i.scope = ${corp}`.execute(db);
  return rows;
}

/** When these people last left these groups, for those who did. */
export async function listLastLeft(
  db: Db,
  brandId: number,
  corp: string,
  pairs: readonly { groupId: string; externalId: string }[],
): Promise<{ groupId: string; externalId: string; leftAt: string }[]> {
  const { rows } = await sql<{ groupId: string; externalId: string; leftAt: string }>`
    select t.group_id, t.external_id, max(s.left_at) as left_at
    from unnest(${pairs.map((one) => one.groupId)}::uuid[], ${pairs.map((one) => one.externalId)}::text[]) t(group_id, external_id)
    join member_identities i on i.brand_id = ${brandId} and i.kind = any(array['wecom-external', 'wecom-user']) and i.scope = ${corp} and i.external_id = t.external_id
    join members m on m.brand_id = ${brandId} and m.id = i.member_id
    join seats s on s.brand_id = ${brandId} and s.group_id = t.group_id and s.member_id = case when m.canonical_id is null then m.id else m.canonical_id end
    where s.left_at is not null group by 1, 2`.execute(db);
  return rows;
}

/** The unit each colleague works in. */
export async function listStaffOrgs(db: Db, brandId: number, staffIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{
    id: string;
    orgId: string;
  }>`select id, org_id from staff where brand_id = ${brandId} and id = any(${staffIds}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row.orgId]));
}
