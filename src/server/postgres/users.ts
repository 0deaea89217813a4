import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { writeWhole } from "./folder.ts";
import { Stamp } from "./lock.ts";
import { isRunning, stampOf, type ProcessStamp } from "./processes.ts";

function usersFile(dataDir: string): string {
  return join(dataDir, "postgres-users.json");
}

/** The processes that use the server now; killed ones drop out. */
function livingUsers(dataDir: string): ProcessStamp[] {
  try {
    return z
      .array(Stamp)
      .parse(JSON.parse(readFileSync(usersFile(dataDir), "utf8")))
      .filter(isRunning);
  } catch {
    return [];
  }
}

/** Held under the lock, as all of this file. */
export function enter(dataDir: string): void {
  writeWhole(usersFile(dataDir), [...livingUsers(dataDir), stampOf(process.pid)], 0o644);
}

/** True when nobody is left, so that the server is to be stopped. */
export function leave(dataDir: string): boolean {
  const users = livingUsers(dataDir);
  const mine = users.findIndex((user) => user.pid === process.pid);
  const others = mine < 0 ? users : users.toSpliced(mine, 1);
  writeWhole(usersFile(dataDir), others, 0o644);
  return others.length === 0;
}
