import type { Readable } from "node:stream";
import { Refusal } from "../../lib/refusal.ts";
import { type Context, requirePermission } from "../../server/context.ts";
import { removeFiles, storeStream, type StoredFile } from "../../server/files.ts";
import { type ByteSource, storedBytes } from "../../server/sheets/bytes.ts";
import { BATCH_CHARACTERS, MOST_COLUMNS, type SheetFormat, type SheetRow, sizeOf } from "../../server/sheets/format.ts";
import { openSheet } from "../../server/sheets/sheet.ts";
import { sniffSheet } from "../../server/sheets/sniff.ts";
import type { ImportKind } from "./fields.contract.ts";
import { firstGuess } from "./guess.actions.ts";
import { headerKey } from "./headers.rules.ts";
import type { Format } from "./imports.contract.ts";
import * as store from "./imports.store.ts";
import { findHeader, headingsOf, keepable, SAMPLE_ROWS, sampleCells } from "./sample.rules.ts";

/** Keeps a file that flows in and makes an import of it, nothing of it taken yet; answers its id. Refuses what holds no table with headings and rows. */
export async function takeUpload(
  outer: Context,
  bytes: Readable,
  file: { name: string; kind: ImportKind | null; limitBytes: number },
): Promise<{ id: string }> {
  requirePermission(outer, "imports.run");
  const stored = await storeStream(outer, bytes, { name: file.name, limitBytes: file.limitBytes, space: "imports" });
  try {
    const source = storedBytes(outer.files, outer.brand.id, stored);
    const looked = await lookAt(source, await sniffSheet(source));
    return await outer.transaction((ctx) => makeImport(ctx, stored, looked, file.kind));
  } catch (error) {
    if (error instanceof Refusal) await dropUnused(outer, stored.sha256);
    throw error;
  }
}

export interface Looked {
  format: Format;
  header: string[];
  headerKey: string;
  sample: store.SampleRow[];
}

/** Headings and first rows of a file as it is written. */
export async function lookAt(source: ByteSource, written: SheetFormat): Promise<Looked> {
  const rows = await firstRows(source, written);
  const head = findHeader(rows);
  if (!head) throw new Refusal("invalid", "sheets.empty");
  const cells = head.cells.slice(0, lastFilled(head.cells));
  if (cells.length > MOST_COLUMNS) throw new Refusal("invalid", "sheets.too-many-columns", { most: MOST_COLUMNS });
  const sample = rows.filter((row) => row.line > head.line).map(({ line, cells: own }) => ({ line, cells: sampleCells(own) }));
  if (sample.length === 0) throw new Refusal("invalid", "imports.header-only");
  return { format: { ...written, headerLine: head.line }, header: headingsOf(cells), headerKey: headerKey(cells), sample };
}

const lastFilled = (cells: readonly string[]) => cells.findLastIndex((cell) => cell.trim() !== "") + 1;

/** Fewer where they are very long. */
async function firstRows(source: ByteSource, written: SheetFormat): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  let characters = 0;
  for await (const batch of openSheet(source, written).batches) {
    rows.push(...batch);
    for (const { cells } of batch) characters += sizeOf(cells);
    if (rows.length > SAMPLE_ROWS || characters > BATCH_CHARACTERS) break;
  }
  return rows.slice(0, SAMPLE_ROWS + 1);
}

async function makeImport(ctx: Context, file: StoredFile, looked: Looked, asked: ImportKind | null): Promise<{ id: string }> {
  const id = ctx.newId();
  const { kind, options } = await firstGuess(ctx, looked, asked, file.name);
  await store.insertImport(
    ctx.db,
    ctx.brand.id,
    {
      ...looked,
      id,
      kind,
      options,
      fileName: keepable(file.name, 200),
      sha256: file.sha256,
      sizeBytes: file.sizeBytes,
      createdBy: ctx.actor.kind === "staff" ? ctx.actor.id : null,
      createdByName: ctx.actor.name,
    },
    ctx.now,
  );
  await ctx.audit({ action: "imports.upload", targetKind: "import", targetId: id, after: { name: file.name, sizeBytes: file.sizeBytes } });
  return { id };
}

/** Puts a file away that an import led to, unless another needs it. */
export async function dropUnused(ctx: Context, sha256: string): Promise<void> {
  if (!(await store.isFileNeeded(ctx.db, ctx.brand.id, sha256))) await removeFiles(ctx, [sha256]);
}
