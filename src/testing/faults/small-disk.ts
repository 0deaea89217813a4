import { spawnSync } from "node:child_process";
import { chmodSync, closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A file system of its own with little room, which only root may mount. */
export interface SmallDisk {
  folder: string;
  /** Takes all room but so many bytes. */
  fill: (leave?: number) => void;
  /** Gives it back. */
  clear: () => void;
  drop: () => void;
}

/** Undefined where this user may not mount one; the caller says so. */
export function mountSmallDisk(megabytes: number): SmallDisk | undefined {
  const folder = mkdtempSync(join(tmpdir(), "qunce-disk-"));
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m,mode=755`, "tmpfs", folder]).status === 0;
  if (!mounted) {
    rmSync(folder, { recursive: true, force: true });
    return undefined;
  }
  chmodSync(folder, 0o755);
  const filler = join(folder, "filler");
  const clear = () => rmSync(filler, { force: true });
  return {
    folder,
    fill: (leave = 0) => {
      const piece = Buffer.alloc(64 * 1024, 1);
      const file = openSync(filler, "a");
      try {
        while (roomIn(folder) > leave) writeSync(file, piece, 0, Math.min(piece.length, roomIn(folder) - leave));
      } catch {
        // Full is what was wanted.
      } finally {
        closeSync(file);
      }
    },
    clear,
    drop: () => {
      spawnSync("umount", ["-l", folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function roomIn(folder: string): number {
  const { bsize, bavail } = statfsSync(folder);
  return bsize * bavail;
}
