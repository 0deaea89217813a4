import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { passableFolder } from "../src/testing/passable-folder.ts";
import { machineLine, median, table } from "./report.ts";

const root = join(import.meta.dirname, "..");
const RESTARTS = 5;
/** Given to a server at rest before its memory is read. */
const IDLE_MS = 15_000;
const LIMIT_MS = 120_000;

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}

interface Started {
  server: ChildProcess;
  /** From the process's start to the first page's last byte. */
  firstPageMs: number;
  /** To the line that says all is up, the demo brand made. */
  upMs: number;
  stop: () => Promise<number>;
}

/** Starts the product as `npm start` does once it is installed and built, and asks for its first page until it is there. */
async function start(dataDir: string, port: number, demo: boolean): Promise<Started> {
  const begun = performance.now();
  const env = { ...process.env, PORT: String(port), QUNCE_DATA_DIR: dataDir, QUNCE_DEMO: demo ? "1" : "0" };
  const server = spawn(process.execPath, [join(root, "src/main.ts"), "serve"], { cwd: root, env, stdio: ["ignore", "pipe", "inherit"] });
  const up = new Promise<number>((resolve, reject) => {
    let said = "";
    server.stdout.on("data", (piece: Buffer) => {
      said += piece.toString();
      if (said.includes("Qunce is up")) resolve(performance.now() - begun);
    });
    server.once("exit", (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
  });
  const firstPageMs = await firstPage(`http://127.0.0.1:${port}/`, begun);
  const upMs = await up;
  return {
    server,
    firstPageMs,
    upMs,
    stop: async () => {
      const asked = performance.now();
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGTERM");
      await ended;
      return performance.now() - asked;
    },
  };
}

async function firstPage(url: string, begun: number): Promise<number> {
  while (performance.now() - begun < LIMIT_MS) {
    const page = await fetch(url).catch(() => null);
    if (page?.ok && (await page.text()).includes("<html")) return performance.now() - begun;
    await sleep(20);
  }
  throw new Error(`no page at ${url} within ${LIMIT_MS / 1000} s`);
}

/** Resident memory of one process in MB, as Linux counts it. */
function residentMb(pid: number | undefined): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return Number(line?.[1] ?? 0) / 1024;
}

function buildWebMs(outDir: string): number {
  const begun = performance.now();
  const vite = join(root, "node_modules/vite/bin/vite.js");
  const asked = ["build", "--logLevel", "warn", "--outDir", outDir, "--emptyOutDir"];
  const { status, stderr } = spawnSync(process.execPath, [vite, ...asked], { cwd: root, env: { ...process.env, NODE_ENV: "production" } });
  if (status !== 0) throw new Error(`the web does not build: ${stderr.toString()}`);
  return performance.now() - begun;
}

/** P10: the first page on a fresh folder, with the demo brand made beside, each start after that, and Node's own memory at rest. */
export async function startSection(say: (line: string) => void): Promise<string> {
  const folder = passableFolder("bench-start");
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  const megabytes = (mb: number) => `${mb.toFixed(0)} MB`;
  const rows: [string, string, string][] = [];
  const note = (what: string, figure: string, target = "") => {
    say(`  ${what}: ${figure}`);
    rows.push([what, figure, target]);
  };
  try {
    const webMs = buildWebMs(join(folder, "web"));
    note("building the web", seconds(webMs));
    const port = await freePort();
    const dataDir = join(folder, "data");
    const first = await start(dataDir, port, true);
    note("first page on an empty data folder (database made and migrated)", seconds(first.firstPageMs));
    note("first page after the install, web build included", seconds(webMs + first.firstPageMs), "≤ 30 s");
    note("until the demo brand is made and all is up", seconds(first.upMs));
    note("Node's memory right after that", megabytes(residentMb(first.server.pid)), "≤ 350 MB");
    await sleep(IDLE_MS);
    note("at rest", megabytes(residentMb(first.server.pid)), "≤ 350 MB");
    await first.stop();
    const pages: number[] = [];
    const ups: number[] = [];
    const stops: number[] = [];
    let restedMb = 0;
    for (let round = 0; round < RESTARTS; round++) {
      const again = await start(dataDir, port, true);
      pages.push(again.firstPageMs);
      ups.push(again.upMs);
      if (round === RESTARTS - 1) {
        await sleep(IDLE_MS);
        restedMb = residentMb(again.server.pid);
      }
      stops.push(await again.stop());
    }
    note(`restart to the first page, median of ${RESTARTS}`, seconds(median(pages)), "≤ 3 s");
    note("worst", seconds(Math.max(...pages)), "≤ 3 s");
    note("restart until all is up", seconds(median(ups)));
    note("stop, the database too", seconds(median(stops)));
    note("Node's memory at rest after a restart, with the demo brand", megabytes(restedMb), "≤ 350 MB");
    return [
      "## Start and memory",
      `${machineLine()}.`,
      `The web is built into a folder of its own, then the server starts on an empty data folder as \`npm start\` does after the install, with the demo brand; then it is stopped and started ${RESTARTS} times. ` +
        `A page counts when its last byte is there. Memory is the resident set of the serving process alone, PostgreSQL aside; "at rest" is ${IDLE_MS / 1000} s later with all tickers running.`,
      table(["what", "figure", "target"], rows),
    ].join("\n\n");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
