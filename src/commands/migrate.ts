import type { Command } from "./index.ts";
import { openGround, say } from "./ground.ts";

/** Brings the database to this version and ends. */
export const migrateCommand: Command = {
  options: {},
  run: async () => {
    const ground = await openGround({ poolSize: 1 });
    await ground.close();
    say("The database is up to date.");
  },
};
