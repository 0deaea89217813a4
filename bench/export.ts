import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { machineLine, table, whole } from "./report.ts";

const Run = z.object({ tookMs: z.number(), sizeMb: z.number(), peakMb: z.number() });
const ROWS = 1_000_000;
const SMALL = 10_000;

async function write(format: "csv" | "xlsx", rows: number): Promise<z.infer<typeof Run>> {
  const child = join(import.meta.dirname, "export.child.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [child, format, String(rows)]);
  return Run.parse(JSON.parse(stdout));
}

/** A million rows into a file, each format in a process of its own, so that the peak of memory is its own. */
export async function exportSection(say: (line: string) => void): Promise<string> {
  const lines: string[][] = [];
  for (const format of ["csv", "xlsx"] as const) {
    for (const rows of [SMALL, ROWS]) {
      const { tookMs, sizeMb, peakMb } = await write(format, rows);
      lines.push([
        format.toUpperCase(),
        whole(rows),
        (tookMs / 1_000).toFixed(1),
        whole(rows / (tookMs / 1_000)),
        sizeMb.toFixed(1),
        peakMb.toFixed(0),
      ]);
      say(`${format} ${whole(rows)} rows in ${(tookMs / 1_000).toFixed(1)} s, peak ${peakMb.toFixed(0)} MB`);
    }
  }
  return [
    "## Export",
    `${machineLine()}.`,
    `Rows of 13 columns as an export of members has them (seven texts, two moments in the brand's zone, amount, counts, share), a thousand a page as the lists give them, through the writers of \`src/server/sheets\`; ` +
      `where they come from is left out. Each run is a process of its own; memory is its peak resident size, 10,000 rows beside a million: what is held is a page of rows and what the collector has not taken yet, never the file.`,
    table(["format", "rows", "s", "rows /s", "MB", "peak MB"], lines),
  ].join("\n\n");
}
