import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Account } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import { StartFailure } from "./failure.ts";
import { rememberedPlace, writeWhole } from "./folder.ts";
import { canRun } from "./run.ts";

/** Folders every account may enter; systems sweep old files from the later ones. */
const READABLE_BASES = ["/var/lib", "/var/tmp", "/tmp"];

const Owner = z.object({ dataDir: z.string() });

/** A folder of root's that nobody else can have prepared for us. */
function openBase(base: string): string | undefined {
  const folder = join(base, "qunce");
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    const made = lstatSync(folder);
    if (!made.isDirectory() || made.uid !== 0 || (made.mode & 0o022) !== 0) return undefined;
    chmodSync(folder, 0o755);
    return folder;
  } catch {
    return undefined;
  }
}

function openBases(): string[] {
  const bases = READABLE_BASES.map(openBase).filter((base) => base !== undefined);
  if (bases.length > 0) return bases;
  throw new StartFailure(
    "postgres.no-place",
    `PostgreSQL cannot run as root, and none of ${READABLE_BASES.join(", ")} can be written for it.`,
    "Start as another user.",
  );
}

/** A database already there belongs to a data folder that was deleted: it is named, and neither used nor removed. */
export function newOutsideFolder(dataDir: string, log: (line: string) => void): string {
  const base = openBases()[0] ?? "";
  const name = createHash("sha256").update(dataDir).digest("hex").slice(0, 12);
  for (let take = 1; ; take++) {
    const folder = join(base, take === 1 ? name : `${name}-${take}`);
    if (!existsSync(folder)) {
      writeOwner(folder, dataDir);
      return folder;
    }
    log(`${folder} holds the database of an earlier data folder at this path; delete it when you no longer need it.`);
  }
}

function writeOwner(clusterDir: string, dataDir: string): void {
  writeWhole(`${clusterDir}.json`, { dataDir }, 0o644);
}

/** A moved data folder keeps its database; a copied one must not write into the original's. */
export function checkOwner(clusterDir: string, dataDir: string): void {
  const file = `${clusterDir}.json`;
  const owner = existsSync(file) ? Owner.parse(JSON.parse(readFileSync(file, "utf8"))).dataDir : dataDir;
  if (owner === dataDir) return;
  if (existsSync(owner) && rememberedPlace(owner).outside === clusterDir) {
    throw new StartFailure(
      "postgres.copied-folder",
      `${dataDir} is a copy of ${owner} and names the same database.`,
      "Remove postgres-place.json and postgres-secret.json from the copy to begin with an empty one, or use backup and restore.",
    );
  }
  writeOwner(clusterDir, dataDir);
}

/** The programs, put where the account can reach and run them; one copy serves every data folder. */
export async function copyPrograms(binaries: Binaries, account: Account): Promise<string> {
  for (const base of openBases()) {
    const copy = join(base, `postgresql-${binaries.version}`);
    if (!existsSync(copy)) copyWhole(binaries.root, copy);
    if (await canRun(copy, account)) return copy;
  }
  throw cannotRun();
}

export function cannotRun(): StartFailure {
  return new StartFailure(
    "postgres.cannot-run",
    "The built-in PostgreSQL does not run on this system.",
    "It needs a Linux with glibc (not musl); or set DATABASE_URL to a PostgreSQL 18 of your own.",
  );
}

function copyWhole(from: string, to: string): void {
  const half = `${to}.${process.pid}`;
  copyReadable(from, half);
  try {
    renameSync(half, to);
  } catch (error) {
    if (!existsSync(to)) throw error;
    rmSync(half, { recursive: true, force: true });
  }
}

/** Readable to all, for an install under a strict umask is not; file by file, which is fifty times faster than `cpSync`. */
function copyReadable(from: string, to: string): void {
  mkdirSync(to, { mode: 0o755 });
  chmodSync(to, 0o755);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyReadable(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else {
      copyFileSync(source, target);
      chmodSync(target, (statSync(source).mode & 0o100) === 0 ? 0o644 : 0o755);
    }
  }
}
