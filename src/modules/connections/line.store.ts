import { sql } from "kysely";
import type { Db } from "../../server/db.ts";

export interface TokenRow {
  token: Uint8Array | null;
  version: number;
  expiresAt: string | null;
  refusedCode: number | null;
  refusedText: string | null;
  refusedUntil: string | null;
  refusals: number;
}

export async function ensureToken(db: Db, brandId: number, connectionId: string): Promise<void> {
  await sql`insert into line_tokens (connection_id, brand_id) values (${connectionId}, ${brandId}) on conflict do nothing`.execute(db);
}

export async function findToken(db: Db, connectionId: string): Promise<TokenRow | undefined> {
  const { rows } = await sql<TokenRow>`select token, version, expires_at, refused_code, refused_text, refused_until, refusals
    from line_tokens where connection_id = ${connectionId}`.execute(db);
  return rows[0];
}

/** Claims the fetching for this process, unless another has it or there is a newer token already. */
export async function claimFetch(db: Db, connectionId: string, version: number, now: Date, until: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`update line_tokens set fetching_until = ${until}
    where connection_id = ${connectionId} and version = ${version} and (fetching_until is null or fetching_until <= ${now})`.execute(db);
  return Number(numAffectedRows ?? 0) === 1;
}

export async function keepToken(db: Db, connectionId: string, token: Uint8Array, expiresAt: Date): Promise<number> {
  const { rows } = await sql<{
    version: number;
  }>`update line_tokens set token = ${Buffer.from(token)}, version = version + 1, expires_at = ${expiresAt},
    fetching_until = null, refused_code = null, refused_text = null, refused_until = null, refusals = 0
    where connection_id = ${connectionId} returning version`.execute(db);
  return rows[0]?.version ?? 0;
}

export async function releaseFetch(db: Db, connectionId: string): Promise<void> {
  await sql`update line_tokens set fetching_until = null where connection_id = ${connectionId}`.execute(db);
}

export async function keepRefusal(db: Db, connectionId: string, refusal: { code: number; text: string; until: Date }): Promise<void> {
  await sql`update line_tokens set fetching_until = null, refused_code = ${refusal.code}, refused_text = ${refusal.text},
    refused_until = ${refusal.until}, refusals = refusals + 1 where connection_id = ${connectionId}`.execute(db);
}

/** A new secret or a person who asks again: what was refused is forgotten, and the token with it where asked. */
export async function forgetRefusal(db: Db, connectionId: string, alsoToken: boolean): Promise<void> {
  await sql`update line_tokens set refused_code = null, refused_text = null, refused_until = null, refusals = 0,
    version = version + case when ${alsoToken} then 1 else 0 end, token = case when ${alsoToken} then null else token end,
    expires_at = case when ${alsoToken} then null else expires_at end where connection_id = ${connectionId}`.execute(db);
}

/** Holds the rows of these keys in the order given until the transaction ends; answers them, and the database's running clock. */
export async function lockWindows(db: Db, keys: readonly string[]): Promise<{ states: Map<string, unknown>; nowMs: number }> {
  await sql`insert into line_windows (key, state, changed_at) select u.key, 'null'::jsonb, now() from unnest(${[...keys]}::text[]) as u(key)
    where not exists (select 1 from line_windows w where w.key = u.key) on conflict do nothing`.execute(db);
  const states = new Map<string, unknown>();
  let nowMs = 0;
  for (const key of keys) {
    const { rows } = await sql<{
      state: unknown;
      nowMs: number;
    }>`select w.state, (extract(epoch from clock_timestamp()) * 1000)::float8 as now_ms
      from (select state from line_windows where key = ${key} for update) w`.execute(db);
    states.set(key, rows[0]?.state ?? null);
    nowMs = rows[0]?.nowMs ?? nowMs;
  }
  return { states, nowMs };
}

export async function writeWindows(db: Db, states: readonly { key: string; state: unknown }[], now: Date): Promise<void> {
  await sql`update line_windows w set state = u.state::jsonb, changed_at = ${now}
    from unnest(${states.map((one) => one.key)}::text[], ${states.map((one) => JSON.stringify(one.state))}::text[]) as u(key, state) where w.key = u.key`.execute(
    db,
  );
}

export async function listWindows(db: Db, prefix: string): Promise<{ key: string; state: unknown; changedAt: string }[]> {
  const { rows } = await sql<{ key: string; state: unknown; changedAt: string }>`
    select key, state, changed_at from line_windows where starts_with(key, ${prefix}) order by key`.execute(db);
  return rows;
}

export interface MinuteRow {
  minute: Date;
  api: string;
  outcome: string;
  count: number;
  tookMs: number;
}

export async function addMinutes(db: Db, brandId: number, connectionId: string, minutes: readonly MinuteRow[]): Promise<void> {
  await sql`insert into line_minutes (brand_id, connection_id, minute, api, outcome, count, took_ms)
    select ${brandId}::int, ${connectionId}::uuid, * from unnest(${minutes.map((one) => one.minute)}::timestamptz[], ${minutes.map((one) => one.api)}::text[],
      ${minutes.map((one) => one.outcome)}::text[], ${minutes.map((one) => one.count)}::bigint[], ${minutes.map((one) => Math.round(one.tookMs))}::bigint[])
    on conflict (connection_id, minute, api, outcome) do update set count = line_minutes.count + excluded.count, took_ms = line_minutes.took_ms + excluded.took_ms`.execute(
    db,
  );
}

export async function readMinutes(
  db: Db,
  brandId: number,
  connectionId: string,
  from: Date,
): Promise<{ minute: string; api: string; outcome: string; count: number; tookMs: number }[]> {
  const { rows } = await sql<{ minute: string; api: string; outcome: string; count: number; tookMs: number }>`
    select minute, api, outcome, count, took_ms from line_minutes where brand_id = ${brandId} and connection_id = ${connectionId} and minute >= ${from}`.execute(
    db,
  );
  return rows;
}
