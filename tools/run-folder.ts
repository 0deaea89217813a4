import { rmSync, statfsSync } from "node:fs";
import { freemem, tmpdir } from "node:os";
import { leftBehind, passableFolder } from "../src/testing/passable-folder.ts";

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
 * A folder for all that a run writes: in memory where there is much, for disks are slow to make
 * thousands of files where thousands were just removed. Those of runs that were killed go.
 */
export function makeRunFolder(): string {
  const under = hasRoom() ? MEMORY : tmpdir();
  for (const folder of leftBehind("run", under)) rmSync(folder, { recursive: true, force: true });
  return passableFolder(`run-${process.pid}`, under);
}
