import { availableParallelism } from "node:os";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { brokenCluster, diskFull, folderFailure, StartFailure } from "./failure.ts";
import { writeWhole } from "./folder.ts";
import type { Place } from "./place.ts";
import { run } from "./run.ts";
import { memoryMb, serverSettings, sharedMemoryIsSmall } from "./settings.ts";

const MAJOR = "18";
export const OWNER = "qunce_owner";
const OUR_SETTINGS = "qunce.conf";

const Secret = z.object({ owner: z.string(), password: z.string() });

function secretFile(place: Place): string {
  return join(place.dataDir, "postgres-secret.json");
}

export function ownerPassword(place: Place): string {
  try {
    return Secret.parse(JSON.parse(readFileSync(secretFile(place), "utf8"))).password;
  } catch {
    throw new StartFailure(
      "postgres.secret-missing",
      `${secretFile(place)}, which holds the database's password, is missing or unreadable.`,
      "Restore it from a backup, or move the data folder away to begin with an empty one.",
    );
  }
}

/** Leaves a whole cluster of our version with our settings in the place, made now if there was none. */
export async function prepareCluster(place: Place, log: (line: string) => void): Promise<void> {
  try {
    if (!existsSync(place.clusterDir) || readdirSync(place.clusterDir).length === 0) {
      log("Making the database …");
      await makeCluster(place);
    }
    checkCluster(place);
    writeFileSync(
      join(place.clusterDir, OUR_SETTINGS),
      serverSettings({ memoryMb: memoryMb(), cores: availableParallelism(), smallSharedMemory: sharedMemoryIsSmall() }),
    );
    giveAway(place, join(place.clusterDir, OUR_SETTINGS));
  } catch (error) {
    throw error instanceof StartFailure ? error : folderFailure(error, place.clusterDir);
  }
}

/** Made beside and renamed when whole: a kill in between leaves nothing that looks finished. */
async function makeCluster(place: Place): Promise<void> {
  const half = `${place.clusterDir}.new`;
  const passwordFile = `${half}.password`;
  const password = randomBytes(24).toString("base64url");
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { mode: 0o700 });
  giveAway(place, half);
  try {
    rmSync(passwordFile, { force: true });
    writeFileSync(passwordFile, password, { mode: 0o600, flag: "wx" });
    giveAway(place, passwordFile);
    await initialise(place, half, passwordFile);
    writeFileSync(join(half, "postgresql.conf"), `\ninclude = '${OUR_SETTINGS}'\n`, { flag: "a" });
    rmSync(secretFile(place), { force: true });
    writeWhole(secretFile(place), { owner: OWNER, password }, 0o600);
    rmSync(place.clusterDir, { recursive: true, force: true });
    renameSync(half, place.clusterDir);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(half, { recursive: true, force: true });
  }
}

/** The locale is named in full: with LANG unset initdb would choose SQL_ASCII, and the system's locales change under us. */
async function initialise(place: Place, folder: string, passwordFile: string): Promise<void> {
  const args = ["--pgdata", folder, "--username", OWNER, "--pwfile", passwordFile, "--auth=scram-sha-256"];
  args.push("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--no-instructions");
  const { code, output } = await run(join(place.programs, "bin", "initdb"), args, place.account);
  if (code === 0) return;
  if (output.includes("No space left on device")) throw diskFull(place.clusterDir);
  const said =
    output
      .trim()
      .split("\n")
      .filter((line) => /error|fatal|could not|cannot/i.test(line))
      .at(-1) ?? output.trim().slice(-200);
  throw new StartFailure(
    "postgres.initdb",
    `The database could not be made: ${said}.`,
    "Mend that, or set DATABASE_URL to a PostgreSQL 18 of your own.",
  );
}

function giveAway(place: Place, path: string): void {
  if (place.account !== undefined) chownSync(path, place.account.uid, place.account.gid);
}

function checkCluster(place: Place): void {
  const dir = place.clusterDir;
  const owner = statSync(dir).uid;
  const us = place.account?.uid ?? process.getuid?.();
  if (owner !== us) {
    throw new StartFailure(
      "postgres.other-owner",
      `The database in ${dir} belongs to another account (uid ${owner}).`,
      "Start as the user who made it, or as root.",
    );
  }
  if (!existsSync(join(dir, "PG_VERSION"))) throw brokenCluster(dir, "PG_VERSION is missing");
  if (!existsSync(join(dir, "global", "pg_control"))) throw brokenCluster(dir, "global/pg_control is missing");
  const version = readFileSync(join(dir, "PG_VERSION"), "utf8").trim();
  if (version !== MAJOR) {
    throw new StartFailure(
      "postgres.other-version",
      `The database in ${dir} was made by PostgreSQL ${version}; this is PostgreSQL ${MAJOR}.`,
      "Make a backup with the release that made it, and restore it here.",
    );
  }
  chmodSync(dir, 0o700);
  ownerPassword(place);
}
