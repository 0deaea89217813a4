import { PassThrough, Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { ZipFile } from "yazl";
import { type ByteSource, heldBytes } from "../server/sheets/bytes.ts";
import type { SheetRow } from "../server/sheets/format.ts";
import { openSheet } from "../server/sheets/sheet.ts";
import { sniffSheet } from "../server/sheets/sniff.ts";

/** A part of a workbook as it is written by hand. */
export interface Part {
  name: string;
  text: string;
}

export async function zipOf(parts: readonly Part[]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { name, text } of parts) zip.addBuffer(Buffer.from(text), name);
  zip.end();
  const out = new PassThrough();
  zip.outputStream.pipe(out);
  return buffer(out);
}

/** A workbook of one sheet; cell style 1 is a moment, 2 a day. */
export const book = (more: readonly Part[] = [], props = ""): Part[] => [
  {
    name: "xl/workbook.xml",
    text: `<workbook xmlns:r="r"><workbookPr ${props}/><sheets><sheet name="订单" r:id="rId1"/></sheets></workbook>`,
  },
  {
    name: "xl/_rels/workbook.xml.rels",
    text: `<Relationships><Relationship Id="rId1" Type="http://x/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
  },
  {
    name: "xl/styles.xml",
    text: `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
  },
  ...more,
];
export const sheet = (rows: string): Part => ({
  name: "xl/worksheets/sheet1.xml",
  text: `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
});
export const sharedStrings = (items: string): Part => ({ name: "xl/sharedStrings.xml", text: `<sst>${items}</sst>` });

/** Bytes that come in pieces of a length, as from a slow disk. */
export function inPieces(bytes: Buffer, length: number): ByteSource {
  const starts = (start: number, end: number) => Array.from({ length: Math.ceil((end - start) / length) }, (_, i) => start + i * length);
  return {
    sizeBytes: bytes.length,
    read: ({ start = 0, end = bytes.length - 1 } = {}) => {
      const after = Math.min(end + 1, bytes.length);
      return Readable.from(starts(start, after).map((at) => bytes.subarray(at, Math.min(after, at + length))));
    },
  };
}

/** All rows of a file, read as an import reads it. */
export async function rowsOf(file: Uint8Array | ByteSource): Promise<SheetRow[]> {
  const source = file instanceof Uint8Array ? heldBytes(file) : file;
  const rows: SheetRow[] = [];
  for await (const batch of openSheet(source, await sniffSheet(source)).batches) rows.push(...batch);
  return rows;
}
export const cellsOf = async (file: Uint8Array | ByteSource): Promise<string[][]> => (await rowsOf(file)).map((row) => row.cells);

/** The code a file is refused with. */
export const codeOf = (bytes: Uint8Array): Promise<string | undefined> =>
  rowsOf(bytes).then(
    () => "none",
    (error: { code?: string }) => error.code,
  );
