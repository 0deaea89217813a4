import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import { book } from "../src/testing/books.ts";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** A workbook as a spreadsheet saves it: each text stands once in a part of its own, and the cells name it by number. Texts need no escapes. */
export async function writeSharedBook(path: string, rows: Iterable<readonly string[]>): Promise<void> {
  const numbers = new Map<string, number>();
  const numberOf = (text: string) => {
    const number = numbers.get(text) ?? numbers.size;
    if (number === numbers.size) numbers.set(text, number);
    return number;
  };
  function* sheet() {
    yield "<worksheet><sheetData>";
    let line = 0;
    let piece = "";
    for (const cells of rows) {
      line++;
      piece += `<row r="${line}">${cells.map((text, n) => `<c r="${LETTERS[n]}${line}" t="s"><v>${numberOf(text)}</v></c>`).join("")}</row>`;
      if (piece.length < 100_000) continue;
      yield piece;
      piece = "";
    }
    yield `${piece}</sheetData></worksheet>`;
  }
  function* texts() {
    yield "<sst>";
    for (const text of numbers.keys()) yield `<si><t>${text}</t></si>`;
    yield "</sst>";
  }
  const zip = new ZipFile();
  for (const { name, text } of book()) zip.addBuffer(Buffer.from(text), name);
  // One after another: the texts are known when the sheet is written.
  zip.addReadStream(Readable.from(sheet(), { objectMode: false }), "xl/worksheets/sheet1.xml");
  zip.addReadStreamLazy("xl/sharedStrings.xml", (take) => take(null, Readable.from(texts(), { objectMode: false })));
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
}
