import { sql } from "kysely";
import { arrayLiteral, rowsOf } from "../../server/columns.ts";
import type { Db } from "../../server/db.ts";

export interface IdentityKey {
  kind: string;
  scope: string;
  externalId: string;
}

export interface KnownMember {
  /** Where the identity stands in what was asked, from 0. */
  at: number;
  memberId: string;
  firstSeenAt: string;
}

const keyArrays = (keys: readonly IdentityKey[]) =>
  sql`unnest(${keys.map((key) => key.kind)}::text[], ${keys.map((key) => key.scope)}::text[], ${keys.map((key) => key.externalId)}::text[]) with ordinality as u(kind, scope, external_id, n)`;

/** The canonical members behind identities; unknown ones are left out. */
export async function findByIdentities(db: Db, brandId: number, keys: readonly IdentityKey[]): Promise<KnownMember[]> {
  const { rows } = await sql<KnownMember>`
    select (u.n - 1)::int as at, c.id as member_id, c.first_seen_at
    from ${keyArrays(keys)}
    join member_identities i on i.brand_id = ${brandId} and i.kind = u.kind and i.scope = u.scope and i.external_id = u.external_id
    join members m on m.brand_id = ${brandId} and m.id = i.member_id
    join members c on c.brand_id = ${brandId} and c.id = case when m.canonical_id is null then m.id else m.canonical_id end`.execute(db);
  return rows;
}

/** Ids of members of the brand with the id that now stands for each. */
export async function listCanonicalIds(db: Db, brandId: number, ids: readonly string[]): Promise<{ id: string; canonicalId: string }[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: string; canonicalId: string }>`
    select id, coalesce(canonical_id, id) as canonical_id from members where brand_id = ${brandId} and id = any(${ids}::uuid[])`.execute(
    db,
  );
  return rows;
}

/** The oldest canonical member of each phone number. */
export async function findByPhones(
  db: Db,
  brandId: number,
  hashes: readonly string[],
): Promise<Map<string, { memberId: string; firstSeenAt: string }>> {
  if (hashes.length === 0) return new Map();
  const { rows } = await sql<{ phoneHash: string; memberId: string; firstSeenAt: string }>`
    select distinct on (m.phone_hash) m.phone_hash, c.id as member_id, c.first_seen_at
    from unnest(${hashes}::text[]) as u(hash) join members m on m.brand_id = ${brandId} and m.phone_hash = u.hash
    join members c on c.brand_id = ${brandId} and c.id = case when m.canonical_id is null then m.id else m.canonical_id end
    where m.status = 'active' order by m.phone_hash, c.first_seen_at, c.id`.execute(db);
  return new Map(rows.map(({ phoneHash, ...row }) => [phoneHash, row]));
}

/** Makes new members one after another until the transaction ends, so that nobody is made twice and numbers have no holes. */
export async function lockNumbers(db: Db, brandId: number): Promise<number> {
  await sql`insert into member_numbers (brand_id, last_no) values (${brandId}, 0) on conflict do nothing`.execute(db);
  const { rows } = await sql<{ lastNo: number }>`select last_no from member_numbers where brand_id = ${brandId} for update`.execute(db);
  return rows[0]?.lastNo ?? 0;
}

export async function setLastNumber(db: Db, brandId: number, lastNo: number): Promise<void> {
  await sql`update member_numbers set last_no = ${lastNo} where brand_id = ${brandId}`.execute(db);
}

export interface NewMember {
  id: string;
  memberNo: number;
  nickname: string;
  phone: string | null;
  phoneHash: string | null;
  firstSeenAt: Date;
  name: string;
  city: string;
  /** As JSON. */
  custom: string;
}

export async function insertMembers(db: Db, brandId: number, members: readonly NewMember[], now: Date): Promise<void> {
  const pick = <K extends keyof NewMember>(key: K) => members.map((member) => member[key]);
  const { names, values, source } = rowsOf([
    { name: "id", type: "uuid", values: pick("id") },
    { name: "member_no", type: "integer", values: pick("memberNo") },
    { name: "nickname", type: "text", values: pick("nickname") },
    { name: "phone", type: "text", values: pick("phone") },
    { name: "phone_hash", type: "text", values: pick("phoneHash") },
    { name: "first_seen_at", type: "timestamptz", values: members.map((member) => member.firstSeenAt.getTime()) },
    { name: "name", type: "text", values: pick("name") },
    { name: "city", type: "text", values: pick("city") },
    { name: "custom", type: "jsonb", values: pick("custom") },
  ]);
  await sql`insert into members (brand_id, created_at, ${names}) select ${brandId}::int, ${now}::timestamptz, ${values} from ${source}`.execute(
    db,
  );
}

export async function insertIdentities(
  db: Db,
  brandId: number,
  identities: readonly (IdentityKey & { memberId: string })[],
): Promise<void> {
  if (identities.length === 0) return;
  const pick = <K extends keyof IdentityKey | "memberId">(key: K) => identities.map((identity) => identity[key]);
  const { names, values, source } = rowsOf([
    { name: "kind", type: "text", values: pick("kind") },
    { name: "scope", type: "text", values: pick("scope") },
    { name: "external_id", type: "text", values: pick("externalId") },
    { name: "member_id", type: "uuid", values: pick("memberId") },
  ]);
  await sql`insert into member_identities (brand_id, ${names}) select ${brandId}::int, ${values} from ${source} on conflict do nothing`.execute(
    db,
  );
}

/** Stands between the terms of one member; no term holds it. */
const TERM_END = "\u001F";

/** Writes the terms of members who have none yet, each once; in the order of the index, in which neighbours share a page. */
export async function insertFirstTerms(
  db: Db,
  brandId: number,
  members: readonly { id: string; terms: readonly string[] }[],
): Promise<void> {
  const known = members.filter((member) => member.terms.length > 0);
  if (known.length === 0) return;
  await sql`insert into member_terms (brand_id, term, member_id)
    select ${brandId}::int, t.term, u.id from unnest(${arrayLiteral(known.map((member) => member.id))}::uuid[], ${known.map((member) => member.terms.join(TERM_END))}::text[]) u(id, terms)
    cross join lateral unnest(string_to_array(u.terms, ${TERM_END})) t(term) order by 2, 3`.execute(db);
}

/** Writes the search terms of members anew; `terms` lists (member, term) pairs of all of them. */
export async function replaceTerms(
  db: Db,
  brandId: number,
  memberIds: readonly string[],
  terms: readonly { memberId: string; term: string }[],
): Promise<void> {
  await sql`delete from member_terms where brand_id = ${brandId} and member_id = any(${memberIds}::uuid[])`.execute(db);
  await insertTerms(db, brandId, terms);
}

async function insertTerms(db: Db, brandId: number, terms: readonly { memberId: string; term: string }[]): Promise<void> {
  if (terms.length === 0) return;
  await sql`insert into member_terms (brand_id, term, member_id)
    select ${brandId}::int, * from unnest(${terms.map((one) => one.term)}::text[], ${terms.map((one) => one.memberId)}::uuid[]) order by 2, 3 on conflict do nothing`.execute(
    db,
  );
}

/** A report of an earlier moment than the first we knew; people are held in the order of their ids. */
export async function moveFirstSeen(db: Db, brandId: number, seen: readonly { memberId: string; at: Date }[]): Promise<void> {
  if (seen.length === 0) return;
  await sql`with told as (select id, min(at) as at from unnest(${seen.map((one) => one.memberId)}::uuid[], ${seen.map((one) => one.at.toISOString())}::timestamptz[]) as v(id, at) group by id),
      late as (select m.id, told.at from told join members m on m.brand_id = ${brandId} and m.id = told.id where m.first_seen_at > told.at order by m.id for no key update of m)
    update members m set first_seen_at = late.at from late where m.brand_id = ${brandId} and m.id = late.id and m.first_seen_at > late.at`.execute(
    db,
  );
}
