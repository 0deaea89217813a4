import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { listMigrations, migrate } from "../server/migrate.ts";
import { type Postgres, startPostgres } from "../server/postgres.ts";
import { isAlive } from "../server/postgres/processes.ts";
import { passableFolder } from "./passable-folder.ts";

declare module "vitest" {
  interface ProvidedContext {
    postgres: { ownerUrls: readonly string[]; template: string };
  }
}

/** Of no worth outside the tests' own server. */
export const TEST_SECRET = "a-secret-of-the-tests-only-0123456789";
const TEMPLATE = "template_test";

const shortHash = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 12);
const start = (dataDir: string) => startPostgres({ dataDir, log: () => undefined });

/**
 * A real server for each worker, and in each one migrated database that every test file copies. What is read of the log ends
 * at the oldest open transaction of the whole server, so that files on one server would wait for each other's. All are copies
 * of a server that is made once for these migrations, and go after the run.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const home = process.env.QUNCE_TEST_DIR ?? join(tmpdir(), `qunce-test-${shortHash(import.meta.dirname)}`);
  mkdirSync(home, { recursive: true });
  chmodSync(home, 0o755);
  await removeLeftOver(home);
  const made = await makeOnce(home);
  const folders = Array.from({ length: project.config.maxWorkers }, (_, i) => join(home, `worker-${process.pid}-${i + 1}`));
  const servers = await Promise.all(folders.map((folder) => startCopy(made, folder)));
  project.provide("postgres", { ownerUrls: servers.map((server) => server.ownerUrl), template: TEMPLATE });
  return async () => {
    await Promise.all(servers.map((server) => server.stop()));
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  };
}

/** Servers of a run that was killed. */
async function removeLeftOver(home: string): Promise<void> {
  for (const name of readdirSync(home)) {
    const [, pid] = /^worker-(\d+)-/.exec(name) ?? [];
    if (pid === undefined || isAlive(Number(pid))) continue;
    await (await start(join(home, name))).stop();
    rmSync(join(home, name), { recursive: true, force: true });
  }
}

/** The folder of a resting server with the migrated template; those of other migrations go. */
async function makeOnce(home: string): Promise<string> {
  const migrations = await listMigrations();
  const made = join(home, `made-${shortHash(migrations.map((one) => one.hash).join())}`);
  if (existsSync(made)) return made;
  for (const name of readdirSync(home)) if (name.startsWith("made-")) rmSync(join(home, name), { recursive: true, force: true });
  const draft = passableFolder("draft", home);
  const server = await start(draft);
  if (!server.clusterDir.startsWith(draft)) throw new Error(`Other accounts must be able to pass ${home}: set QUNCE_TEST_DIR.`);
  await makeTemplate(server.ownerUrl);
  await server.stop();
  rmSync(join(draft, "postgres-place.json"), { force: true });
  renameSync(draft, made);
  return made;
}

async function startCopy(made: string, folder: string): Promise<Postgres> {
  execFileSync("cp", ["-a", made, folder]);
  return start(folder);
}

async function makeTemplate(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    // These rows need not outlive the machine; a killed server loses nothing by it.
    await client.query("alter system set fsync = off");
    await client.query(`create database ${TEMPLATE}`);
    await migrate(Object.assign(new URL(ownerUrl), { pathname: `/${TEMPLATE}` }).toString(), TEST_SECRET);
  } finally {
    await client.end();
  }
}
