import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { makeBackup, readManifest } from "../server/backup.ts";
import { sizeOf } from "../server/backup-files.ts";
import { type BackupEnd, noteBackup } from "../server/backup-notes.ts";
import { readConfig } from "../server/config.ts";
import { refuseHalf } from "../server/half-restored.ts";
import { StartFailure, startPostgres } from "../server/postgres.ts";
import { tryRestore } from "../server/restore.ts";
import type { Command } from "./index.ts";
import { rowsOf, say } from "./ground.ts";

const PACKAGE = join(import.meta.dirname, "../../package.json");

/** The data folder, where the database is our own; what another PostgreSQL holds is saved by its own tools. */
export function ownDataDir(): string {
  const config = readConfig(process.env);
  if (config.databaseUrl)
    throw new StartFailure(
      "backup.other-postgres",
      "DATABASE_URL names a PostgreSQL that is not Qunce's own.",
      "Use its tool for whole copies (pg_basebackup; a dump does not keep the numbers of transactions), and copy the data folder's files and secret.",
    );
  return config.dataDir;
}

export function folderOf(positionals: readonly string[], usage: string): string {
  const [folder] = positionals;
  if (folder) return folder;
  throw new StartFailure("backup.usage", "Say which folder.", usage);
}

export const sumOf = (rows: Record<string, number>) => Object.values(rows).reduce((sum, n) => sum + n, 0);

/** Copies the database, files and secrets while the product may run; with `--check` the copy is restored on trial. */
export const backupCommand: Command = {
  options: { check: { type: "boolean" } },
  run: async (values, positionals) => {
    const into = folderOf(positionals, "npm run backup -- <folder> [--check]");
    const dataDir = ownDataDir();
    refuseHalf(dataDir);
    const { version } = JSON.parse(readFileSync(PACKAGE, "utf8")) as { version: string };
    const postgres = await startPostgres({ dataDir, log: say });
    const now = new Date();
    // A backup is none the worse for a page that could not be told of it.
    const note = (end: BackupEnd) =>
      noteBackup(postgres.ownerUrl, now, end).catch((error: unknown) =>
        say(`The page of the system's state was not told: ${String(error)}`),
      );
    try {
      const folder = await makeBackup({ postgres, dataDir, into, version, now });
      const rows = readManifest(folder).rows;
      const made = { folder: basename(folder), bytes: sizeOf(folder), rows: sumOf(rows) };
      say(`${folder}: ${rowsOf(sumOf(rows))}. It holds the secrets; keep it where only you can read it.`);
      if (values.check !== true) {
        await note({ ...made, checkedAt: null });
        return;
      }
      await tryRestore(folder).catch(async (error: unknown) => {
        // It was made, though nobody knows whether it can be restored.
        await note({ ...made, checkedAt: null });
        throw error;
      });
      say("Restored on trial: every table and sequence is the same.");
      await note({ ...made, checkedAt: new Date() });
    } catch (error) {
      await note({ failure: (error instanceof Error ? error.message : String(error)).slice(0, 300) });
      throw error;
    } finally {
      await postgres.stop();
    }
  },
};
