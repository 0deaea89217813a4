import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { listMigrations, migrate } from "../server/migrate.ts";
import { startPostgres } from "../server/postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    postgres: { ownerUrl: string; template: string };
  }
}

/** Of no worth outside the tests' own server. */
export const TEST_SECRET = "a-secret-of-the-tests-only-0123456789";

/** One real server for the whole run, and one migrated database that every test file copies. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = process.env.QUNCE_TEST_DIR ?? join(import.meta.dirname, "../../node_modules/.qunce-test");
  mkdirSync(dataDir, { recursive: true });
  const postgres = await startPostgres({ dataDir, log: () => undefined });
  const migrations = await listMigrations();
  const template = `template_${createHash("sha256")
    .update(migrations.map((one) => one.hash).join())
    .digest("hex")
    .slice(0, 12)}`;
  await makeTemplate(postgres.ownerUrl, template);
  project.provide("postgres", { ownerUrl: postgres.ownerUrl, template });
  return () => postgres.stop();
}

async function makeTemplate(ownerUrl: string, template: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
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
