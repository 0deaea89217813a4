import { existsSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "../../../shared/data");

/** A file of real data, which lies beside the project and not in it; where it does not, that is said, and what needs it is skipped. */
export function realData(name: string): { path: string; isThere: boolean } {
  const path = join(folder, name);
  const isThere = existsSync(path);
  if (!isThere) console.log(`skipped: ${path} is not there, so its known figures are not reproduced`);
  return { path, isThere };
}
