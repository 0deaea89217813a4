import { existsSync } from "node:fs";
import { join } from "node:path";
import { serverAccount, type Account } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import { StartFailure } from "./failure.ts";
import { rememberedPlace } from "./folder.ts";
import { cannotRun, checkOwner, copyPrograms, newOutsideFolder } from "./outside.ts";
import { canEnter, canRun } from "./run.ts";

/** Where the server's programs and files are, and who runs it. */
export interface Place {
  dataDir: string;
  /** PostgreSQL's own data directory. */
  clusterDir: string;
  isOutside: boolean;
  /** The folder with `bin`. */
  programs: string;
  /** Undefined when we run it as ourselves. */
  account: Account | undefined;
}

/** As root the server runs under another account, which cannot pass a folder closed to others: then it lives outside. */
export async function settlePlace(dataDir: string, binaries: Binaries, log: (line: string) => void): Promise<Place> {
  const { outside } = rememberedPlace(dataDir);
  const inside = join(dataDir, "postgres");
  if (outside !== undefined) checkOwner(outside, dataDir);
  const account = serverAccount([outside ?? inside, dataDir]);
  const programs = await reachablePrograms(binaries, account);
  if (outside !== undefined) return { dataDir, clusterDir: outside, isOutside: true, programs, account };
  if (account === undefined || (await canEnter(dataDir, account)))
    return { dataDir, clusterDir: inside, isOutside: false, programs, account };
  if (existsSync(inside)) throw folderClosed(dataDir);
  const clusterDir = newOutsideFolder(dataDir, log);
  log(`The database is kept in ${clusterDir}: PostgreSQL cannot run as root, and ${dataDir} is closed to other accounts.`);
  return { dataDir, clusterDir, isOutside: true, programs, account };
}

async function reachablePrograms(binaries: Binaries, account: Account | undefined): Promise<string> {
  if (await canRun(binaries.root, account)) return binaries.root;
  if (account === undefined) throw cannotRun();
  return copyPrograms(binaries, account);
}

function folderClosed(dataDir: string): StartFailure {
  return new StartFailure(
    "postgres.folder-closed",
    `PostgreSQL cannot run as root, and no other account may pass through ${dataDir} any more.`,
    "Allow passing (chmod o+x) on that folder and the folders above it.",
  );
}
