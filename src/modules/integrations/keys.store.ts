import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { ApiKey, KeyState, NewKey } from "./keys.contract.ts";

export interface KeyRow {
  id: string;
  name: string;
  orgId: string;
  isWholeBrand: boolean;
  permissions: string[];
  perMinute: number;
  expiresAt: string | null;
  revokedAt: string | null;
  prefix: string;
}

/** A key's unit at the top of the tree is the whole brand. */
const wholeBrand = sql`coalesce((select o.parent_id is null from org_units o where o.brand_id = k.brand_id and o.id = k.org_id), false)`;

/** The key of a secret that still works, also one that was revoked or has run out. */
export async function findKeyByHash(db: Db, brandId: number, hash: string, now: Date): Promise<KeyRow | undefined> {
  const { rows } = await sql<KeyRow>`
    select k.id, k.name, k.org_id, ${wholeBrand} as is_whole_brand, k.permissions, k.per_minute, k.expires_at, k.revoked_at, s.prefix
    from api_key_secrets s join api_keys k on k.brand_id = s.brand_id and k.id = s.key_id
    where s.brand_id = ${brandId} and s.hash = ${hash} and (s.valid_until is null or s.valid_until > ${now})`.execute(db);
  return rows[0];
}

export async function findKey(db: Db, brandId: number, id: string): Promise<KeyRow | undefined> {
  const { rows } = await sql<KeyRow>`
    select k.id, k.name, k.org_id, ${wholeBrand} as is_whole_brand, k.permissions, k.per_minute, k.expires_at, k.revoked_at, s.prefix
    from api_keys k join api_key_secrets s on s.brand_id = k.brand_id and s.key_id = k.id and s.valid_until is null
    where k.brand_id = ${brandId} and k.id = ${id}`.execute(db);
  return rows[0];
}

/** The same, held until the transaction ends. */
export async function lockKey(db: Db, brandId: number, id: string): Promise<KeyRow | undefined> {
  await sql`select 1 from api_keys where brand_id = ${brandId} and id = ${id} for update`.execute(db);
  return findKey(db, brandId, id);
}

export interface KeyFilter {
  q: string | undefined;
  state: KeyState | undefined;
  before: string | undefined;
  limit: number;
}

export async function listKeys(db: Db, brandId: number, filter: KeyFilter, now: Date): Promise<Omit<ApiKey, "state">[]> {
  const { rows } = await sql<Omit<ApiKey, "state">>`
    select k.id, k.name, s.prefix, k.org_id, coalesce(o.name, '') as org_name, coalesce(o.parent_id is null and o.id is not null, false) as is_whole_brand,
      k.permissions, k.per_minute, k.expires_at, k.created_at, c.name as created_by_name, k.revoked_at, k.last_used_at, k.last_used_from,
      (select max(valid_until) from api_key_secrets x where x.brand_id = k.brand_id and x.key_id = k.id and x.valid_until > ${now}) as old_secret_until
    from api_keys k join api_key_secrets s on s.brand_id = k.brand_id and s.key_id = k.id and s.valid_until is null
      left join org_units o on o.brand_id = k.brand_id and o.id = k.org_id left join staff c on c.brand_id = k.brand_id and c.id = k.created_by
    where k.brand_id = ${brandId}
      and (${filter.before ?? null}::uuid is null or k.id < ${filter.before ?? null}::uuid)
      and (${filter.q ?? null}::text is null or position(lower(${filter.q ?? ""}) in lower(k.name)) > 0 or starts_with(${filter.q ?? ""}, s.prefix) or starts_with(s.prefix, ${filter.q ?? ""}))
      and (${filter.state ?? null}::text is null or ${filter.state ?? null} = case when k.revoked_at is not null then 'revoked' when k.expires_at <= ${now} then 'expired' else 'active' end)
    order by k.id desc limit ${filter.limit + 1}`.execute(db);
  return rows;
}

export async function insertKey(db: Db, brandId: number, key: NewKey & { id: string; createdBy: string; createdAt: Date }): Promise<void> {
  await sql`insert into api_keys (brand_id, id, name, org_id, permissions, per_minute, expires_at, created_by, created_at)
    values (${brandId}, ${key.id}, ${key.name}, ${key.orgId}, ${key.permissions}::text[], ${key.perMinute}, ${key.expiresAt}, ${key.createdBy}, ${key.createdAt})`.execute(
    db,
  );
}

export async function updateKey(db: Db, brandId: number, id: string, key: NewKey): Promise<void> {
  await sql`update api_keys set name = ${key.name}, org_id = ${key.orgId}, permissions = ${key.permissions}::text[], per_minute = ${key.perMinute}, expires_at = ${key.expiresAt}
    where brand_id = ${brandId} and id = ${id}`.execute(db);
}

/** The new secret of a key; those before work until the given moment, or theirs if that is sooner. */
export async function replaceSecret(
  db: Db,
  brandId: number,
  secret: { keyId: string; hash: string; prefix: string; createdAt: Date },
  oldUntil: Date,
): Promise<void> {
  await sql`delete from api_key_secrets where brand_id = ${brandId} and key_id = ${secret.keyId} and valid_until <= ${secret.createdAt}`.execute(
    db,
  );
  await sql`update api_key_secrets set valid_until = least(valid_until, ${oldUntil}) where brand_id = ${brandId} and key_id = ${secret.keyId}`.execute(
    db,
  );
  await sql`insert into api_key_secrets (brand_id, hash, key_id, prefix, created_at)
    values (${brandId}, ${secret.hash}, ${secret.keyId}, ${secret.prefix}, ${secret.createdAt})`.execute(db);
}

export async function markRevoked(db: Db, brandId: number, id: string, by: string, now: Date): Promise<void> {
  await sql`update api_keys set revoked_at = ${now}, revoked_by = ${by} where brand_id = ${brandId} and id = ${id}`.execute(db);
}
