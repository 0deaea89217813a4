import { createHash } from "node:crypto";
import { clockOf } from "./clock.rules.ts";
import { addedColumns } from "./headers.rules.ts";
import type { ImportOptions } from "./options.contract.ts";
import type { Manner } from "./reading.rules.ts";

export const digestOf = (text: string): string => createHash("sha256").update(text).digest("hex");

/** How the rows of a file are read. */
export function mannerOf(options: ImportOptions, header: readonly string[]): Manner {
  return { options, clock: clockOf(options.zone), digest: digestOf, addedColumns: addedColumns(header), header };
}
