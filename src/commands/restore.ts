import { restoreBackup } from "../server/restore.ts";
import { folderOf, ownDataDir, sumOf } from "./backup.ts";
import type { Command } from "./index.ts";
import { rowsOf, say } from "./ground.ts";

/** Puts a backup into an empty data folder; nothing leaves it until somebody resumes it, there or with `--resume` here. */
export const restoreCommand: Command = {
  options: { resume: { type: "boolean" } },
  run: async (values, positionals) => {
    const resume = values.resume === true;
    const folder = folderOf(positionals, "QUNCE_DATA_DIR=<empty folder> npm run restore -- <folder>/qunce-<time> [--resume]");
    const dataDir = ownDataDir();
    const manifest = await restoreBackup({ folder, dataDir, resume, log: say });
    say(`${dataDir}: ${rowsOf(sumOf(manifest.rows))} as of ${manifest.madeAt}. Start it with npm start.`);
    if (!resume)
      say("Sends, webhooks and WeCom stand still in it until an owner resumes them in the console, or it is restored with --resume.");
  },
};
