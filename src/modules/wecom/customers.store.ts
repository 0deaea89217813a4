import { sql } from "kysely";
import { textLiteral } from "../../server/columns.ts";
import type { Db } from "../../server/db.ts";
import type { TakenRelation } from "./customers.rules.ts";

export interface RelationWrite extends TakenRelation {
  memberId: string;
}

export interface RelationChange {
  memberId: string;
  externalId: string;
  userId: string;
  isNew: boolean;
  /** Ours had ended, or never began; theirs goes on. */
  isBack: boolean;
  hadTags: boolean;
}

/**
 * Writes relations as they are told; answers those that are new or otherwise. One that the customer himself ended goes on only where it
 * began anew: the platform tells of it all the same.
 */
export async function upsertRelations(
  db: Db,
  brandId: number,
  corp: string,
  relations: readonly RelationWrite[],
  now: Date,
): Promise<RelationChange[]> {
  const pick = <K extends keyof RelationWrite>(key: K) => relations.map((one) => one[key]);
  const lists = (key: "mobiles" | "tags") => relations.map((one) => textLiteral(one[key]));
  const { rows } = await sql<RelationChange>`
    with told as (
      select * from unnest(${pick("userId")}::text[], ${pick("externalId")}::text[], ${pick("memberId")}::uuid[], ${pick("remark")}::text[], ${pick("description")}::text[],
        ${pick("company")}::text[], ${lists("mobiles")}::text[], ${pick("addWay")}::int[], ${pick("state")}::text[], ${lists("tags")}::text[],
        ${relations.map((one) => new Date(one.beganAtMs).toISOString())}::timestamptz[])
        t(user_id, external_id, member_id, remark, description, company, mobiles, add_way, state, tags, began_at)),
      was as (select f.* from wecom_follows f join told t on t.external_id = f.external_id and t.user_id = f.user_id where f.brand_id = ${brandId} and f.corp = ${corp}),
      written as (
        insert into wecom_follows (brand_id, corp, user_id, external_id, member_id, remark, description, company, mobiles, add_way, state, tags, began_at, seen_at)
        select ${brandId}::int, ${corp}, t.user_id, t.external_id, t.member_id, t.remark, t.description, t.company, t.mobiles::text[], t.add_way, t.state, t.tags::text[], t.began_at, ${now}::timestamptz
        from told t order by t.external_id, t.user_id
        on conflict (brand_id, corp, external_id, user_id) do update set member_id = excluded.member_id, remark = excluded.remark, description = excluded.description,
          company = excluded.company, mobiles = excluded.mobiles, add_way = excluded.add_way, state = case when excluded.state = '' then wecom_follows.state else excluded.state end,
          tags = excluded.tags, began_at = excluded.began_at, seen_at = excluded.seen_at,
          lost_at = case when wecom_follows.lost_by = 'customer' and excluded.began_at <= wecom_follows.lost_at then wecom_follows.lost_at end,
          lost_by = case when wecom_follows.lost_by = 'customer' and excluded.began_at <= wecom_follows.lost_at then wecom_follows.lost_by end
        returning *)
    select w.member_id, w.external_id, w.user_id, was.user_id is null as is_new, was.lost_at is not null and w.lost_at is null as is_back, coalesce(was.tags <> '{}', false) as had_tags
    from written w left join was on was.external_id = w.external_id and was.user_id = w.user_id
    where (was.member_id, was.remark, was.description, was.company, was.mobiles, was.add_way, was.state, was.tags, was.began_at, was.lost_at)
      is distinct from (w.member_id, w.remark, w.description, w.company, w.mobiles, w.add_way, w.state, w.tags, w.began_at, w.lost_at)`.execute(
    db,
  );
  return rows;
}

export interface EndedRelation {
  userId: string;
  externalId: string;
  by: "staff" | "customer" | "transfer" | "unknown";
  atMs: number;
}

/** Ends relations that had begun before; answers whose. One that ended before keeps its end. */
export async function endRelations(db: Db, brandId: number, corp: string, ended: readonly EndedRelation[]): Promise<string[]> {
  const { rows } = await sql<{ memberId: string }>`
    update wecom_follows f set lost_at = t.at, lost_by = t.by
    from (select distinct on (external_id, user_id) * from unnest(${ended.map((one) => one.userId)}::text[], ${ended.map((one) => one.externalId)}::text[], ${ended.map((one) => one.by)}::text[],
      ${ended.map((one) => new Date(one.atMs).toISOString())}::timestamptz[]) u(user_id, external_id, by, at) order by external_id, user_id, at desc) t
    where f.brand_id = ${brandId} and f.corp = ${corp} and f.external_id = t.external_id and f.user_id = t.user_id and f.lost_at is null and f.began_at <= t.at
    returning f.member_id`.execute(db);
  return rows.map((row) => row.memberId);
}

/** Relations that customers had ended, and began again since; answers whose. */
export async function reviveRelations(
  db: Db,
  brandId: number,
  corp: string,
  pairs: readonly { userId: string; externalId: string; atMs: number }[],
): Promise<string[]> {
  const { rows } = await sql<{ memberId: string }>`
    update wecom_follows f set lost_at = null, lost_by = null, began_at = t.at
    from unnest(${pairs.map((one) => one.userId)}::text[], ${pairs.map((one) => one.externalId)}::text[], ${pairs.map((one) => new Date(one.atMs).toISOString())}::timestamptz[]) t(user_id, external_id, at)
    where f.brand_id = ${brandId} and f.corp = ${corp} and f.external_id = t.external_id and f.user_id = t.user_id and f.lost_by = 'customer' and f.lost_at <= t.at
    returning f.member_id`.execute(db);
  return rows.map((row) => row.memberId);
}

/** Relations of one customer that go on, besides those with the named staff, have ended; answers them. */
export async function endOthers(
  db: Db,
  brandId: number,
  corp: string,
  customers: readonly { externalId: string; userIds: readonly string[] }[],
  now: Date,
): Promise<{ memberId: string; externalId: string; userId: string }[]> {
  const { rows } = await sql<{ memberId: string; externalId: string; userId: string }>`
    update wecom_follows f set lost_at = ${now}, lost_by = 'unknown'
    from unnest(${customers.map((one) => one.externalId)}::text[], ${customers.map((one) => textLiteral(one.userIds))}::text[]) t(external_id, user_ids)
    where f.brand_id = ${brandId} and f.corp = ${corp} and f.external_id = t.external_id and f.lost_at is null and f.user_id <> all(t.user_ids::text[])
    returning f.member_id, f.external_id, f.user_id`.execute(db);
  return rows;
}

/** Relations of these staff that a whole look did not find have ended; answers them. */
export async function endUnseen(
  db: Db,
  brandId: number,
  corp: string,
  userIds: readonly string[],
  lookedAt: Date,
  now: Date,
): Promise<{ memberId: string; externalId: string; userId: string }[]> {
  const { rows } = await sql<{ memberId: string; externalId: string; userId: string }>`
    update wecom_follows set lost_at = ${now}, lost_by = 'unknown'
    where brand_id = ${brandId} and corp = ${corp} and user_id = any(${userIds}::text[]) and lost_at is null and seen_at < ${lookedAt}
    returning member_id, external_id, user_id`.execute(db);
  return rows;
}

/** Which of the hashed ids belong to people who were erased here. */
export async function listErased(db: Db, brandId: number, corp: string, hashes: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ externalHash: string }>`
    select external_hash from wecom_erased where brand_id = ${brandId} and corp = ${corp} and external_hash = any(${hashes}::text[])`.execute(
    db,
  );
  return new Set(rows.map((row) => row.externalHash));
}

/** Whether anybody was erased at all; asked before each hash is looked for. */
export async function hasErased(db: Db, brandId: number, corp: string): Promise<boolean> {
  const { rows } = await sql`select 1 from wecom_erased where brand_id = ${brandId} and corp = ${corp} limit 1`.execute(db);
  return rows.length > 0;
}

/** Forgets the relations of erased people; answers whom the platform knew them as. */
export async function takeRelationsOf(
  db: Db,
  brandId: number,
  memberIds: readonly string[],
): Promise<{ corp: string; externalId: string }[]> {
  const { rows } = await sql<{ corp: string; externalId: string }>`
    delete from wecom_follows where brand_id = ${brandId} and member_id = any(${memberIds}::uuid[]) returning corp, external_id`.execute(
    db,
  );
  return rows;
}

export async function noteErased(db: Db, brandId: number, people: readonly { corp: string; hash: string }[], now: Date): Promise<void> {
  await sql`
    insert into wecom_erased (brand_id, corp, external_hash, erased_at)
    select distinct ${brandId}::int, u.corp, u.hash, ${now}::timestamptz from unnest(${people.map((one) => one.corp)}::text[], ${people.map((one) => one.hash)}::text[]) u(corp, hash)
    on conflict do nothing`.execute(db);
}

/** Which of these ids are people from outside whom we know by a name. */
export async function listNamed(db: Db, brandId: number, corp: string, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ externalId: string }>`
    select i.external_id from member_identities i join members m on m.brand_id = i.brand_id and m.id = i.member_id
    where i.brand_id = ${brandId} and i.kind = 'wecom-external' and i.scope = ${corp} and i.external_id = any(${ids}::text[]) and m.nickname <> ''`.execute(
    db,
  );
  return new Set(rows.map((row) => row.externalId));
}

/** Which of these relations we know, by `user customer`. */
export async function listKnownPairs(
  db: Db,
  brandId: number,
  corp: string,
  pairs: readonly { userId: string; externalUserId: string }[],
): Promise<Set<string>> {
  if (pairs.length === 0) return new Set();
  const { rows } = await sql<{ userId: string; externalId: string }>`
    select f.user_id, f.external_id from unnest(${pairs.map((one) => one.userId)}::text[], ${pairs.map((one) => one.externalUserId)}::text[]) t(user_id, external_id)
    join wecom_follows f on f.brand_id = ${brandId} and f.corp = ${corp} and f.external_id = t.external_id and f.user_id = t.user_id`.execute(
    db,
  );
  return new Set(rows.map((row) => `${row.userId} ${row.externalId}`));
}

export interface RelationRow {
  corp: string;
  userId: string;
  staffName: string;
  remark: string;
  description: string;
  company: string;
  mobiles: string[];
  addWay: number | null;
  codeName: string | null;
  beganAt: string;
  lostAt: string | null;
  lostBy: "staff" | "customer" | "transfer" | "unknown" | null;
}

/** The relations of one member and of whoever became part of him. */
export async function listRelationsOf(db: Db, brandId: number, memberId: string): Promise<RelationRow[]> {
  const { rows } = await sql<RelationRow>`
    with people as (select ${memberId}::uuid as id union select id from members where brand_id = ${brandId} and canonical_id = ${memberId}::uuid)
    select f.corp, f.user_id, coalesce(s.name, u.name, f.user_id) as staff_name, f.remark, f.description, f.company, f.mobiles, f.add_way, c.name as code_name, f.began_at, f.lost_at, f.lost_by
    from people p join wecom_follows f on f.brand_id = ${brandId} and f.member_id = p.id
    left join wecom_users u on u.brand_id = f.brand_id and u.corp = f.corp and u.user_id = f.user_id left join accounts a on a.brand_id = u.brand_id and a.id = u.account_id
    left join staff s on s.brand_id = a.brand_id and s.id = a.staff_id
    left join wecom_codes c on c.brand_id = f.brand_id and c.corp = f.corp and c.state = f.state and f.state <> ''
    order by f.lost_at is not null, f.began_at desc limit 200`.execute(db);
  return rows;
}
