import { chownSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { formFor } from "../lib/words.ts";
import { CLUSTER, connect, type Manifest, readManifest } from "./backup.ts";
import { findDifferences, readSequences, readTables } from "./backup-contents.ts";
import { findSpoiled, takeFile } from "./backup-files.ts";
import { markHalf, markWhole } from "./half-restored.ts";
import { migrate } from "./migrate.ts";
import { rememberedPlace } from "./postgres/folder.ts";
import { StartFailure, startPostgres } from "./postgres.ts";
import { readSecret } from "./secret.ts";

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
      `${spoiled.length} ${formFor(spoiled.length, "file of the backup is|files of the backup are")} damaged, first ${spoiled[0]}.`,
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

/** Brings the copy to this release and writes down in its brands whether they stand still. */
async function holdBrands(ownerUrl: string, dataDir: string, heldAt: string | null): Promise<void> {
  await migrate(ownerUrl, readSecret(dataDir));
  const client = await connect(ownerUrl);
  await client.query("update platform.brands set held_at = $1 where held_at is distinct from $1", [heldAt]).finally(() => client.end());
}

export interface RestoreAsk {
  folder: string;
  /** Empty, or not there yet. */
  dataDir: string;
  /** True only where the original is gone: the copy takes up its sends, webhooks and platforms as soon as it starts. Else it is held. */
  resume: boolean;
  log: (line: string) => void;
}

/** A running product's cursors are transaction numbers of the same server, which go on after a physical copy: nothing is rebased. */
export async function restoreBackup({ folder, dataDir, resume, log }: RestoreAsk): Promise<Manifest> {
  const manifest = await checked(folder, dataDir);
  const fresh = await startPostgres({ dataDir, log });
  await fresh.stop();
  markHalf(dataDir);
  await putCluster(folder, manifest, fresh.clusterDir);
  for (const path of Object.keys(manifest.files).filter((each) => !each.startsWith(`${CLUSTER}/`))) {
    mkdirSync(dirname(join(dataDir, path)), { recursive: true });
    await takeFile(folder, manifest, path, join(dataDir, path));
  }
  const postgres = await startPostgres({ dataDir, log });
  try {
    const client = await connect(postgres.ownerUrl);
    const other = findDifferences(manifest, await readTables(client), await readSequences(client));
    await client.end();
    // Also a copy that is not equal may be started by somebody.
    await holdBrands(postgres.ownerUrl, dataDir, resume ? null : manifest.madeAt);
    markWhole(dataDir);
    if (other.length > 0)
      throw new StartFailure("restore.other-rows", `What was restored differs in ${other.join(", ")}.`, "Take another backup.");
  } finally {
    await postgres.stop();
  }
  return manifest;
}

/** Restores a backup on trial beside it, and takes the copy away again; throws where it is not equal. */
export async function tryRestore(folder: string): Promise<void> {
  const dataDir = `${folder}.trial`;
  try {
    await restoreBackup({ folder, dataDir, resume: false, log: () => undefined });
  } finally {
    const { outside } = rememberedPlace(dataDir);
    for (const path of [outside, dataDir]) if (path !== undefined) rmSync(path, { recursive: true, force: true });
  }
}
