import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { CallResult, KeyCall } from "./keys.contract.ts";

export interface NewCall extends Omit<KeyCall, "at"> {
  keyId: string;
  at: Date;
}

/** Notes calls, and when and from where each key was last used. */
export async function insertCalls(db: Db, brandId: number, calls: readonly NewCall[]): Promise<void> {
  await sql`insert into api_key_calls (brand_id, id, key_id, method, path, status, took_ms, address, request_id)
    select ${brandId}::int, * from unnest(${calls.map((one) => one.id)}::uuid[], ${calls.map((one) => one.keyId)}::uuid[], ${calls.map((one) => one.method)}::text[],
      ${calls.map((one) => one.path)}::text[], ${calls.map((one) => one.status)}::int[], ${calls.map((one) => one.tookMs)}::int[],
      ${calls.map((one) => one.address)}::text[], ${calls.map((one) => one.requestId)}::text[])`.execute(db);
  const last = [...new Map(calls.map((one) => [one.keyId, one])).values()].sort((a, b) => (a.keyId < b.keyId ? -1 : 1));
  await sql`update api_keys k set last_used_at = u.at, last_used_from = u.address
    from unnest(${last.map((one) => one.keyId)}::uuid[], ${last.map((one) => one.at)}::timestamptz[], ${last.map((one) => one.address)}::text[]) as u(id, at, address)
    where k.brand_id = ${brandId} and k.id = u.id`.execute(db);
}

export interface CallFilter {
  keyId: string;
  q: string | undefined;
  result: CallResult | undefined;
  before: string | undefined;
  limit: number;
}

const bounds: Record<CallResult, [number, number]> = { ok: [100, 399], refused: [400, 499], broken: [500, 599] };

export async function listCalls(db: Db, brandId: number, filter: CallFilter): Promise<Omit<KeyCall, "at">[]> {
  const [low, high] = filter.result ? bounds[filter.result] : [0, 999];
  const { rows } = await sql<Omit<KeyCall, "at">>`
    select id, method, path, status, took_ms, address, request_id from api_key_calls
    where brand_id = ${brandId} and key_id = ${filter.keyId} and (${filter.before ?? null}::uuid is null or id < ${filter.before ?? null}::uuid)
      and status between ${low} and ${high} and (${filter.q ?? null}::text is null or position(lower(${filter.q ?? ""}) in lower(path || ' ' || request_id || ' ' || address)) > 0)
    order by id desc limit ${filter.limit + 1}`.execute(db);
  return rows;
}

/** Calls older than the id, a thousand at a time. */
export async function deleteOldCalls(db: Db, brandId: number, beforeId: string): Promise<number> {
  const { numAffectedRows } = await sql`delete from api_key_calls where brand_id = ${brandId} and id in (
    select id from api_key_calls where brand_id = ${brandId} and id < ${beforeId}::uuid order by id limit 1000)`.execute(db);
  return Number(numAffectedRows ?? 0);
}
