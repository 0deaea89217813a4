import { createHash, createHmac } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";

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

/** The password of one of the product's two roles, derived from the data folder's secret so that it need not be stored. */
export function rolePassword(secret: string, role: "qunce_app" | "qunce_system"): string {
  return createHmac("sha256", secret).update(`postgres:${role}`).digest("base64url");
}

/** The address of the same database for one of the product's roles. */
export function roleUrl(ownerUrl: string, secret: string, role: "qunce_app" | "qunce_system"): string {
  const url = new URL(ownerUrl);
  url.username = role;
  url.password = rolePassword(secret, role);
  return url.toString();
}

const roles = ["qunce_app", "qunce_system"] as const;

/** Roles belong to the whole server, so that two databases may be opened at once: what another has just written is tried again. */
async function ensureRoles(client: pg.Client, secret: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      for (const role of roles) await ensureRole(client, role, secret);
      return;
    } catch (error) {
      const isRace = error instanceof Error && /concurrently updated|already exists|duplicate key/.test(error.message);
      if (!isRace || tries === 10) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50 * tries));
    }
  }
}

/** Leaves a role alone that was made with this secret; its comment says so. */
async function ensureRole(client: pg.Client, role: (typeof roles)[number], secret: string): Promise<void> {
  const mark = createHash("sha256").update(rolePassword(secret, role)).digest("hex");
  const { rows } = await client.query<{ mark: string | null }>(
    "select shobj_description(oid, 'pg_authid') as mark from pg_roles where rolname = $1",
    [role],
  );
  if (rows[0]?.mark === mark) return;
  const rights = `login nosuperuser nocreatedb nocreaterole nobypassrls password ${client.escapeLiteral(rolePassword(secret, role))}`;
  await client.query(rows.length > 0 ? `alter role ${role} ${rights}` : `create role ${role} ${rights}`);
  await client.query(`comment on role ${role} is ${client.escapeLiteral(mark)}`);
}

/**
 * Brings the database to this version: roles, then every migration not yet run, each in its own transaction, one process at a
 * time. A migration that was changed after it ran is an error, not a surprise.
 */
export async function migrate(ownerUrl: string, secret: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl, options: "-c timezone=UTC -c lock_timeout=10000" });
  client.on("error", () => undefined);
  await client.connect();
  const done: string[] = [];
  try {
    await client.query("select pg_advisory_lock(7300, 0)");
    await ensureRoles(client, secret);
    await client.query(
      "create table if not exists public.qunce_migrations (name text primary key, hash text not null, run_at timestamptz not null default now())",
    );
    const { rows } = await client.query<{ name: string; hash: string }>("select name, hash from public.qunce_migrations");
    const known = new Map(rows.map((row) => [row.name, row.hash]));
    for (const migration of await listMigrations()) {
      const before = known.get(migration.name);
      if (before === migration.hash) continue;
      if (before) throw new Error(`migration ${migration.name} was changed after it ran; add a new one instead`);
      await client.query("begin");
      await client.query(migration.sql);
      await client.query("insert into public.qunce_migrations (name, hash) values ($1, $2)", [migration.name, migration.hash]);
      await client.query("commit");
      done.push(migration.name);
    }
  } finally {
    await client.end();
  }
  return done;
}
