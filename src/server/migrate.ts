import { createHash, createHmac } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { StartFailure } from "./postgres/failure.ts";

const folder = join(import.meta.dirname, "../../migrations");

export interface Migration {
  name: string;
  sql: string;
  hash: string;
}

export async function listMigrations(): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(folder, name), "utf8");
      return { name, sql, hash: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

/** The role that row-level security binds; every pool signs in as it. */
const ROLE = "qunce_app";

/** The role's password, derived from the data folder's secret so that it need not be stored. */
function rolePassword(secret: string): string {
  return createHmac("sha256", secret).update(`postgres:${ROLE}`).digest("base64url");
}

/** The address of the same database for the product's role. */
export function roleUrl(ownerUrl: string, secret: string): string {
  const url = new URL(ownerUrl);
  url.username = ROLE;
  url.password = rolePassword(secret);
  return url.toString();
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The role belongs to the whole server, so that two databases may be opened at once: what another has just written is tried again. */
async function ensureRole(client: pg.Client, secret: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await makeRole(client, secret);
      return;
    } catch (error) {
      const isRace = error instanceof Error && /concurrently updated|already exists|duplicate key/.test(error.message);
      if (!isRace || tries === 10) throw error;
      await pause(50 * tries);
    }
  }
}

/** Leaves a role alone that was made with this secret; its comment says so. */
async function makeRole(client: pg.Client, secret: string): Promise<void> {
  const password = rolePassword(secret);
  const mark = createHash("sha256").update(password).digest("hex");
  const { rows } = await client.query<{ mark: string | null }>(
    "select shobj_description(oid, 'pg_authid') as mark from pg_roles where rolname = $1",
    [ROLE],
  );
  if (rows[0]?.mark === mark) return;
  const rights = `login nosuperuser nocreatedb nocreaterole nobypassrls password ${client.escapeLiteral(password)}`;
  await client.query(rows.length > 0 ? `alter role ${ROLE} ${rights}` : `create role ${ROLE} ${rights}`);
  await client.query(`comment on role ${ROLE} is ${client.escapeLiteral(mark)}`);
}

/** Everybody queues behind a migration that waits for a lock, so it waits no longer than this and tries again. */
const LOCK_WAIT_MS = 400;
const LOCK_TRIES = 60;
const LONGEST_PAUSE_MS = 2_000;

/** A lock somebody held, a deadlock, or a role that another database's migration took away meanwhile. */
const passing = new Set(["55P03", "40P01", "42704"]);

const INDEX_BESIDE =
  /^(?:\s*--.*\n)*\s*(create\s+(?:unique\s+)?index)\s+concurrently\s+(?:if\s+not\s+exists\s+)?(\w+)\s+on\s+(\w+)\.(\w+)\s+([^;]+);?\s*$/i;

/** An index that a migration makes beside the writers; `columns` is all that stands behind the table's name. */
interface IndexBeside {
  create: string;
  index: string;
  schema: string;
  table: string;
  columns: string;
}

function indexBeside(sql: string): IndexBeside | undefined {
  const [, create, index, schema, table, columns] = INDEX_BESIDE.exec(sql) ?? [];
  return create && index && schema && table && columns ? { create, index, schema, table, columns } : undefined;
}

/** Runs one migration in a transaction of its own; what others hold is waited for in short tries, so that the product goes on meanwhile. */
async function runMigration(client: pg.Client, migration: Migration): Promise<void> {
  const beside = indexBeside(migration.sql);
  for (let tries = 1; ; tries++) {
    try {
      await (beside === undefined ? runWhole(client, migration) : runBeside(client, migration, beside));
      return;
    } catch (error) {
      await client.query("rollback");
      const code = error instanceof Error && "code" in error ? String(error.code) : "";
      if (!passing.has(code)) throw error;
      if (tries === LOCK_TRIES)
        throw new Error(`migration ${migration.name} found no moment for its locks; end long transactions and start again`);
      await pause(Math.min(LONGEST_PAUSE_MS, 50 * tries));
    }
  }
}

const note = "insert into public.qunce_migrations (name, hash) values ($1, $2)";

async function runWhole(client: pg.Client, { name, sql, hash }: Migration): Promise<void> {
  await client.query("begin");
  await client.query(`set local lock_timeout = ${LOCK_WAIT_MS}`);
  // The first migration names this role, 0022 takes it away.
  if (name.startsWith("0001-"))
    await client.query("do $$ begin create role qunce_system nologin; exception when duplicate_object then null; end $$");
  await client.query(sql);
  await client.query(note, [name, hash]);
  await client.query("commit");
}

async function runBeside(client: pg.Client, { name, hash }: Migration, beside: IndexBeside): Promise<void> {
  const { rows } = await client.query("select 1 from pg_partitioned_table where partrelid = to_regclass($1)", [
    `${beside.schema}.${beside.table}`,
  ]);
  await (rows.length > 0 ? makeInParts(client, beside) : makeBeside(client, beside));
  await client.query(note, [name, hash]);
}

/** An index made beside the writers cannot be in a transaction; one that was broken off is made anew. */
async function makeBeside(client: pg.Client, { create, index, schema, table, columns }: IndexBeside): Promise<void> {
  const { rows } = await client.query(
    "select 1 from pg_index i join pg_class c on c.oid = i.indexrelid where c.relname = $1 and not i.indisvalid",
    [index],
  );
  if (rows.length > 0) await client.query(`drop index concurrently if exists ${schema}.${index}`);
  await client.query(`${create} concurrently if not exists ${index} on ${schema}.${table} ${columns}`);
}

/** PostgreSQL makes none beside the writers of a partitioned table: each part gets its own, the last makes the whole valid. */
async function makeInParts(client: pg.Client, beside: IndexBeside): Promise<void> {
  const { create, index, schema, table, columns } = beside;
  const atOnce = (sql: string) => client.query(`begin; set local lock_timeout = ${LOCK_WAIT_MS}; ${sql}; commit`);
  await atOnce(`${create} if not exists ${index} on only ${schema}.${table} ${columns}`);
  // Asked anew each time: a month may begin meanwhile.
  for (;;) {
    const { rows } = await client.query<{ part: string }>(
      `select c.relname as part from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = to_regclass($1) and not exists
        (select 1 from pg_index x join pg_inherits y on y.inhrelid = x.indexrelid where x.indrelid = c.oid and y.inhparent = to_regclass($2)) order by 1 limit 1`,
      [`${schema}.${table}`, `${schema}.${index}`],
    );
    const part = rows[0]?.part;
    if (part === undefined) return;
    const own = `${part}_${index.replace(`${table}_`, "")}`;
    await makeBeside(client, { ...beside, index: own, table: part });
    await atOnce(`alter index ${schema}.${index} attach partition ${schema}.${own}`);
  }
}

const OLDEST = 180_000;

/** The suite runs on this version only; an older one lacks what the statements use. */
async function mustBeNew(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: string }>("select current_setting('server_version_num') as version");
  const version = Number(rows[0]?.version ?? 0);
  if (version >= OLDEST) return;
  throw new StartFailure(
    "postgres.too-old",
    `The database is PostgreSQL ${Math.floor(version / 10_000)}; Qunce needs ${OLDEST / 10_000} or newer.`,
    "Upgrade it, or leave DATABASE_URL out to use the built-in PostgreSQL.",
  );
}

const TURN_MS = 100;

/** One process migrates at a time. Asked again and again: a statement that waits holds up an index made beside the writers, which waits for it in turn. */
async function takeTurn(client: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ mine: boolean }>("select pg_try_advisory_lock(7300, 0) as mine");
    if (rows[0]?.mine) return;
    await pause(TURN_MS);
  }
}

export interface MigrateOptions {
  migrations?: readonly Migration[];
}

/**
 * Brings the database to this version: the role, then every migration not yet run, each in its own transaction, one process at a
 * time. A migration that was changed after it ran is an error, not a surprise.
 */
export async function migrate(ownerUrl: string, secret: string, options: MigrateOptions = {}): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl, options: "-c timezone=UTC", connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  await client.connect();
  const done: string[] = [];
  try {
    await mustBeNew(client);
    await takeTurn(client);
    await ensureRole(client, secret);
    await client.query(
      "create table if not exists public.qunce_migrations (name text primary key, hash text not null, run_at timestamptz not null default now())",
    );
    const { rows } = await client.query<{ name: string; hash: string }>("select name, hash from public.qunce_migrations");
    const known = new Map(rows.map((row) => [row.name, row.hash]));
    for (const migration of options.migrations ?? (await listMigrations())) {
      const before = known.get(migration.name);
      if (before === migration.hash) continue;
      if (before) throw new Error(`migration ${migration.name} was changed after it ran; add a new one instead`);
      await runMigration(client, migration);
      done.push(migration.name);
    }
  } finally {
    await client.end();
  }
  return done;
}
