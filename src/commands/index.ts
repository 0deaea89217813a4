import type { ParseArgsOptionsConfig } from "node:util";
import { backupCommand } from "./backup.ts";
import { demoCommand } from "./demo.ts";
import { importCommand } from "./import.ts";
import { jobCommand } from "./job.ts";
import { migrateCommand } from "./migrate.ts";
import { passwordCommand } from "./password.ts";
import { restoreCommand } from "./restore.ts";
import { serveCommand } from "./serve.ts";
import { workCommand } from "./work.ts";

export interface Command {
  options: ParseArgsOptionsConfig;
  run: (values: Record<string, unknown>, positionals: string[]) => Promise<void>;
}

/** The words the program understands. */
export const commands: Record<string, Command> = {
  serve: serveCommand,
  work: workCommand,
  migrate: migrateCommand,
  import: importCommand,
  demo: demoCommand,
  job: jobCommand,
  password: passwordCommand,
  backup: backupCommand,
  restore: restoreCommand,
};
