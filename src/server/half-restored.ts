import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StartFailure } from "./postgres.ts";

/** Lies in a data folder until what is restored into it is whole and stands still: before that it would send as the original does. */
const markOf = (dataDir: string) => join(dataDir, "half-restored");

export const markHalf = (dataDir: string): void => writeFileSync(markOf(dataDir), "");
export const markWhole = (dataDir: string): void => rmSync(markOf(dataDir));

/** Throws StartFailure for a folder whose restore was cut off. */
export function refuseHalf(dataDir: string): void {
  if (!existsSync(markOf(dataDir))) return;
  throw new StartFailure(
    "start.half-restored",
    `What is restored into ${dataDir} is not whole: it was cut off, or is still under way.`,
    "Wait for it, or empty the folder and restore the backup again.",
  );
}
