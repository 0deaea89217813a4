import { chownSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { CLUSTER, connect, type Manifest, readContents, readManifest } from "./backup.ts";
import { findSpoiled, takeFile } from "./backup-files.ts";
import { StartFailure, startPostgres } from "./postgres.ts";

/** Refuses what is no whole backup, or a data folder that holds anything. */
async function checked(folder: string, dataDir: string): Promise<Manifest> {
  if (!existsSync(join(folder, "manifest.json")))
    throw new StartFailure("restore.no-backup", `${folder} is not a whole backup: it has no manifest.`, "Name a folder qunce-<time>.");
  if (existsSync(dataDir) && readdirSync(dataDir).length > 0)
    throw new StartFailure("restore.not-empty", `The data folder ${dataDir} is not empty.`, "Set QUNCE_DATA_DIR to an empty folder.");
  const manifest = readManifest(folder);
  const spoiled = await findSpoiled(folder, manifest);
  if (spoiled.length > 0)
    throw new StartFailure(
      "restore.spoiled",
      `${spoiled.length} files of the backup are damaged, first ${spoiled[0]}.`,
      "Take another backup.",
    );
  return manifest;
}

/** Puts the copy in a cluster's place, for the account that this machine runs PostgreSQL under. */
async function putCluster(folder: string, manifest: Manifest, clusterDir: string): Promise<void> {
  const { uid, gid } = statSync(clusterDir);
  const own = (path: string) => chownSync(path, uid, gid);
  const placeOf = (path: string) => join(clusterDir, path.slice(CLUSTER.length + 1));
  for (const name of readdirSync(clusterDir)) rmSync(join(clusterDir, name), { recursive: true, force: true });
  for (const path of manifest.folders) {
    mkdirSync(placeOf(path), { mode: 0o700 });
    own(placeOf(path));
  }
  for (const path of Object.keys(manifest.files).filter((each) => each.startsWith(`${CLUSTER}/`))) {
    await takeFile(folder, manifest, path, placeOf(path));
    own(placeOf(path));
  }
}

/** A running product's cursors are transaction numbers of the same server, which go on after a physical copy: nothing is rebased. */
export async function restoreBackup(folder: string, dataDir: string, log: (line: string) => void): Promise<Manifest> {
  const manifest = await checked(folder, dataDir);
  const fresh = await startPostgres({ dataDir, log });
  await fresh.stop();
  await putCluster(folder, manifest, fresh.clusterDir);
  for (const path of Object.keys(manifest.files).filter((each) => !each.startsWith(`${CLUSTER}/`))) {
    mkdirSync(dirname(join(dataDir, path)), { recursive: true });
    await takeFile(folder, manifest, path, join(dataDir, path));
  }
  const postgres = await startPostgres({ dataDir, log });
  try {
    const client = await connect(postgres.ownerUrl);
    const { rows, digests } = await readContents(client).finally(() => client.end());
    const known = Object.keys(manifest.digests).length > 0;
    const other = Object.keys(manifest.rows).filter(
      (table) => rows[table] !== manifest.rows[table] || (known && digests[table] !== manifest.digests[table]),
    );
    if (other.length > 0)
      throw new StartFailure("restore.other-rows", `The restored rows differ in ${other.join(", ")}.`, "Take another backup.");
  } finally {
    await postgres.stop();
  }
  return manifest;
}
