import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { connect, readManifest } from "../src/server/backup.ts";
import { sizeOf } from "../src/server/backup-files.ts";
import { findDifferentTables, readTables, type Tables } from "../src/server/backup-contents.ts";
import { migrate } from "../src/server/migrate.ts";
import { startPostgres } from "../src/server/postgres.ts";
import { readSecret } from "../src/server/secret.ts";
import { passableFolder } from "../src/testing/passable-folder.ts";
import { machineLine, table, whole } from "./report.ts";

const FOLDER = resolve(process.env["QUNCE_BENCH_DATA"] ?? ".data-bench");
/** Where the backup and its copy go, and go away again; beside the data if it is not said. */
const SPACE = resolve(process.env["QUNCE_BENCH_SPACE"] ?? dirname(FOLDER));
/** Of the database's size: the backup, what is restored of it, and the log of its start. */
const ROOM = 2.2;
/** Where the disk has no room for both: the data is deleted when it is backed up, and there again when it is restored. */
const IN_PLACE = process.env["QUNCE_BENCH_IN_PLACE"] === "1";
const ROOM_IN_PLACE = 0.3;
const MB = 2 ** 20;

const Took = z.object({ tookMs: z.number(), baseMb: z.number(), peakMb: z.number() });
type Took = z.infer<typeof Took>;

async function run(command: "backup" | "restore", folder: string, dataDir: string): Promise<Took> {
  const child = join(import.meta.dirname, "backup.child.ts");
  const env = { ...process.env, QUNCE_DATA_DIR: dataDir, DATABASE_URL: "" };
  const { stdout } = await promisify(execFile)(process.execPath, [child, command, folder], { env, maxBuffer: 1e7 });
  return Took.parse(JSON.parse(stdout.trim().split("\n").at(-1) ?? ""));
}

async function contentsOf(ownerUrl: string): Promise<Tables> {
  const client = await connect(ownerUrl);
  return readTables(client).finally(() => client.end());
}

interface Figures {
  liveMb: number;
  backupMb: number;
  files: number;
  backup: Took;
  restore: Took;
  tables: number;
  rows: number;
}

/** Backs the data up while its database is up, as when the product runs, and remembers what every table held. */
async function backUp(space: string): Promise<Pick<Figures, "liveMb" | "backup"> & { contents: Tables | null }> {
  const live = await startPostgres({ dataDir: FOLDER, log: () => undefined });
  try {
    const liveBytes = sizeOf(live.clusterDir);
    const { bavail, bsize } = statfsSync(space);
    const needed = liveBytes * (IN_PLACE ? ROOM_IN_PLACE : ROOM);
    if (bavail * bsize < needed)
      throw new Error(
        `${whole(needed / MB)} MB are needed in ${space}, ${whole((bavail * bsize) / MB)} are free: name another disk by QUNCE_BENCH_SPACE.`,
      );
    // A restore brings its copy to this release.
    await migrate(live.ownerUrl, readSecret(FOLDER));
    const contents = IN_PLACE ? null : await contentsOf(live.ownerUrl);
    return { liveMb: liveBytes / MB, backup: await run("backup", space, FOLDER), contents };
  } finally {
    await live.stop();
  }
}

/** Empties the data folder for what is restored, and puts back what says how it was made. */
async function inPlace<T>(work: () => Promise<T>): Promise<T> {
  const notes = readFileSync(join(FOLDER, "scale.json"));
  rmSync(FOLDER, { recursive: true, force: true });
  const done = await work();
  writeFileSync(join(FOLDER, "scale.json"), notes);
  return done;
}

async function measure(space: string, say: (line: string) => void): Promise<Figures> {
  const { liveMb, backup, contents } = await backUp(space);
  const folder = join(space, readdirSync(space).find((name) => /^qunce-[^.]+$/.test(name)) ?? "");
  const backupMb = sizeOf(folder) / MB;
  say(`  backup: ${whole(backupMb)} MB in ${(backup.tookMs / 1_000).toFixed(1)} s, peak ${backup.peakMb.toFixed(0)} MB`);
  const restored = IN_PLACE ? FOLDER : join(space, "restored");
  const restore = await (IN_PLACE ? inPlace(() => run("restore", folder, restored)) : run("restore", folder, restored));
  say(`  restore: ${(restore.tookMs / 1_000).toFixed(1)} s, peak ${restore.peakMb.toFixed(0)} MB`);
  const { rows } = readManifest(folder);
  if (contents) await compare(contents, restored);
  const files = readdirSync(folder, { recursive: true }).length;
  const all = Object.values(rows);
  return { liveMb, backupMb, files, backup, restore, tables: all.length, rows: all.reduce((sum, n) => sum + n, 0) };
}

/** Sums every table of the copy up by SQL, and deletes the copy. */
async function compare(contents: Tables, restored: string): Promise<void> {
  const copy = await startPostgres({ dataDir: restored, log: () => undefined });
  try {
    const other = findDifferentTables(contents, await contentsOf(copy.ownerUrl));
    if (other.length > 0) throw new Error(`not the same in ${other.join(", ")}`);
  } finally {
    await copy.stop();
    rmSync(copy.clusterDir, { recursive: true, force: true });
  }
}

/** A whole backup of the data of `npm run bench:data` and its restore into a new folder, by the product's own commands. */
export async function backupSection(say: (line: string) => void): Promise<string> {
  if (!existsSync(join(FOLDER, "scale.json"))) throw new Error(`There is no data in ${FOLDER}: make it by npm run bench:data.`);
  const space = passableFolder("bench-backup", SPACE);
  // Where the data was deleted, what is left of a restore that failed is the backup.
  const cleanUp = () => rmSync(space, { recursive: true, force: true });
  const one = await measure(space, say).finally(() => (IN_PLACE && !existsSync(join(FOLDER, "scale.json")) ? undefined : cleanUp()));
  const line = (name: string, { tookMs, baseMb, peakMb }: Took) => [
    name,
    (tookMs / 1_000).toFixed(1),
    whole(one.backupMb / (tookMs / 1_000)),
    whole(one.rows / (tookMs / 1_000)),
    baseMb.toFixed(0),
    peakMb.toFixed(0),
  ];
  return [
    "## Backup and restore",
    `${machineLine()}. ${whole(one.rows)} rows in ${one.tables} tables, ${whole(one.liveMb)} MB of PostgreSQL's files; the backup holds ${whole(one.backupMb)} MB in ${whole(one.files)} files.`,
    "`npm run backup` while the database is up, then `npm run restore` into a new folder, each in a process of its own. A backup copies and hashes every file and sums up every row of the instant it is of; " +
      "a restore reads and hashes all, puts the files in place, lets PostgreSQL come up and sums up every row again. The memory is Node's, resident. " +
      (IN_PLACE
        ? "Number and digest of the rows of each table must be those of the backup's instant, or the restore fails; the disk has no room for both, so the data was deleted in between."
        : "Afterwards, besides, number and digest of the rows of each table are computed by SQL in both databases, and must be equal."),
    table(["", "s", "MB/s", "rows/s", "MB at the start", "peak MB"], [line("backup", one.backup), line("restore", one.restore)]),
  ].join("\n\n");
}
