import { Readable } from "node:stream";
import { CSV_MARK, csvLine } from "../../lib/csv.ts";
import { type Cell, type ColumnKind, openWallClock, type Table } from "./table.ts";

type Print = (value: Cell) => Cell;

const ofNumber =
  (print: (value: number) => Cell): Print =>
  (value) =>
    typeof value === "number" && Number.isFinite(value) ? print(value) : null;

function printers(zone: string): Record<ColumnKind, Print> {
  const wallMs = openWallClock(zone);
  return {
    text: (value) => (value === null ? null : String(value)),
    count: ofNumber((value) => value),
    decimal: ofNumber((value) => Math.round(value * 1e4) / 1e4),
    fen: ofNumber((value) => Number((value / 100).toFixed(2))),
    share: ofNumber((value) => Math.round(value * 1e6) / 1e6),
    moment: (value) => (value === null ? null : new Date(wallMs(String(value))).toISOString().slice(0, 19).replace("T", " ")),
    day: (value) => (value === null ? null : String(value)),
  };
}

/** A table as CSV that spreadsheets open: amounts in yuan, shares as they are, moments on the wall clock. */
export function writeCsv(table: Table): Readable {
  const print = printers(table.zone);
  const kinds = table.columns.map((column) => print[column.kind]);
  async function* pieces(): AsyncGenerator<Buffer> {
    yield Buffer.from(CSV_MARK + csvLine(table.columns.map((column) => column.title)));
    for await (const rows of table.rows) {
      yield Buffer.from(rows.map((row) => csvLine(row.map((value, n) => kinds[n]?.(value) ?? null))).join(""));
    }
  }
  return Readable.from(pieces(), { objectMode: false });
}
