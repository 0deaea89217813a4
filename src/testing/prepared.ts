import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { listMigrations, migrate } from "../server/migrate.ts";
import { startPostgres } from "../server/postgres.ts";
import { withLock } from "../server/postgres/lock.ts";
import { passableFolder } from "./passable-folder.ts";

/** Of no worth outside the tests' own servers. */
export const TEST_SECRET = "a-secret-of-the-tests-only-0123456789";

/** Their rows need not outlive the machine; a killed server loses nothing by it. */
const SETTINGS = ["fsync = off", "full_page_writes = off"];
/** What the tests' standing clock writes into, so that not every brand makes it anew. */
const MONTHS = ["2026-10-01", "2026-11-01", "2026-12-01"];

const shortHash = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 12);

/** Where it lies from one run to the next; other accounts may pass it. */
export function preparedHome(): string {
  const home = process.env.QUNCE_TEST_DIR ?? join(tmpdir(), `qunce-test-${shortHash(import.meta.dirname)}`);
  mkdirSync(home, { recursive: true });
  chmodSync(home, 0o755);
  return home;
}

/** A data folder with a resting, migrated database and no brand, copied from one that is made once for these migrations. */
export async function layPrepared(folder: string): Promise<void> {
  const home = preparedHome();
  const made = await withLock(home, async () => makeOnce(home));
  execFileSync("cp", ["-a", made, folder]);
}

/** Those of other migrations go. */
async function makeOnce(home: string): Promise<string> {
  const migrations = await listMigrations();
  const made = join(home, `made-${shortHash([...migrations.map((one) => one.hash), ...SETTINGS, ...MONTHS].join())}`);
  if (existsSync(made)) return made;
  for (const name of readdirSync(home)) if (name.startsWith("made-")) rmSync(join(home, name), { recursive: true, force: true });
  const draft = passableFolder("draft", home);
  const server = await startPostgres({ dataDir: draft, log: () => undefined });
  if (!server.clusterDir.startsWith(draft)) throw new Error(`Other accounts must be able to pass ${home}: set QUNCE_TEST_DIR.`);
  await fill(server.ownerUrl);
  await server.stop();
  writeFileSync(join(draft, "secret"), TEST_SECRET, { mode: 0o600 });
  rmSync(join(draft, "postgres-place.json"), { force: true });
  renameSync(draft, made);
  return made;
}

async function fill(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    for (const setting of SETTINGS) await client.query(`alter system set ${setting}`);
    await client.query("select pg_reload_conf()");
    await migrate(ownerUrl, TEST_SECRET);
    await client.query("select platform.ensure_month(month) from unnest($1::date[]) month", [MONTHS]);
  } finally {
    await client.end();
  }
}
