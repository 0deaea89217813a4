import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Client } from "pg";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { passableFolder } from "../testing/passable-folder.ts";
import { StartFailure, startPostgres, type Postgres } from "./postgres.ts";
import { isAlive } from "./postgres/processes.ts";

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** A data folder in a folder others may pass, unless it is to be closed as root's home is. */
function dataFolder(mode?: number): string {
  const folder = passableFolder("pg");
  if (mode !== undefined) chmodSync(folder, mode);
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "data");
}

let whole: string | undefined;

/** A data folder with a stopped database in it, copied from one that is made once. */
async function wholeDataFolder(): Promise<string> {
  if (whole === undefined) {
    const folder = passableFolder("pg");
    await (await startPostgres({ dataDir: join(folder, "data"), log: () => undefined })).stop();
    whole = folder;
  }
  const dataDir = dataFolder();
  execFileSync("cp", ["-a", join(whole, "data"), dataDir]);
  return dataDir;
}

afterAll(() => {
  if (whole !== undefined) rmSync(whole, { recursive: true, force: true });
});

async function start(dataDir: string, port?: number): Promise<Postgres> {
  const postgres = await startPostgres({ dataDir, port, log: () => undefined });
  cleanups.push(() => postgres.stop());
  return postgres;
}

async function ask<T>(url: string, sql: string): Promise<T[]> {
  const client = new Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: "array" })).rows.flat();
  } finally {
    await client.end();
  }
}

async function failureOf(starting: Promise<unknown>): Promise<StartFailure> {
  const thrown: unknown = await starting.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof StartFailure)) throw new Error(`expected a StartFailure, got ${String(thrown)}`);
  expect(thrown.line.split("\n")).toHaveLength(1);
  return thrown;
}

const Started = z.object({ pid: z.number(), url: z.string() });

/** Another process of ours on the same data folder. SIGTERM makes it stop as the product does. */
async function startElsewhere(dataDir: string, env: NodeJS.ProcessEnv = process.env) {
  const script = `
    const { startPostgres } = await import(${JSON.stringify(new URL("./postgres.ts", import.meta.url).href)});
    const postgres = await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, log: () => undefined });
    console.log(JSON.stringify({ pid: postgres.pid, url: postgres.ownerUrl }));
    const alive = setInterval(() => undefined, 1000);
    process.once("SIGTERM", () => void postgres.stop().then(() => clearInterval(alive)));`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], { env, stdio: ["ignore", "pipe", "inherit"] });
  cleanups.push(() => endProcess(child, "SIGKILL"));
  const [line] = await Promise.race([once(createInterface(child.stdout), "line"), once(child, "exit")]);
  return { child, ...Started.parse(JSON.parse(String(line))) };
}

async function endProcess(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, "exit");
}

async function until(isSo: () => boolean | Promise<boolean>, withinMs = 60_000): Promise<void> {
  for (let waitedMs = 0; !(await isSo()); waitedMs += 50) {
    if (waitedMs > withinMs) throw new Error("did not come about in time");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe("a whole start", () => {
  test("gives a durable UTF-8 database that keeps its data, address and password over a restart", async () => {
    const dataDir = dataFolder();
    const first = await start(dataDir);
    const settings =
      "select current_setting(s) from unnest(array['server_encoding','fsync','synchronous_commit','jit','listen_addresses','TimeZone']) s";
    expect(await ask(first.ownerUrl, settings)).toEqual(["UTF8", "on", "on", "off", "127.0.0.1", "UTC"]);
    expect(
      await ask(first.ownerUrl, "select datlocprovider::text || datlocale || current_database() from pg_database where datname = 'qunce'"),
    ).toEqual(["bC.UTF-8qunce"]);
    await ask(first.ownerUrl, "create table kept as select '群策' as word");
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);
    const began = performance.now();
    const second = await start(dataDir);
    console.info(`second start: ${Math.round(performance.now() - began)} ms`);
    expect(second.ownerUrl).toBe(first.ownerUrl);
    expect(await ask(second.ownerUrl, "select word from kept")).toEqual(["群策"]);
    expect(statSync(join(dataDir, "postgres-secret.json")).mode & 0o777).toBe(0o600);
  });

  test("works in a closed folder without LANG, for root in a place that is said once and remembered", async () => {
    const dataDir = dataFolder(0o700);
    const { LANG: _lang, LC_ALL: _lcAll, ...env } = process.env;
    const elsewhere = await startElsewhere(dataDir, env);
    expect(await ask(elsewhere.url, "select getdatabaseencoding()")).toEqual(["UTF8"]);
    await ask(elsewhere.url, "create table kept ()");
    await endProcess(elsewhere.child, "SIGTERM");
    expect(isAlive(elsewhere.pid)).toBe(false);
    const again = await start(dataDir);
    expect(await ask(again.ownerUrl, "select count(*)::int from kept")).toEqual([0]);
    if (process.getuid?.() === 0) {
      expect(again.clusterDir.startsWith(dataDir)).toBe(false);
      cleanups.unshift(() =>
        [again.clusterDir, `${again.clusterDir}.json`].forEach((path) => rmSync(path, { recursive: true, force: true })),
      );
    }
  });

  test("does not listen to the password of anyone else", async () => {
    const postgres = await start(await wholeDataFolder());
    await expect(ask(postgres.ownerUrl.replace(/:[^:@]+@/, ":wrong@"), "select 1")).rejects.toThrow("password authentication failed");
  });
});

describe("several processes on one data folder", () => {
  test("start at the same moment: one makes the server, the others adopt it, and the last to leave stops it", async () => {
    const dataDir = dataFolder();
    const all = await Promise.all([startElsewhere(dataDir), startElsewhere(dataDir), startElsewhere(dataDir)]);
    const [pid = 0, ...others] = new Set(all.map((each) => each.pid));
    expect(others).toEqual([]);
    for (const each of all) {
      expect(isAlive(pid)).toBe(true);
      await endProcess(each.child, "SIGTERM");
    }
    expect(isAlive(pid)).toBe(false);
  });

  test("a server whose starter was killed is adopted, and stopped by its adopter", async () => {
    const dataDir = await wholeDataFolder();
    const killed = await startElsewhere(dataDir);
    await endProcess(killed.child, "SIGKILL");
    expect(isAlive(killed.pid)).toBe(true);
    const adopter = await start(dataDir);
    expect(adopter).toMatchObject({ pid: killed.pid, ownerUrl: killed.url });
    await adopter.stop();
    expect(isAlive(killed.pid)).toBe(false);
  });

  test("all find the server again when it was killed and one of them restarted it", async () => {
    const dataDir = await wholeDataFolder();
    const other = await startElsewhere(dataDir);
    const here = await start(dataDir);
    const deaths: number[] = [];
    here.onDeath((pid) => deaths.push(pid));
    process.kill(other.pid, "SIGKILL");
    await until(() => here.pid !== other.pid);
    expect(deaths).toEqual([other.pid]);
    await endProcess(other.child, "SIGTERM");
    expect(await ask(here.ownerUrl, "select 1")).toEqual([1]);
  });
});

describe("a killed server", () => {
  test("comes back by itself at the same address, with what was acknowledged", async () => {
    const postgres = await start(await wholeDataFolder());
    await ask(postgres.ownerUrl, "create table kept as select 7 as n");
    const busy = ask(postgres.ownerUrl, "select sum(n) from generate_series(1, 1000000000) n").catch(() => undefined);
    for (let round = 0; round < 2; round++) {
      const { pid } = postgres;
      process.kill(pid, "SIGKILL");
      await until(() => postgres.pid !== pid);
    }
    await busy;
    expect(await ask(postgres.ownerUrl, "select n from kept")).toEqual([7]);
  });

  test("is healed at the next start when we were killed with it, whatever process has its number now", async () => {
    const dataDir = await wholeDataFolder();
    const both = await startElsewhere(dataDir);
    await ask(both.url, "create table kept as select 7 as n");
    await endProcess(both.child, "SIGKILL");
    process.kill(both.pid, "SIGKILL");
    await until(() => !isAlive(both.pid));
    const pidFile = join(dataDir, "postgres", "postmaster.pid");
    writeFileSync(pidFile, readFileSync(pidFile, "utf8").replace(String(both.pid), String(process.pid)));
    const healed = await start(dataDir);
    expect(await ask(healed.ownerUrl, "select n from kept")).toEqual([7]);
  });
});

describe("what cannot be healed is one readable line", () => {
  test("a file in the folder's place", async () => {
    const dataDir = dataFolder();
    writeFileSync(dataDir, "");
    expect(await failureOf(start(dataDir))).toMatchObject({ code: "postgres.data-folder-not-a-folder" });
  });

  test.skipIf(process.getuid?.() === 0)("a folder we may not write", async () => {
    const dataDir = dataFolder();
    mkdirSync(dataDir, { mode: 0o555 });
    expect(await failureOf(start(dataDir))).toMatchObject({ code: "postgres.data-folder-not-writable" });
  });

  test("a forced port that is taken", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const address = taken.address();
    const port = typeof address === "object" ? address?.port : undefined;
    expect(await failureOf(start(await wholeDataFolder(), port))).toMatchObject({ code: "postgres.port-taken" });
    taken.close();
  });

  test("a damaged cluster, one of another version, a lost password", async () => {
    const dataDir = await wholeDataFolder();
    const cluster = join(dataDir, "postgres");
    const spoil = async (path: string, words: string | undefined, code: string): Promise<void> => {
      const whole = readFileSync(path);
      if (words === undefined) rmSync(path);
      else writeFileSync(path, words);
      expect(await failureOf(start(dataDir))).toMatchObject({ code });
      writeFileSync(path, whole);
    };
    await spoil(join(cluster, "PG_VERSION"), undefined, "postgres.corrupted");
    await spoil(join(cluster, "PG_VERSION"), "16\n", "postgres.other-version");
    await spoil(join(cluster, "global", "pg_control"), "nothing", "postgres.corrupted");
    await spoil(join(dataDir, "postgres-secret.json"), undefined, "postgres.secret-missing");
    await (await start(dataDir)).stop();
    expect(existsSync(join(cluster, "postmaster.pid"))).toBe(false);
  });
});
