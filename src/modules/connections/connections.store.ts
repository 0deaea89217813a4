import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { CheckStep, Connection, ConnectionKind, ConnectionState } from "./connections.contract.ts";

const columns = sql`c.id, c.kind, c.scope, c.name, c.agent_id, c.base_url, c.state, c.steps, c.checked_at, c.created_at, c.path_token,
  (select l.verified_at from callback_lanes l where l.connection_id = c.id), (select l.received_at from callback_lanes l where l.connection_id = c.id)`;

export type ConnectionRow = Omit<Connection, "callbackUrl"> & { pathToken: string };

export async function listConnections(db: Db, brandId: number): Promise<ConnectionRow[]> {
  const { rows } =
    await sql<ConnectionRow>`select ${columns} from connections c where c.brand_id = ${brandId} order by c.created_at, c.id`.execute(db);
  return rows;
}

export async function findConnection(db: Db, brandId: number, id: string): Promise<ConnectionRow | undefined> {
  const { rows } = await sql<ConnectionRow>`select ${columns} from connections c where c.brand_id = ${brandId} and c.id = ${id}`.execute(
    db,
  );
  return rows[0];
}

/** With the secrets as they lie: sealed. */
export interface SealedConnection {
  id: string;
  kind: ConnectionKind;
  scope: string;
  name: string;
  agentId: string | null;
  baseUrl: string | null;
  state: ConnectionState;
  version: number;
  pathToken: string;
  secret: Uint8Array;
  callbackToken: Uint8Array;
  aesKey: Uint8Array;
}

const sealed = sql`id, kind, scope, name, agent_id, base_url, state, version, path_token, secret, callback_token, aes_key`;

export async function findSealed(db: Db, brandId: number, id: string): Promise<SealedConnection | undefined> {
  const { rows } = await sql<SealedConnection>`select ${sealed} from connections where brand_id = ${brandId} and id = ${id}`.execute(db);
  return rows[0];
}

export async function findSealedByScope(
  db: Db,
  brandId: number,
  kind: ConnectionKind,
  scope: string,
): Promise<SealedConnection | undefined> {
  const { rows } =
    await sql<SealedConnection>`select ${sealed} from connections where brand_id = ${brandId} and kind = ${kind} and scope = ${scope}`.execute(
      db,
    );
  return rows[0];
}

/** Holds the connection until the transaction ends. */
export async function lockSealed(db: Db, brandId: number, id: string): Promise<SealedConnection | undefined> {
  const { rows } =
    await sql<SealedConnection>`select ${sealed} from connections where brand_id = ${brandId} and id = ${id} for update`.execute(db);
  return rows[0];
}

export async function insertConnection(
  db: Db,
  brandId: number,
  row: Omit<SealedConnection, "state" | "version"> & { createdBy: string | null; now: Date },
): Promise<void> {
  await sql`insert into connections (brand_id, id, kind, scope, name, agent_id, base_url, secret, callback_token, aes_key, path_token, created_by, created_at)
    values (${brandId}, ${row.id}, ${row.kind}, ${row.scope}, ${row.name}, ${row.agentId}, ${row.baseUrl}, ${Buffer.from(row.secret)},
      ${Buffer.from(row.callbackToken)}, ${Buffer.from(row.aesKey)}, ${row.pathToken}, ${row.createdBy}, ${row.now})`.execute(db);
  await sql`insert into callback_lanes (connection_id, brand_id, path_token) values (${row.id}, ${brandId}, ${row.pathToken})`.execute(db);
}

/** Every change of what a line goes by counts the version up, so that no process goes on with the old. */
export async function updateConnection(
  db: Db,
  brandId: number,
  row: Pick<SealedConnection, "id" | "name" | "agentId" | "baseUrl" | "secret" | "callbackToken" | "aesKey">,
): Promise<void> {
  await sql`update connections set name = ${row.name}, agent_id = ${row.agentId}, base_url = ${row.baseUrl}, secret = ${Buffer.from(row.secret)},
    callback_token = ${Buffer.from(row.callbackToken)}, aes_key = ${Buffer.from(row.aesKey)}, version = version + 1
    where brand_id = ${brandId} and id = ${row.id}`.execute(db);
}

export async function updateState(db: Db, brandId: number, id: string, state: ConnectionState): Promise<void> {
  await sql`update connections set state = ${state}, version = version + 1 where brand_id = ${brandId} and id = ${id}`.execute(db);
}

export async function updateCheck(
  db: Db,
  brandId: number,
  id: string,
  check: { state: ConnectionState; steps: readonly CheckStep[]; now: Date },
): Promise<void> {
  await sql`update connections set state = case when state = 'off' then state else ${check.state} end, steps = ${JSON.stringify(check.steps)}::jsonb,
    checked_at = ${check.now} where brand_id = ${brandId} and id = ${id}`.execute(db);
}

/** What was told stays to be read; tokens, the lane and the secrets go. */
export async function deleteConnection(db: Db, brandId: number, id: string): Promise<void> {
  await sql`delete from line_tokens where connection_id = ${id}`.execute(db);
  await sql`delete from callbacks where connection_id = ${id}`.execute(db);
  await sql`delete from callback_hours where connection_id = ${id}`.execute(db);
  await sql`delete from line_minutes where connection_id = ${id}`.execute(db);
  await sql`delete from callback_lanes where connection_id = ${id}`.execute(db);
  await sql`delete from connections where brand_id = ${brandId} and id = ${id}`.execute(db);
}

/** The scope of the account, where it is one of a platform's. */
export async function findAccountScope(
  db: Db,
  brandId: number,
  accountId: string,
): Promise<{ channel: string; scope: string } | undefined> {
  const { rows } = await sql<{
    channel: string;
    scope: string;
  }>`select channel, scope from accounts where brand_id = ${brandId} and id = ${accountId}`.execute(db);
  return rows[0];
}

/** A connection that was last looked at before the moment, or, where it is faulty, before the later one. */
export async function findDueCheck(db: Db, brandId: number, before: Date, faultyBefore: Date): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select id from connections where brand_id = ${brandId}
    and ((state = 'ready' and checked_at < ${before}) or (state = 'faulty' and checked_at < ${faultyBefore})) order by checked_at limit 1`.execute(
    db,
  );
  return rows[0]?.id;
}
