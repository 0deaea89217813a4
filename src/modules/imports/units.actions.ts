import type { Context } from "../../server/context.ts";
import { storedBytes } from "../../server/sheets/bytes.ts";
import { type OpenSheet, openSheet } from "../../server/sheets/sheet.ts";
import type { ImportKind } from "./fields.contract.ts";
import type { ImportWhole } from "./imports.store.ts";
import { mannerOf } from "./manner.actions.ts";
import { type ReadOf, readerOf } from "./readers.rules.ts";
import type { Row, Unit } from "./reading.rules.ts";
import { Tally } from "./tally.rules.ts";

export interface OpenImport<K extends ImportKind> {
  sheet: OpenSheet;
  /** Units in the order of the file, some hundred rows at a time. */
  batches: AsyncGenerator<{ rows: readonly Row[]; units: Unit<ReadOf[K]>[] }>;
}

/** Reads the file of an import from its beginning; `torn` are orders whose rows stand apart, as far as they are known. */
export function openImport<K extends ImportKind>(ctx: Context, one: ImportWhole & { kind: K }, torn: Tally): OpenImport<K> {
  const sheet = openSheet(storedBytes(ctx.files, ctx.brand.id, one), one.format);
  return { sheet, batches: unitsOf(sheet, one, torn) };
}

async function* unitsOf<K extends ImportKind>(
  sheet: OpenSheet,
  one: ImportWhole & { kind: K },
  torn: Tally,
): AsyncGenerator<{ rows: readonly Row[]; units: Unit<ReadOf[K]>[] }> {
  const reader = readerOf(one.kind, mannerOf(one.options, one.header), torn);
  let no = 0;
  for await (const batch of sheet.batches) {
    const rows: Row[] = [];
    for (const { line, cells } of batch) if (line > one.format.headerLine) rows.push({ no: ++no, line, cells });
    const units = rows.flatMap((row) => reader.push(row));
    if (rows.length > 0) yield { rows, units };
  }
  yield { rows: [], units: reader.end() };
}

/** Orders whose rows stand apart in the file, where the look at it found any. */
export async function findTorn(ctx: Context, one: ImportWhole, signal: AbortSignal): Promise<Tally> {
  const torn = new Tally();
  if (!one.totals?.badBy.some(({ problem }) => problem === "order-torn")) return torn;
  for await (const _ of openImport(ctx, one, torn).batches) signal.throwIfAborted();
  return torn;
}
