import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { passableFolder } from "../src/testing/passable-folder.ts";
import { layPrepared } from "../src/testing/prepared.ts";
import { isAlive } from "../src/server/postgres/processes.ts";

const root = join(import.meta.dirname, "..");

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function listenSomewhere(): Promise<{ server: Server; port: number }> {
  const server = createServer().listen(0, "0.0.0.0");
  await once(server, "listening");
  return { server, port: z.object({ port: z.number() }).parse(server.address()).port };
}

async function freePort(): Promise<string> {
  const { server, port } = await listenSomewhere();
  server.close();
  await once(server, "close");
  return String(port);
}

/** Closed to others as root's home is, so that root's database lives outside and is taken away too. */
function closedFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "qunce-start-"));
  cleanups.push(() => {
    const outside = placeOf(join(folder, "data")).outside;
    for (const path of [folder, outside, `${outside}.json`]) if (path !== undefined) rmSync(path, { recursive: true, force: true });
  });
  return folder;
}

function placeOf(dataDir: string): { outside?: string } {
  const file = join(dataDir, "postgres-place.json");
  return existsSync(file) ? z.object({ outside: z.string().optional() }).parse(JSON.parse(readFileSync(file, "utf8"))) : {};
}

function databasePid(dataDir: string): number {
  const cluster = placeOf(dataDir).outside ?? join(dataDir, "postgres");
  return Number(readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n")[0]);
}

interface Run {
  child: ChildProcess;
  output: () => string;
  /** Its exit code, once it has ended. */
  ended: Promise<number | null>;
}

/** What `npm start` runs, in a process group of its own as a terminal would give it, and without LANG. */
function start(env: Record<string, string>): Run {
  const { LANG: _lang, LC_ALL: _lcAll, DATABASE_URL: _url, ...own } = process.env;
  const child = spawn(process.execPath, [join(root, "tools", "bootstrap.mjs"), "start"], {
    cwd: "/",
    env: { ...own, ...env },
    detached: true,
  });
  let output = "";
  const collect = (piece: Buffer): void => {
    output += piece.toString("utf8");
  };
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  const ended = once(child, "close").then(() => child.exitCode);
  cleanups.push(async () => {
    signalGroup(child, "SIGTERM");
    await ended;
  });
  return { child, output: () => output, ended };
}

/** As a terminal's Ctrl-C does: every process of the group hears it. npm passes it on once more. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  const isRunning = child.exitCode === null && child.signalCode === null;
  if (child.pid !== undefined && isRunning) process.kill(-child.pid, signal);
}

async function untilUp(run: Run, port: string): Promise<void> {
  while (run.child.exitCode === null) {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`it ended:\n${run.output()}`);
}

test("starts in a closed folder, drains at Ctrl-C with its database, starts again, and outlives kill -9", async () => {
  const dataDir = join(closedFolder(), "data");
  const port = await freePort();
  const env = { PORT: port, QUNCE_DATA_DIR: dataDir, QUNCE_DEMO: "0" };
  const first = start(env);
  await untilUp(first, port);
  const firstPid = databasePid(dataDir);
  signalGroup(first.child, "SIGINT");
  setTimeout(() => signalGroup(first.child, "SIGINT"), 50);
  expect(await first.ended).toBe(0);
  expect(isAlive(firstPid)).toBe(false);
  const killed = start(env);
  await untilUp(killed, port);
  const pid = databasePid(dataDir);
  signalGroup(killed.child, "SIGKILL");
  await killed.ended;
  expect(isAlive(pid)).toBe(true);
  const again = start(env);
  await untilUp(again, port);
  expect(databasePid(dataDir)).toBe(pid);
  again.child.kill("SIGTERM");
  expect(await again.ended).toBe(0);
  expect(isAlive(pid)).toBe(false);
});

test("a taken port, a broken data folder and a wrong DATABASE_URL are one readable line each", async () => {
  const folder = closedFolder();
  const taken = await listenSomewhere();
  cleanups.push(() => void taken.server.close());
  writeFileSync(join(folder, "file"), "");
  const used = passableFolder("taken");
  cleanups.push(() => rmSync(used, { recursive: true, force: true }));
  await layPrepared(join(used, "data"));
  const cases: [Record<string, string>, RegExp][] = [
    [{ PORT: String(taken.port), QUNCE_DATA_DIR: join(used, "data") }, /^Port \d+ is taken\..*$/m],
    [{ PORT: "0", QUNCE_DATA_DIR: join(folder, "file") }, /^\S+file is not a folder\..*$/m],
    [
      { PORT: "0", QUNCE_DATA_DIR: join(folder, "other"), DATABASE_URL: "postgres://a:b@127.0.0.1:9/none" },
      /^DATABASE_URL .* cannot be used.*$/m,
    ],
  ];
  for (const [env, line] of cases) {
    const run = start({ QUNCE_DEMO: "0", ...env });
    expect(await run.ended).toBe(1);
    expect(run.output()).toMatch(line);
    expect(run.output()).not.toMatch(/^\s+at /m);
  }
});
