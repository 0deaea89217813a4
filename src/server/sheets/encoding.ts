import type { SheetEncoding } from "./format.ts";

/** How many bytes the first one promises; 0 where it promises none. */
function spanOf(first: number): number {
  if (first < 0xc2 || first >= 0xf5) return 0;
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : 4;
}

/** Steps over one character of UTF-8 at `at`: its length, or 0 where the bytes are none; "cut" where the sample ends inside it. */
function utf8Length(bytes: Uint8Array, at: number): number | "cut" {
  const first = bytes[at] ?? 0;
  const length = spanOf(first);
  for (let i = 1; i < length; i++) {
    const next = bytes[at + i];
    if (next === undefined) return "cut";
    if ((next & 0xc0) !== 0x80) return 0;
  }
  return length;
}

export interface EncodingGuess {
  encoding: SheetEncoding;
  /** Nothing but ASCII was seen: what comes later may still be in another encoding. */
  isAscii: boolean;
}

function markOf(bytes: Uint8Array): SheetEncoding | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return undefined;
}

/** UTF-16 without its mark: every other byte of the ASCII in it (commas, digits, line ends) is zero. */
function wideOf(bytes: Uint8Array): SheetEncoding | undefined {
  const zeros = [0, 0];
  for (const [i, byte] of bytes.entries()) if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const enough = bytes.length / 20;
  if (odd > enough && odd > even * 10) return "utf-16le";
  return even > enough && even > odd * 10 ? "utf-16be" : undefined;
}

/**
 * What the first bytes of a text file are written in: by its mark, by zeros, else UTF-8 where at least nine of ten characters beyond
 * ASCII are whole in it, else GB18030, which holds GBK and GB2312.
 */
export function guessEncoding(bytes: Uint8Array): EncodingGuess {
  const known = markOf(bytes) ?? wideOf(bytes);
  if (known) return { encoding: known, isAscii: false };
  let whole = 0;
  let broken = 0;
  for (let at = 0; at < bytes.length;) {
    if ((bytes[at] ?? 0) < 0x80) {
      at++;
      continue;
    }
    const length = utf8Length(bytes, at);
    if (length === "cut") break;
    if (length === 0) broken++;
    else whole++;
    at += length || 1;
  }
  return { encoding: whole >= broken * 9 ? "utf-8" : "gb18030", isAscii: whole + broken === 0 };
}
