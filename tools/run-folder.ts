import { chmodSync, mkdtempSync, readdirSync, rmSync, statfsSync } from "node:fs";
import { freemem, tmpdir } from "node:os";
import { join } from "node:path";
import { isAlive } from "../src/server/postgres/processes.ts";

const MEMORY = "/dev/shm";
/** Far more than a run of all tests writes: about 2 GB. */
const ROOM_BYTES = 8 * 1024 ** 3;

function hasRoom(): boolean {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return process.platform === "linux" && Math.min(bavail * bsize, freemem()) > ROOM_BYTES;
  } catch {
    return false;
  }
}

/**
 * A folder for all that a run writes, which other accounts may pass: in memory where there is much, for disks are slow to make
 * thousands of files where thousands were just removed. Those of runs that were killed go.
 */
export function makeRunFolder(): string {
  const under = hasRoom() ? MEMORY : tmpdir();
  for (const name of readdirSync(under)) {
    const [, pid] = /^qunce-run-(\d+)-/.exec(name) ?? [];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(under, name), { recursive: true, force: true });
  }
  const folder = mkdtempSync(join(under, `qunce-run-${process.pid}-`));
  chmodSync(folder, 0o755);
  return folder;
}
