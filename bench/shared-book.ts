import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

const links = (list: readonly [type: string, target: string][]) =>
  `<Relationships xmlns="${PACKAGE}/relationships">${list.map(([type, target], n) => `<Relationship Id="rId${n + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`).join("")}</Relationships>`;

const parts: Record<string, string> = {
  "[Content_Types].xml": `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${TYPE}.sharedStrings+xml"/></Types>`,
  "_rels/.rels": links([["officeDocument", "xl/workbook.xml"]]),
  "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  "xl/_rels/workbook.xml.rels": links([
    ["worksheet", "worksheets/sheet1.xml"],
    ["sharedStrings", "sharedStrings.xml"],
  ]),
};

/** A workbook as a spreadsheet saves it: each text stands once in a part of its own, and the cells name it by number. Texts need no escapes. */
export async function writeSharedBook(path: string, rows: Iterable<readonly string[]>): Promise<void> {
  const numbers = new Map<string, number>();
  const numberOf = (text: string) => {
    const number = numbers.get(text) ?? numbers.size;
    if (number === numbers.size) numbers.set(text, number);
    return number;
  };
  function* sheet() {
    yield `<worksheet xmlns="${MAIN}"><sheetData>`;
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
    yield `<sst xmlns="${MAIN}">`;
    for (const text of numbers.keys()) yield `<si><t>${text}</t></si>`;
    yield "</sst>";
  }
  const zip = new ZipFile();
  for (const [name, xml] of Object.entries(parts)) zip.addBuffer(Buffer.from(xml), name);
  // One after another: the texts are known when the sheet is written.
  zip.addReadStream(Readable.from(sheet(), { objectMode: false }), "xl/worksheets/sheet1.xml");
  zip.addReadStreamLazy("xl/sharedStrings.xml", (take) => take(null, Readable.from(texts(), { objectMode: false })));
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
}
