import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import pg from "pg";
import { z } from "zod";
import { boundSequences, Contents, listTables, readSequences, readTables } from "./backup-contents.ts";
import { keepContent, keepFile } from "./backup-files.ts";
import type { Postgres } from "./postgres.ts";

/** What a backup says of itself; written last, so that a folder without it is not whole. */
export const Manifest = z.object({
  product: z.literal("qunce"),
  version: z.string(),
  madeAt: z.string(),
  migrations: z.array(z.string()),
  /** How each file lies in the backup's folder: compressed under its path with `.zst`, or as it is in backups of older releases. */
  compression: z.enum(["none", "zstd"]).default("none"),
  /** SHA-256 of each file as it lies there, by the path of its content. */
  files: z.record(z.string(), z.string()),
  /** Empty folders that PostgreSQL wants to find. */
  folders: z.array(z.string()),
  /** What the database held at the backup's end. */
  ...Contents.shape,
});
export type Manifest = z.infer<typeof Manifest>;

/** The copy of PostgreSQL's data directory in a backup. */
export const CLUSTER = "cluster";
/** What lies in the data folder beside the database and is needed again. */
const SECRETS = ["secret", "postgres-secret.json"];
/** Folders whose content belongs to the running server and is made anew. */
const EMPTY = new Set(["pg_wal", "pg_replslot", "pg_dynshmem", "pg_notify", "pg_serial", "pg_snapshots", "pg_stat_tmp", "pg_subtrans"]);
const SKIPPED = /^(postmaster\.(pid|opts)|pg_internal\.init.*|pgsql_tmp.*|backup_label.*|tablespace_map.*)$/;

interface Found {
  files: string[];
  folders: string[];
}

function listBelow(root: string, folder = ""): Found {
  const found: Found = { files: [], folders: [] };
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (SKIPPED.test(entry.name)) continue;
    if (entry.isFile()) found.files.push(path);
    // The log may lie on a disk of its own.
    const isElsewhere = entry.isSymbolicLink() && EMPTY.has(path);
    if (!entry.isDirectory() && !isElsewhere) continue;
    found.folders.push(path);
    if (EMPTY.has(path)) continue;
    const below = listBelow(root, path);
    found.files.push(...below.files);
    found.folders.push(...below.folders);
  }
  return found;
}

/** The WAL that the copy needs, by the names of its segments; PostgreSQL keeps them for the slot meanwhile. */
async function copyWal(clusterDir: string, to: string, first: string, last: string): Promise<Record<string, string>> {
  const segments = readdirSync(join(clusterDir, "pg_wal")).filter((name) => /^[0-9A-F]{24}$/.test(name) && name >= first && name <= last);
  const hashes: Record<string, string> = {};
  for (const name of segments) {
    const path = `${CLUSTER}/pg_wal/${name}`;
    const hash = await keepFile(join(clusterDir, "pg_wal", name), to, path);
    if (hash) hashes[path] = hash;
  }
  if (!hashes[`${CLUSTER}/pg_wal/${first}`] || !hashes[`${CLUSTER}/pg_wal/${last}`]) throw new Error("the log of the backup is not whole");
  return hashes;
}

async function listMigrated(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>("select name from public.qunce_migrations order by name");
  return rows.map((row) => row.name);
}

export async function connect(ownerUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  return client;
}

interface Ended {
  label: string;
  lastSegment: string;
  contents: Contents;
}

const LOCK_TRIES = 200;
const LOCK_NOT_FREE = "55P03";

/** Holds every table against writing; what writers hold is waited for in short tries, so that nobody queues behind us for long. */
async function holdTables(holder: pg.Client, tables: readonly string[]): Promise<void> {
  for (let tries = 1; ; tries++) {
    await holder.query("begin isolation level repeatable read");
    await holder.query("set local lock_timeout = '300ms'");
    try {
      await holder.query(`lock table ${tables.join(", ")} in share mode`);
      return;
    } catch (error) {
      await holder.query("rollback");
      const isBusy = error instanceof Error && "code" in error && error.code === LOCK_NOT_FREE;
      if (!isBusy || tries === LOCK_TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/**
 * Ends the copy at a moment when nobody writes, of which a snapshot is taken: writers wait for that moment only, and the rows as they were
 * at the copy's end are counted and summed up from the snapshot while they go on.
 */
async function endBackup(client: pg.Client, ownerUrl: string): Promise<Ended> {
  const holder = await connect(ownerUrl);
  const reader = await connect(ownerUrl);
  try {
    await holdTables(holder, await listTables(holder));
    const { rows: exported } = await holder.query<{ id: string }>("select pg_export_snapshot() as id");
    await reader.query("begin isolation level repeatable read");
    await reader.query(`set transaction snapshot ${reader.escapeLiteral(exported[0]?.id ?? "")}`);
    const before = await readSequences(client);
    const stopped = await client.query<{ label: string; segment: string }>(
      "select labelfile as label, pg_walfile_name(lsn) as segment from pg_backup_stop(false)",
    );
    const sequences = boundSequences(before, await readSequences(client));
    await holder.query("commit");
    const { label = "", segment = "" } = stopped.rows[0] ?? {};
    return { label, lastSegment: segment, contents: { ...(await readTables(reader)), sequences } };
  } finally {
    await holder.end();
    await reader.end();
  }
}

export interface BackupAsk {
  postgres: Postgres;
  dataDir: string;
  /** The backup's folder is made in here. */
  into: string;
  version: string;
  now: Date;
}

/**
 * A copy of the running database, by PostgreSQL's own backup calls, with the files and secrets; answers its folder. Writers wait only
 * for the moment of its end. Files are copied after the database, so that no row of it lacks its file.
 */
export async function makeBackup({ postgres, dataDir, into, version, now }: BackupAsk): Promise<string> {
  const folder = join(into, `qunce-${now.toISOString().slice(0, 19).replaceAll(":", "")}`);
  const half = `${folder}.half`;
  mkdirSync(half, { recursive: true, mode: 0o700 });
  const client = await connect(postgres.ownerUrl);
  const files: Record<string, string> = {};
  const copy = async (from: string, path: string) => {
    const hash = await keepFile(from, half, path);
    if (hash) files[path] = hash;
  };
  try {
    await client.query("select pg_create_physical_replication_slot($1, true, true)", [`qunce_backup_${process.pid}`]);
    const begun = await client.query<{ segment: string }>("select pg_walfile_name(pg_backup_start('qunce', true)) as segment");
    const migrations = await listMigrated(client);
    const found = listBelow(postgres.clusterDir);
    for (const path of found.files) await copy(join(postgres.clusterDir, path), `${CLUSTER}/${path}`);
    const ended = await endBackup(client, postgres.ownerUrl);
    Object.assign(files, await copyWal(postgres.clusterDir, half, begun.rows[0]?.segment ?? "", ended.lastSegment));
    files[`${CLUSTER}/backup_label`] = await keepContent(Readable.from([Buffer.from(ended.label)]), half, `${CLUSTER}/backup_label`);
    for (const name of SECRETS) if (existsSync(join(dataDir, name))) await copy(join(dataDir, name), name);
    if (existsSync(join(dataDir, "files"))) {
      for (const path of listBelow(join(dataDir, "files")).files) await copy(join(dataDir, "files", path), `files/${path}`);
    }
    const folders = found.folders.map((path) => `${CLUSTER}/${path}`);
    const said = { product: "qunce" as const, version, madeAt: now.toISOString(), migrations, compression: "zstd" as const };
    const manifest: Manifest = { ...said, files, folders, ...ended.contents };
    writeFileSync(join(half, "manifest.json"), `${JSON.stringify(manifest, null, 1)}\n`, { mode: 0o600 });
  } finally {
    await client.end();
  }
  renameSync(half, folder);
  return folder;
}

export function readManifest(folder: string): Manifest {
  return Manifest.parse(JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")));
}
