import { readFileSync } from "node:fs";
import { join } from "node:path";
import { makeBackup, readManifest } from "../server/backup.ts";
import { readConfig } from "../server/config.ts";
import { StartFailure, startPostgres } from "../server/postgres.ts";
import type { Command } from "./index.ts";
import { say } from "./ground.ts";

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

export const rowsIn = (rows: Record<string, number>) =>
  Object.values(rows)
    .reduce((sum, n) => sum + n, 0)
    .toLocaleString("en-US");

/** Copies the database, files and secrets while the product may run. */
export const backupCommand: Command = {
  options: {},
  run: async (_values, positionals) => {
    const into = folderOf(positionals, "npm run backup -- <folder>");
    const dataDir = ownDataDir();
    const { version } = JSON.parse(readFileSync(PACKAGE, "utf8")) as { version: string };
    const postgres = await startPostgres({ dataDir, log: say });
    try {
      const folder = await makeBackup({ postgres, dataDir, into, version, now: new Date() });
      say(`${folder}: ${rowsIn(readManifest(folder).rows)} rows. It holds the secrets; keep it where only you can read it.`);
    } finally {
      await postgres.stop();
    }
  },
};
