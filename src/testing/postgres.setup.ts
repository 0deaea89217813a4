import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { listMigrations, migrate } from "../server/migrate.ts";
import { type Postgres, startPostgres } from "../server/postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    postgres: { ownerUrls: readonly string[]; template: string };
  }
}

/** Of no worth outside the tests' own server. */
export const TEST_SECRET = "a-secret-of-the-tests-only-0123456789";

const start = (dataDir: string) => startPostgres({ dataDir, log: () => undefined });

/**
 * A real server for each worker, and in each one migrated database that every test file copies. What is read of the log ends
 * at the oldest open transaction of the whole server, so that files on one server would wait for each other's.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const home = process.env.QUNCE_TEST_DIR ?? join(import.meta.dirname, "../../node_modules/.qunce-test");
  const migrations = await listMigrations();
  const template = `template_${createHash("sha256")
    .update(migrations.map((one) => one.hash).join())
    .digest("hex")
    .slice(0, 12)}`;
  const folders = Array.from({ length: project.config.maxWorkers }, (_, i) => join(home, `worker-${i + 1}`));
  const servers = await startAll(folders, template);
  project.provide("postgres", { ownerUrls: servers.map((server) => server.ownerUrl), template });
  return async () => void (await Promise.all(servers.map((server) => server.stop())));
}

async function startAll(folders: readonly string[], template: string): Promise<Postgres[]> {
  const [first = "", ...others] = folders;
  mkdirSync(first, { recursive: true });
  const missing = others.filter((folder) => !existsSync(folder));
  if (missing.length > 0) await makeAlike(first, missing, template);
  return Promise.all(
    folders.map(async (folder) => {
      const server = await start(folder);
      await makeTemplate(server.ownerUrl, template);
      return server;
    }),
  );
}

/** Copies of a resting cluster are ready sooner than clusters made one by one; one that lies elsewhere is not copied. */
async function makeAlike(first: string, missing: readonly string[], template: string): Promise<void> {
  const server = await start(first);
  await makeTemplate(server.ownerUrl, template);
  await server.stop();
  for (const folder of missing) {
    if (!server.clusterDir.startsWith(first)) mkdirSync(folder, { recursive: true });
    else execFileSync("cp", ["-a", first, folder]);
    rmSync(join(folder, "postgres-place.json"), { force: true });
  }
}

async function makeTemplate(ownerUrl: string, template: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    // These rows need not outlive the machine; a killed server loses nothing by it.
    await client.query("alter system set fsync = off");
    await client.query("select pg_reload_conf()");
    await client.query("select pg_advisory_lock(7300, 9)");
    const { rows } = await client.query<{ name: string }>(
      "select datname as name from pg_database where datname like 'template\\_%' or datname like 'test\\_%'",
    );
    const old = rows.map((row) => row.name).filter((name) => name !== template && name !== "template0" && name !== "template1");
    for (const name of old) await client.query(`drop database if exists ${name} with (force)`).catch(() => undefined);
    if (rows.some((row) => row.name === template)) return;
    const draft = `${template}_draft`;
    await client.query(`drop database if exists ${draft} with (force)`);
    await client.query(`create database ${draft}`);
    const url = new URL(ownerUrl);
    url.pathname = `/${draft}`;
    await migrate(url.toString(), TEST_SECRET);
    await client.query(`alter database ${draft} rename to ${template}`);
  } finally {
    await client.end();
  }
}
