/** The product for its makers: the server starts again at each change, Vite serves the pages, PostgreSQL stays up between restarts. */
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { readConfig } from "../src/server/config.ts";
import { startPostgres } from "../src/server/postgres.ts";

const root = join(import.meta.dirname, "..");
const PAGES_PORT = process.env.QUNCE_PAGES_PORT ?? "5173";
const pages = `http://localhost:${PAGES_PORT}`;
const config = readConfig(process.env);
const postgres = config.databaseUrl
  ? undefined
  : await startPostgres({ dataDir: config.dataDir, log: (line) => process.stdout.write(`${line}\n`) });

/** The pages come from Vite, so that is the origin the server trusts and the address it tells. */
const env = { ...process.env, PORT: String(config.port), QUNCE_PUBLIC_URL: config.publicUrl ?? pages };

function run(args: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: "inherit" });
  child.once("exit", () => void stop());
  return child;
}

let isStopping = false;

async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  const running = children.filter((child) => child.exitCode === null && child.signalCode === null);
  const ends = running.map((child) => new Promise((resolve) => child.once("exit", resolve)));
  for (const child of running) child.kill("SIGTERM");
  await Promise.all(ends);
  await postgres?.stop();
  process.exit(0);
}

process.on("SIGINT", () => void stop());
process.on("SIGTERM", () => void stop());
const children = [
  run(["--watch", "--watch-preserve-output", "src/main.ts", "serve", "--demo-default"]),
  run([join("node_modules", "vite", "bin", "vite.js"), "--port", PAGES_PORT, "--strictPort", "--clearScreen", "false"]),
];
