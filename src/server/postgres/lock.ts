import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { errnoOf } from "./failure.ts";
import { isRunning, stampOf } from "./processes.ts";

export const Stamp = z.object({ pid: z.number().int(), began: z.string() });

/** Keeps apart the waits of one process. */
let waits = 0;

/** Runs the work while no other process of ours prepares, starts or stops the same server; a dead holder's lock is taken over. */
export async function withLock<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  const lock = join(dataDir, "postgres.lock");
  const mine = `${lock}.${process.pid}-${++waits}`;
  writeFileSync(mine, JSON.stringify(stampOf(process.pid)));
  try {
    while (!takeOnce(mine, lock)) await sleep(50);
  } finally {
    rmSync(mine, { force: true });
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** Linking is the atomic step: it fails when the name is there. */
function takeOnce(mine: string, lock: string): boolean {
  try {
    linkSync(mine, lock);
    return true;
  } catch (error) {
    if (errnoOf(error) !== "EEXIST") throw error;
  }
  if (!holderIsDead(lock)) return false;
  breakLock(lock, `${mine}.broken`);
  return false;
}

function holderIsDead(lock: string): boolean {
  try {
    const holder = Stamp.safeParse(JSON.parse(readFileSync(lock, "utf8")));
    return !holder.success || !isRunning(holder.data);
  } catch (error) {
    return error instanceof SyntaxError;
  }
}

/** Takes the dead lock aside first, so that a lock which another process took in the meantime can be put back. */
function breakLock(lock: string, aside: string): void {
  try {
    renameSync(lock, aside);
    if (!holderIsDead(aside)) linkSync(aside, lock);
  } catch (error) {
    if (!["ENOENT", "EEXIST"].includes(errnoOf(error))) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}
