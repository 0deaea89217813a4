import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeWhole } from "./folder.ts";
import { Stamp } from "./lock.ts";
import { isRunning, stampOf, type ProcessStamp } from "./processes.ts";

function ownerFile(dataDir: string): string {
  return join(dataDir, "postgres-owner.json");
}

/** Lies there from an ordered stop to the next start: then the server's end is no death. */
function stoppedFile(dataDir: string): string {
  return join(dataDir, "postgres-stopped");
}

function ownerOf(dataDir: string): ProcessStamp | undefined {
  try {
    return Stamp.parse(JSON.parse(readFileSync(ownerFile(dataDir), "utf8")));
  } catch {
    return undefined;
  }
}

/** Whoever comes first owns the server, also when another process has to start it again; a dead owner is succeeded. Held under the lock. */
export function takeOwnership(dataDir: string): void {
  const owner = ownerOf(dataDir);
  if (owner === undefined || !isRunning(owner)) writeWhole(ownerFile(dataDir), stampOf(process.pid), 0o644);
  rmSync(stoppedFile(dataDir), { force: true });
}

export function isOwner(dataDir: string): boolean {
  const owner = ownerOf(dataDir);
  const us = stampOf(process.pid);
  return owner?.pid === us.pid && owner.began === us.began;
}

export function markStopped(dataDir: string): void {
  writeFileSync(stoppedFile(dataDir), "");
}

export function wasStopped(dataDir: string): boolean {
  return existsSync(stoppedFile(dataDir));
}

export function leave(dataDir: string): void {
  rmSync(ownerFile(dataDir), { force: true });
}
