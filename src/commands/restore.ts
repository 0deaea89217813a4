import { restoreBackup } from "../server/restore.ts";
import { folderOf, ownDataDir, rowsIn } from "./backup.ts";
import type { Command } from "./index.ts";
import { say } from "./ground.ts";

/** Puts a backup into an empty data folder. */
export const restoreCommand: Command = {
  options: {},
  run: async (_values, positionals) => {
    const folder = folderOf(positionals, "QUNCE_DATA_DIR=<empty folder> npm run restore -- <folder>/qunce-<time>");
    const dataDir = ownDataDir();
    const manifest = await restoreBackup(folder, dataDir, say);
    say(`${dataDir}: ${rowsIn(manifest.rows)} rows as of ${manifest.madeAt}. Start it with npm start.`);
  },
};
