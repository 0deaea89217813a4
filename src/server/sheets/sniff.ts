import { createGunzip } from "node:zlib";
import { Refusal } from "../../lib/refusal.ts";
import { type ByteSource, firstBytes } from "./bytes.ts";
import { guessDelimiter } from "./delimiter.ts";
import { guessEncoding } from "./encoding.ts";
import type { SheetFormat } from "./format.ts";
import { openBook } from "./xlsx-book.ts";

const SAMPLE_BYTES = 256 * 1024;

const startsWith = (bytes: Uint8Array, magic: readonly number[]) => magic.every((byte, i) => bytes[i] === byte);
const isZip = (bytes: Uint8Array) => startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]);
const isGzip = (bytes: Uint8Array) => startsWith(bytes, [0x1f, 0x8b]);
/** The old container of Office: .xls, and .xlsx under a password. */
const isCompound = (bytes: Uint8Array) => startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
const others: readonly (readonly number[])[] = [
  [0x25, 0x50, 0x44, 0x46],
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  [0x47, 0x49, 0x46, 0x38],
  [0x52, 0x61, 0x72, 0x21],
  [0x37, 0x7a, 0xbc, 0xaf],
];

async function refuseOthers(source: ByteSource, head: Buffer): Promise<void> {
  if (isCompound(head))
    throw new Refusal("invalid", hasName(head, "EncryptedPackage") || (await endsLocked(source)) ? "sheets.locked" : "sheets.xls");
  if (others.some((magic) => startsWith(head, magic))) throw new Refusal("invalid", "sheets.not-a-table");
}

/** What a file is by its bytes, whatever its name says; refuses what holds no table. */
export async function sniffSheet(source: ByteSource): Promise<SheetFormat> {
  if (source.sizeBytes === 0) throw new Refusal("invalid", "sheets.empty");
  const head = await firstBytes(source.read({ start: 0, end: SAMPLE_BYTES - 1 }), SAMPLE_BYTES);
  await refuseOthers(source, head);
  if (isZip(head)) return sniffBook(source);
  if (!isGzip(head)) return sniffText(head, false);
  const inside = await firstBytes(source.read().pipe(createGunzip()), SAMPLE_BYTES).catch(() => {
    throw new Refusal("invalid", "sheets.gz-broken");
  });
  if (isZip(inside) || isGzip(inside) || isCompound(inside)) throw new Refusal("invalid", "sheets.packed-twice");
  return sniffText(inside, true);
}

/** A directory entry of the compound file is named in UTF-16. */
function hasName(bytes: Buffer, name: string): boolean {
  return bytes.includes(Buffer.from(name, "utf16le"));
}

/** The directory of a large compound file may lie at its end. */
async function endsLocked(source: ByteSource): Promise<boolean> {
  if (source.sizeBytes <= SAMPLE_BYTES) return false;
  const start = Math.max(0, source.sizeBytes - SAMPLE_BYTES);
  return hasName(await firstBytes(source.read({ start }), SAMPLE_BYTES), "EncryptedPackage");
}

async function sniffBook(source: ByteSource): Promise<SheetFormat> {
  const { zip, sheets } = await openBook(source);
  zip.close();
  const names = sheets.map((sheet) => sheet.name);
  return { kind: "xlsx", sheets: names, sheet: names[0] ?? "" };
}

function sniffText(head: Buffer, gzip: boolean): SheetFormat {
  if (head.length === 0) throw new Refusal("invalid", "sheets.empty");
  const { encoding, isAscii } = guessEncoding(head);
  const text = new TextDecoder(encoding).decode(head);
  if (isBinary(text)) throw new Refusal("invalid", "sheets.not-a-table");
  if (/^\s*<(!doctype html|html|table|\?xml)/i.test(text)) throw new Refusal("invalid", "sheets.html");
  return { kind: "csv", gzip, encoding, isAscii, delimiter: guessDelimiter(text) };
}

/** A text has hardly a control character. */
function isBinary(text: string): boolean {
  // oxlint-disable-next-line no-control-regex
  return (text.match(/[\u0000-\u0008\u000E-\u001F]/g)?.length ?? 0) > text.length / 50;
}
