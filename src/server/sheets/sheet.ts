import { unguarded } from "../../lib/csv.ts";
import { type ByteSource, countedBytes, type Progress } from "./bytes.ts";
import { csvRows } from "./csv-rows.ts";
import type { SheetFormat, SheetRow } from "./format.ts";
import { xlsxRows } from "./xlsx-rows.ts";

/** A table that is being read from its beginning. */
export interface OpenSheet {
  /** Some hundred rows at a time, blank ones left out; cells without the quotes that keep a file's text from being run. Leaving the loop closes the file. */
  batches: AsyncGenerator<SheetRow[]>;
  progress: Progress;
}

export function openSheet(source: ByteSource, format: SheetFormat): OpenSheet {
  const progress: Progress = { bytesDone: 0 };
  const counted = countedBytes(source, progress);
  const batches = format.kind === "csv" ? csvRows(counted, format, progress) : xlsxRows(counted, format);
  return { batches: plainRows(batches), progress };
}

const isBlank = (row: SheetRow) => row.cells.every((cell) => cell.trim() === "");

async function* plainRows(batches: AsyncGenerator<SheetRow[]>): AsyncGenerator<SheetRow[]> {
  for await (const batch of batches) {
    const kept = batch.filter((row) => !isBlank(row));
    if (kept.length > 0) yield kept.map(({ line, cells }) => ({ line, cells: cells.map(unguarded) }));
  }
}
