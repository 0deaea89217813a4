import { chmodSync, existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { folderFailure, StartFailure } from "./failure.ts";

/** Kept in the data folder, so that a moved folder still finds its database and a restart keeps its port. */
const Remembered = z.object({
  /** The cluster's folder where it is not inside the data folder. */
  outside: z.string().optional(),
  port: z.number().int().optional(),
});
export type Remembered = z.infer<typeof Remembered>;

/** Makes the data folder when it is missing (others may pass through it, so that root's server can) and proves that it can be written. */
export function openDataFolder(wanted: string): string {
  try {
    if (!existsSync(wanted)) {
      mkdirSync(wanted, { recursive: true });
      chmodSync(wanted, 0o711);
    }
    const probe = join(wanted, `.probe-${process.pid}`);
    writeFileSync(probe, "probe");
    rmSync(probe);
    return realpathSync(wanted);
  } catch (error) {
    throw folderFailure(error, wanted);
  }
}

export function rememberedPlace(dataDir: string): Remembered {
  const file = join(dataDir, "postgres-place.json");
  if (!existsSync(file)) return {};
  try {
    return Remembered.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    throw new StartFailure(
      "postgres.place-unreadable",
      `${file} cannot be read.`,
      "Restore it from a backup; it names the folder of the database.",
    );
  }
}

export function rememberPlace(dataDir: string, place: Remembered): void {
  writeWhole(join(dataDir, "postgres-place.json"), place, 0o644);
}

/** A reader sees the old file or the new one, never half of it. */
export function writeWhole(file: string, value: unknown, mode: number): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(value, null, 2)}\n`, { mode });
  renameSync(`${file}.new`, file);
}
