import { parseArgs } from "node:util";
import { commands } from "./commands/index.ts";
import { StartFailure } from "./server/postgres.ts";

const [name = "serve", ...rest] = process.argv.slice(2);
const command = commands[name];

if (!command) {
  console.error(`No command "${name}". There are: ${Object.keys(commands).join(", ")}.`);
  process.exit(2);
}
try {
  const { values, positionals } = parseArgs({ args: rest, allowPositionals: true, strict: true, options: command.options });
  await command.run(values, positionals);
} catch (error) {
  console.error(error instanceof StartFailure ? error.line : error instanceof Error && !process.env.QUNCE_TRACE ? error.message : error);
  process.exitCode = 1;
}
