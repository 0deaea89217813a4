import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import type { ImportKind } from "../src/modules/imports/fields.contract.ts";
import limits from "../src/commands/limits.json" with { type: "json" };

/** What `npm run import` is let have: without a limit V8 takes what the machine has. */
export const HEAP: readonly string[] = limits.import;
/** The promise of an import of a million rows, of resident memory. */
export const IMPORT_MB = 300;

const Measured = z.object({
  /** Before the file is opened. */
  baseMb: z.number(),
  uploadMs: z.number(),
  checkMs: z.number(),
  /** The most until the file was looked at whole. */
  checkedMb: z.number(),
  runMs: z.number(),
  peakMb: z.number(),
  counts: z.object({ read: z.number(), new: z.number(), changed: z.number(), same: z.number(), bad: z.number() }),
  state: z.string(),
  fen: z.number().nullish(),
});
export type Measured = z.infer<typeof Measured>;

/** Imports a file by the public actions in a process of its own, under the memory the command has. */
export async function measureImport(ask: {
  ownerUrl: string;
  slug: string;
  kind: ImportKind;
  file: string;
  dataDir: string;
  /** What is not taken in by then stays out. */
  limitMs?: number;
}): Promise<Measured> {
  const child = join(import.meta.dirname, "import.child.ts");
  const asked = [ask.ownerUrl, ask.slug, ask.kind, ask.file, ask.dataDir, String(ask.limitMs ?? "")];
  const { stdout } = await promisify(execFile)(process.execPath, [...HEAP, child, ...asked], { maxBuffer: 1e7 });
  const measured = Measured.parse(JSON.parse(stdout));
  if (measured.state !== "done" && !(ask.limitMs && measured.state === "cancelled"))
    throw new Error(`the import ended as ${measured.state}`);
  return measured;
}
