import { pipeline, type Readable, Transform } from "node:stream";
import { createGunzip } from "node:zlib";
import { CsvError, parse } from "csv-parse";
import type { RefusalCode } from "../../lib/refusal-codes.ts";
import { Refusal } from "../../lib/refusal.ts";
import { type ByteSource, guardInflated, type Progress } from "./bytes.ts";
import { BATCH_CHARACTERS, MOST_CHARACTERS, type SheetEncoding, type SheetFormat, type SheetRow, sizeOf } from "./format.ts";

/** Rows handed on at once. */
const BATCH_ROWS = 1_000;

/** Text in any encoding as UTF-8; what cannot be read becomes U+FFFD, by which its row is known. */
function toUtf8(encoding: SheetEncoding): Transform {
  const decoder = new TextDecoder(encoding);
  return new Transform({
    transform: (piece: Buffer, _encoding, done) => done(null, Buffer.from(decoder.decode(piece, { stream: true }))),
    flush: (done) => done(null, Buffer.from(decoder.decode())),
  });
}

/** The bytes of the text itself, unpacked where it is packed. */
export function textBytes(source: ByteSource, format: { gzip: boolean }, progress: Progress, onError: (error: Error) => void): Readable {
  const file = source.read();
  if (!format.gzip) return file;
  const from = progress.bytesDone;
  const guard = guardInflated(() => progress.bytesDone - from);
  pipeline(file, createGunzip(), guard, (error) => error && onError(error));
  return guard;
}

const faults: Readonly<Record<string, RefusalCode>> = {
  CSV_MAX_RECORD_SIZE: "sheets.row-too-long",
  CSV_QUOTE_NOT_CLOSED: "sheets.quote-open",
};

/** What stopped the reading, as something a person can act on. */
function faultOf(error: unknown, pairs: number): unknown {
  if (error instanceof CsvError) {
    const line = "lines" in error && typeof error.lines === "number" ? error.lines - pairs : null;
    return new Refusal("invalid", faults[error.code] ?? "sheets.csv-broken", { line });
  }
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return /^Z_|^ERR_.*ZLIB/.test(code) ? new Refusal("invalid", "sheets.gz-broken") : error;
}

/** Line ends within cells; those of two characters, which the parser counts twice. */
function endsIn(cells: readonly string[]): { ends: number; pairs: number } {
  let ends = 0;
  let pairs = 0;
  for (const cell of cells) {
    if (!cell.includes("\n") && !cell.includes("\r")) continue;
    for (const [end] of cell.matchAll(/\r\n?|\n/g)) {
      ends++;
      pairs += end.length - 1;
    }
  }
  return { ends, pairs };
}

/** The rows of a CSV file, some hundred at a time, blank ones left out. */
export async function* csvRows(
  source: ByteSource,
  format: Extract<SheetFormat, { kind: "csv" }>,
  progress: Progress,
): AsyncGenerator<SheetRow[]> {
  const parser = parse({
    bom: true,
    delimiter: format.delimiter,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MOST_CHARACTERS,
    record_delimiter: ["\r\n", "\n", "\r"],
  });
  const text = textBytes(source, format, progress, (error) => parser.destroy(error));
  const parts = format.encoding === "utf-8" ? [text] : [text, toUtf8(format.encoding)];
  pipeline([...parts, parser], () => undefined);
  let batch: SheetRow[] = [];
  let characters = 0;
  let pairs = 0;
  try {
    for await (const read of parser) {
      const { record, info }: { record: string[]; info: { lines: number } } = read;
      const within = endsIn(record);
      pairs += within.pairs;
      batch.push({ line: info.lines - within.ends - pairs, cells: record });
      characters += sizeOf(record);
      if (batch.length < BATCH_ROWS && characters < BATCH_CHARACTERS) continue;
      yield batch;
      batch = [];
      characters = 0;
    }
    if (batch.length > 0) yield batch;
  } catch (error) {
    if (batch.length > 0) yield batch;
    throw faultOf(error, pairs);
  } finally {
    parser.destroy();
    text.destroy();
  }
}
