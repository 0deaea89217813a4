import { appendFileSync, chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { connect, makeBackup, readManifest } from "./backup.ts";
import { migrate } from "./migrate.ts";
import { type Postgres, startPostgres } from "./postgres.ts";
import { restoreBackup } from "./restore.ts";
import { readSecret } from "./secret.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const quiet = () => undefined;
let root: string;
let dataDir: string;
let postgres: Postgres;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "qunce-backup-"));
  chmodSync(root, 0o755);
  dataDir = join(root, "data");
  postgres = await startPostgres({ dataDir, log: quiet });
  await migrate(postgres.ownerUrl, readSecret(dataDir));
});
afterAll(async () => {
  await postgres.stop();
  rmSync(root, { recursive: true, force: true });
});

/** The numbers a writer put in one by one; without a hole up to the last. */
async function numbersOf(url: string): Promise<{ n: number; last: number }> {
  const client = await connect(url);
  const { rows } = await client.query<{ n: number; last: number }>(
    "select count(*)::int as n, coalesce(max(i), 0) as last from app.written",
  );
  await client.end();
  return rows[0] ?? { n: 0, last: 0 };
}

test("a backup made while rows are written is restored elsewhere, equal up to its end, and only whole and into nothing", async () => {
  const writer = await connect(postgres.ownerUrl);
  await writer.query("create table app.written (i int primary key, words text)");
  await writer.query("insert into app.written select i, repeat('群', 500) from generate_series(1, 20000) i");
  mkdirSync(join(dataDir, "files"));
  writeFileSync(join(dataDir, "files", "picture"), "🍊");
  let written = 20_000;
  let goesOn = true;
  const writing = (async () => {
    while (goesOn) await writer.query("insert into app.written values ($1, 'x')", [++written]);
  })();
  const before = written;
  const now = new Date("2026-11-22T03:00:00Z");
  const folder = await makeBackup({ postgres, dataDir, into: join(root, "backups"), version: "0.1.0", now });
  goesOn = false;
  await writing;
  await writer.end();
  const manifest = readManifest(folder);
  expect(manifest.migrations.length).toBeGreaterThan(5);
  expect(manifest.rows["app.written"]).toBeGreaterThan(before);

  const other = join(root, "other");
  await restoreBackup(folder, other, quiet);
  expect(existsSync(join(other, "files", "picture"))).toBe(true);
  expect(readSecret(other)).toBe(readSecret(dataDir));
  const restored = await startPostgres({ dataDir: other, log: quiet });
  expect(await numbersOf(restored.ownerUrl)).toEqual({ n: manifest.rows["app.written"], last: manifest.rows["app.written"] });
  await restored.stop();

  await expect(restoreBackup(folder, other, quiet)).rejects.toMatchObject({ code: "restore.not-empty" });
  appendFileSync(join(folder, "files", "picture"), "!");
  await expect(restoreBackup(folder, join(root, "third"), quiet)).rejects.toMatchObject({ code: "restore.spoiled" });
  expect(existsSync(join(root, "third"))).toBe(false);
  rmSync(join(folder, "manifest.json"));
  await expect(restoreBackup(folder, join(root, "third"), quiet)).rejects.toMatchObject({ code: "restore.no-backup" });
});
