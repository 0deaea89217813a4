import { Readable } from "node:stream";
import { ZipFile } from "yazl";
import { harmless } from "../../lib/csv.ts";
import { type Cell, type ColumnKind, openWallClock, type Table } from "./table.ts";
import * as parts from "./workbook-parts.ts";

/** Rows of a sheet with its head; what is more goes into the next sheet. */
const SHEET_ROWS = 1_048_576;
/** Characters of a cell. */
const CELL_CHARS = 32_767;
/** Days from the sheet's first day, 1899-12-30, to 1970. */
const EPOCH_DAYS = 25_569;
const DAY_MS = 86_400_000;
/** A little more than the moment, so that readers which cut instead of rounding read it too. */
const SLACK_MS = 0.25;
const { formats } = parts;

type Draw = (place: string, value: Cell) => string;

const textCell = (place: string, value: string, style = ""): string => {
  const held = parts.holdable(value);
  const text = harmless(held.length > CELL_CHARS - 1 ? `${held.slice(0, CELL_CHARS - 2)}…` : held);
  return text === "" ? "" : `<c r="${place}"${style} t="inlineStr"><is><t xml:space="preserve">${parts.xmlText(text)}</t></is></c>`;
};

const ofNumber =
  (format: number, amount: (value: number) => number): Draw =>
  (place, value) =>
    typeof value === "number" && Number.isFinite(value)
      ? `<c r="${place}"${format ? ` s="${format}"` : ""}><v>${amount(value)}</v></c>`
      : "";

const ofTime =
  (format: number, wallMs: (text: string) => number): Draw =>
  (place, value) => {
    const atMs = value === null ? Number.NaN : wallMs(String(value));
    return Number.isNaN(atMs) ? "" : `<c r="${place}" s="${format}"><v>${atMs / DAY_MS + EPOCH_DAYS}</v></c>`;
  };

function drawers(zone: string): Record<ColumnKind, Draw> {
  const wallMs = openWallClock(zone);
  return {
    text: (place, value) => (value === null ? "" : textCell(place, String(value))),
    count: ofNumber(formats.plain, (value) => value),
    decimal: ofNumber(formats.decimal, (value) => value),
    fen: ofNumber(formats.money, (value) => value / 100),
    share: ofNumber(formats.share, (value) => value),
    moment: ofTime(formats.moment, (iso) => wallMs(iso) + SLACK_MS),
    day: ofTime(formats.day, (day) => Date.parse(`${day}T00:00:00Z`)),
  };
}

const widths: Record<ColumnKind, number> = { text: 18, count: 10, decimal: 12, fen: 14, share: 10, moment: 20, day: 12 };
const widthOf = (title: string, kind: ColumnKind) => Math.max(widths[kind], [...title].length * 2 + 4);

/**
 * A table as a workbook, zipped while it is read: numbers are numbers, moments are dates on the wall clock, text is never a formula.
 * Nothing is asked of the table before somebody reads, so that its errors always find whom to tell.
 */
export function writeXlsx(table: Table, sheetRows = SHEET_ROWS): Readable {
  async function* pieces(): AsyncGenerator<Buffer> {
    for await (const piece of zipUp(table, sheetRows)) yield piece as Buffer;
  }
  return Readable.from(pieces(), { objectMode: false });
}

function zipUp(table: Table, sheetRows: number): Readable {
  const zip = new ZipFile();
  const out = zip.outputStream;
  if (!(out instanceof Readable)) throw new Error("the archive does not flow");
  const draw = drawers(table.zone);
  const columns = table.columns.map((column, n) => ({ draw: draw[column.kind], name: parts.columnName(n) }));
  const source = table.rows[Symbol.asyncIterator]();
  let waiting: readonly (readonly Cell[])[] = [];

  const hasMore = async (): Promise<boolean> => {
    while (waiting.length === 0) {
      const next = await source.next();
      if (next.done) return false;
      waiting = next.value;
    }
    return true;
  };
  const rowXml = (row: readonly Cell[], n: number) =>
    `<row r="${n}">${columns.map((column, at) => column.draw(`${column.name}${n}`, row[at] ?? null)).join("")}</row>`;

  async function* sheet(): AsyncGenerator<Buffer> {
    const head = table.columns.map((column, n) => textCell(`${columns[n]?.name}1`, column.title, ` s="${formats.head}"`));
    const opening = parts.sheetOpening(table.columns.map((column) => widthOf(column.title, column.kind)));
    yield Buffer.from(`${opening}<row r="1">${head.join("")}</row>`);
    let written = 1;
    while (written < sheetRows && (await hasMore())) {
      const rows = waiting.slice(0, sheetRows - written);
      waiting = waiting.slice(rows.length);
      const first = written + 1;
      written += rows.length;
      yield Buffer.from(rows.map((row, n) => rowXml(row, first + n)).join(""));
    }
    yield Buffer.from(parts.sheetEnd(table.columns.length, written));
  }

  const addSheet = (n: number): void => {
    const stream = Readable.from(
      after(sheet(), async () => ((await hasMore()) ? addSheet(n + 1) : finish(n))),
      { objectMode: false },
    );
    stream.once("error", (error) => out.destroy(error));
    out.once("close", () => stream.destroy());
    zip.addReadStream(stream, `xl/worksheets/sheet${n}.xml`, { compressionLevel: 4 });
  };
  const finish = (sheets: number): void => {
    const add = (path: string, text: string) => zip.addBuffer(Buffer.from(text), path);
    add("xl/workbook.xml", parts.workbook(table.name, sheets));
    add("xl/_rels/workbook.xml.rels", parts.workbookLinks(sheets));
    add("xl/styles.xml", parts.styles);
    add("[Content_Types].xml", parts.contentTypes(sheets));
    add("_rels/.rels", parts.packageLinks);
    zip.end();
  };
  zip.once("error", (error: Error) => out.destroy(error));
  addSheet(1);
  return out;
}

/** The same pieces; `then` is called when the last one has been taken. */
async function* after<T>(pieces: AsyncIterable<T>, then: () => Promise<void>): AsyncGenerator<T> {
  yield* pieces;
  await then();
}
