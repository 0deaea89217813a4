import { CamelCasePlugin, Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import type { RefusalCode } from "../lib/refusal-codes.ts";
import { Refusal } from "../lib/refusal.ts";

/**
 * The tables by their names in SQL without the schema; each module adds its own beside its store:
 * `declare module "../../server/db.ts" { interface Tables { groups: GroupsTable } }`.
 */
export interface Tables {}

/** A connection that sees one brand only, or a transaction on it. */
export type Db = Kysely<Tables>;

/** The transaction before which all are over: whoever reads now sees all that they did. */
export const horizon = sql<number>`(pg_snapshot_xmin(pg_current_snapshot())::text)::bigint`;

const INT8 = 20;
const TIMESTAMPTZ = 1184;
const DATE = 1082;

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`bigint beyond 2^53: ${text}`);
  return value;
}

/** `2026-11-22 02:18:00.5+00`, as a session in UTC writes it, as ISO 8601 with milliseconds; what is written otherwise goes the long way. */
function isoOf(value: string): string {
  if (value.charCodeAt(4) !== 45 || value.charCodeAt(10) !== 32 || !value.endsWith("+00")) return new Date(value).toISOString();
  const fraction = value.length === 22 ? "000" : value.slice(20, Math.min(23, value.length - 3)).padEnd(3, "0");
  return `${value.slice(0, 10)}T${value.slice(11, 19)}.${fraction}Z`;
}

/** timestamptz comes as ISO 8601 in UTC, date as `2026-11-22`, bigint as a number. */
function typeParser(oid: number, format?: string): (value: string) => unknown {
  if (oid === INT8) return safeInteger;
  if (oid === TIMESTAMPTZ) return isoOf;
  if (oid === DATE) return (value) => value;
  return pg.types.getTypeParser(oid, format as "text");
}

export interface PoolOptions {
  url: string;
  max: number;
  /** Called for an idle connection that broke; the pool replaces it. */
  onError: (error: Error) => void;
  searchPath?: string;
  /** True gives dates as `Date`, as better-auth compares them; a text would never be past. */
  asDates?: boolean;
  /** What a statement may take; a server that does not even say so is given up a little later. */
  statementMs?: number | undefined;
  /** Commits are acknowledged before they are on disk: only for what is made anew whole after a crash. */
  isRemakeable?: boolean | undefined;
}

const STATEMENT_MS = 30_000;
const CONNECT_MS = 10_000;
const NO_ANSWER = "Query read timeout";

/** A connection whose server stands still is cut at once, so that what would be said on it next need not wait as long again. */
function cutWhenSilent(client: pg.PoolClient): void {
  const ask = client.query.bind(client) as (...args: unknown[]) => unknown;
  const query = (...args: unknown[]): unknown => {
    const answer = ask(...args);
    if (answer instanceof Promise)
      answer.catch((error: unknown) => {
        if (error instanceof Error && error.message === NO_ANSWER) void (client as unknown as pg.Client).end().catch(() => undefined);
      });
    return answer;
  };
  client.query = query as typeof client.query;
}

export function openPool(options: PoolOptions): pg.Pool {
  const statementMs = options.statementMs ?? STATEMENT_MS;
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max,
    ...(options.asDates ? {} : { types: { getTypeParser: typeParser as typeof pg.types.getTypeParser } }),
    options: `-c search_path=${options.searchPath ?? "app,platform"} -c timezone=UTC -c statement_timeout=${statementMs} -c idle_in_transaction_session_timeout=15000${options.isRemakeable ? " -c synchronous_commit=off" : ""}`,
    connectionTimeoutMillis: Math.min(CONNECT_MS, statementMs),
    query_timeout: statementMs + Math.ceil(statementMs / 6),
    keepAlive: true,
  });
  pool.on("error", options.onError);
  pool.on("connect", (client) => {
    client.on("error", options.onError);
    cutWhenSilent(client);
  });
  return pool;
}

/** The brand a pooled connection was last set to. */
const brandOf = new WeakMap<pg.PoolClient, number>();

async function checkOut(pool: pg.Pool, brandId: number): Promise<pg.PoolClient> {
  const client = await pool.connect();
  if (brandOf.get(client) === brandId) return client;
  try {
    await client.query("select set_config('app.brand', $1, false)", [String(brandId)]);
  } catch (error) {
    client.release(true);
    throw error;
  }
  brandOf.set(client, brandId);
  return client;
}

const plugins = [new CamelCasePlugin({ maintainNestedObjectKeys: true })];

/** No brand's rows pass row-level security under it. */
export const NO_BRAND = 0;

/** The only way to the tables: a Kysely whose every connection is set to the brand before use. */
export class Database {
  readonly pool: pg.Pool;
  /** What this process remembers of rows hangs on it; a lost connection may mean another database, so that all is forgotten. */
  home: object = {};
  private readonly byBrand = new Map<number, Db>();

  constructor(pool: pg.Pool) {
    this.pool = pool;
    const forget = () => {
      this.home = {};
    };
    pool.on("error", forget);
    pool.on("connect", (client) => client.on("error", forget));
  }

  forBrand(brandId: number): Db {
    const known = this.byBrand.get(brandId);
    if (known) return known;
    const pool = this.pool;
    const db: Db = new Kysely({
      dialect: new PostgresDialect({ pool: { connect: () => checkOut(pool, brandId), end: async () => undefined } as unknown as pg.Pool }),
      plugins,
    });
    this.byBrand.set(brandId, db);
    return db;
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}

const SHORT_ON = new Set(["53100", "53200", "53300", "57P01", "57P02", "57P03", "08006", "08001", "08003", "25P03"]);
const UNREACHED = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ENOENT",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
]);
const DISK_FULL = new Set(["53100", "ENOSPC", "EDQUOT"]);

const codeOf = (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : "");

/** True where nothing can be written for want of room, by the database or by us. */
export function isDiskFull(error: unknown): boolean {
  return DISK_FULL.has(codeOf(error));
}

/** True where a text holds what the database cannot: NUL above all. What was asked is at fault, not we. */
export function isUnkeepable(error: unknown): boolean {
  return ["22021", "22P05"].includes(codeOf(error));
}

/** True where the database broke a statement off because it took too long. */
export function isTooSlow(error: unknown): boolean {
  return codeOf(error) === "57014";
}

/** True for faults of the database that pass by themselves: restarts, standstills, lost connections, no room; also as the cause of another. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (isPassing(error.cause)) return true;
  const code = codeOf(error);
  return (
    SHORT_ON.has(code) ||
    UNREACHED.has(code) ||
    error.message === NO_ANSWER ||
    /Connection terminated|timeout exceeded when trying to connect|is not queryable/.test(error.message)
  );
}

/** True for deadlocks and serialization failures: the transaction may be run again whole. */
export function isRetryable(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "40001" || error.code === "40P01");
}

/** Refuses with `code` where a write broke the named unique index, throws anything else on. */
export function onDuplicate(constraint: string, code: RefusalCode, details: Record<string, unknown> = {}): (error: unknown) => never {
  return (error) => {
    if (error instanceof Error && "constraint" in error && error.constraint === constraint) throw new Refusal("conflict", code, details);
    throw error;
  };
}
