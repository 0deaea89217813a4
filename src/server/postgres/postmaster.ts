import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client, DatabaseError } from "pg";
import { OWNER, ownerPassword } from "./cluster.ts";
import { diskFull, StartFailure } from "./failure.ts";
import type { Place } from "./place.ts";
import { hasEnded, isAlive, isServerOf, orphansIn, signal } from "./processes.ts";

/** PostgreSQL's code for it. */
const DISK_FULL = "53100";

/** A server that answers. */
export interface Postmaster {
  pid: number;
  port: number;
}

/** The lines of `postmaster.pid` that matter; the port and the state are written a moment after the pid. */
interface PidFile {
  pid: number;
  port: number | undefined;
  state: string;
}

function readPidFile(clusterDir: string): PidFile | undefined {
  try {
    const lines = readFileSync(join(clusterDir, "postmaster.pid"), "utf8").split("\n");
    const pid = Number(lines[0]);
    const port = Number(lines[3]);
    return Number.isInteger(pid) && pid > 0 ? { pid, port: port > 0 ? port : undefined, state: lines[7]?.trim() ?? "" } : undefined;
  } catch {
    return undefined;
  }
}

/** The living server of this cluster, once it is ready; when there is none, what a killed one left is cleared. Held under the lock. */
export async function adoptPostmaster(place: Place, log: (line: string) => void): Promise<Postmaster | undefined> {
  const found = readPidFile(place.clusterDir);
  if (found !== undefined && isServerOf(found.pid, place.clusterDir)) {
    const adopted = await waitUntilReady(place, found.pid, log);
    if (adopted !== undefined) {
      await mustBeOurs(place, adopted);
      return adopted;
    }
  }
  await clearRemains(place, log);
  return undefined;
}

/** Follows a starting server until it answers; undefined when it ended. A recovery after a crash may take minutes. */
export async function waitUntilReady(place: Place, pid: number, log: (line: string) => void): Promise<Postmaster | undefined> {
  for (let waitedMs = 0; isAlive(pid); waitedMs += 20) {
    const file = readPidFile(place.clusterDir);
    if (file?.pid === pid && file.state === "ready" && file.port !== undefined) return { pid, port: file.port };
    if (waitedMs > 0 && waitedMs % 15_000 === 0) log(`PostgreSQL is ${file?.state === "stopping" ? "stopping" : "recovering its files"} …`);
    await sleep(20);
  }
  return undefined;
}

export function urlOf(place: Place, port: number, database: string): string {
  return `postgres://${OWNER}:${ownerPassword(place)}@127.0.0.1:${port}/${database}`;
}

async function asOwner<T>(place: Place, port: number, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: urlOf(place, port, "postgres"), connectionTimeoutMillis: 30_000 });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Another server on the port would not know our password, or would keep its files elsewhere. */
async function mustBeOurs(place: Place, server: Postmaster): Promise<void> {
  let folder: unknown;
  try {
    folder = await asOwner(place, server.port, async (client) => {
      const answer = await client.query<{ folder: string }>("select current_setting('data_directory') as folder");
      return answer.rows[0]?.folder;
    });
  } catch (error) {
    throw foreignServer(place, server, error instanceof Error ? error.message : String(error));
  }
  if (folder !== place.clusterDir) throw foreignServer(place, server, `it serves ${String(folder)}`);
}

function foreignServer(place: Place, server: Postmaster, why: string): StartFailure {
  return new StartFailure(
    "postgres.foreign-server",
    `A PostgreSQL (process ${server.pid}, port ${server.port}) holds ${place.clusterDir} and cannot be taken over: ${why}.`,
    "Stop that process and start again.",
  );
}

/** After a killed server: its pid file goes, and so do server processes that still hold its shared memory. */
async function clearRemains(place: Place, log: (line: string) => void): Promise<void> {
  if (readPidFile(place.clusterDir) !== undefined) log("The last PostgreSQL was killed; its files are being recovered.");
  const orphans = orphansIn(place.clusterDir);
  for (const name of ["SIGQUIT", "SIGKILL"] as const) {
    for (const pid of orphans) signal(pid, name);
    for (const pid of orphans) await hasEnded(pid, 1000);
  }
  rmSync(join(place.clusterDir, "postmaster.pid"), { force: true });
}

export async function createDatabase(place: Place, port: number, name: string): Promise<void> {
  await asOwner(place, port, async (client) => {
    const found = await client.query("select 1 from pg_database where datname = $1", [name]);
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  }).catch((error: unknown) => {
    throw error instanceof DatabaseError && error.code === DISK_FULL ? diskFull(place.clusterDir) : error;
  });
}

/** Fast (open sessions are ended, files written), then immediate (recovery at the next start), then by force. */
export async function stopPostmaster(pid: number): Promise<void> {
  const steps = [
    { name: "SIGINT", withinMs: 30_000 },
    { name: "SIGQUIT", withinMs: 5_000 },
    { name: "SIGKILL", withinMs: 5_000 },
  ] as const;
  for (const step of steps) {
    if (!signal(pid, step.name) || (await hasEnded(pid, step.withinMs))) return;
  }
}
