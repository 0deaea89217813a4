import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { brokenCluster, diskFull, portTaken, StartFailure } from "./failure.ts";
import type { Place } from "./place.ts";
import { waitUntilReady, type Postmaster } from "./postmaster.ts";
import { bareEnvironment } from "./run.ts";

const LOG_LIMIT_BYTES = 20 * 1024 * 1024;

/** Starts the server in a process group of its own, so that Ctrl-C reaches us and not it. */
export async function launchPostmaster(place: Place, port: number, log: (line: string) => void): Promise<Postmaster> {
  const file = join(place.dataDir, "postgres.log");
  rotate(file);
  const began = sizeOf(file);
  const out = openSync(file, "a", 0o600);
  const args = ["-D", place.clusterDir, "-p", String(port), "-h", "127.0.0.1", "-c", "unix_socket_directories="];
  const child = spawn(join(place.programs, "bin", "postgres"), args, {
    ...place.account,
    cwd: "/",
    env: bareEnvironment(),
    detached: true,
    stdio: ["ignore", out, out],
  });
  closeSync(out);
  const spawned = await new Promise<boolean>((resolve) => {
    child.once("spawn", () => resolve(true));
    child.once("error", () => resolve(false));
  });
  child.unref();
  if (!spawned || child.pid === undefined)
    throw new StartFailure("postgres.cannot-run", "PostgreSQL could not be run.", "Start as another user, or set DATABASE_URL.");
  const ready = await waitUntilReady(place, child.pid, log);
  if (ready !== undefined) return ready;
  throw explainEnd(readFileSync(file).subarray(began).toString("utf8"), place, port, file);
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function rotate(file: string): void {
  if (sizeOf(file) > LOG_LIMIT_BYTES) renameSync(file, `${file}.1`);
}

/** Turns the last words of a server that did not come up into a failure a person can act on. */
function explainEnd(words: string, place: Place, port: number, file: string): StartFailure {
  if (/Address already in use|could not bind IPv4/.test(words)) return portTaken(port);
  if (/No space left on device|Disk quota exceeded/.test(words)) return diskFull(place.clusterDir);
  const broken =
    /(?:FATAL|PANIC):\s+(.*(?:checkpoint|control file|pg_control|WAL|invalid|could not (?:open|access|read) (?:file|directory)|not a valid data directory).*)/.exec(
      words,
    );
  if (broken?.[1] !== undefined) return brokenCluster(place.clusterDir, broken[1]);
  const last = /(?:FATAL|PANIC):\s+(.*)/.exec(words)?.[1] ?? words.trim().split("\n").at(-1) ?? "";
  return new StartFailure("postgres.did-not-start", `PostgreSQL did not start${last === "" ? "" : `: ${last}`}.`, `Its log: ${file}`);
}

async function canListen(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(undefined));
    probe.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" ? address?.port : undefined));
    });
  });
}

/** The port of the last start when it is free, so that our other processes find the server again; else any free one. */
export async function choosePort(forced: number | undefined, last: number | undefined): Promise<number> {
  if (forced !== undefined) {
    if ((await canListen(forced)) === undefined) throw portTaken(forced);
    return forced;
  }
  const port = (last === undefined ? undefined : await canListen(last)) ?? (await canListen(0));
  if (port !== undefined) return port;
  throw new StartFailure(
    "postgres.no-port",
    "No port on 127.0.0.1 is free for the database.",
    "Close programs that hold many connections and start again.",
  );
}
