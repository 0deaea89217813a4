import { describe, expect, test } from "vitest";
import { makePng, pngChunk } from "../../testing/pictures.ts";
import { readPicture, readPictureSize } from "./picture.rules.ts";

const bytes = (...parts: (string | readonly number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : Buffer.from(part))));

/** Segments of a JPEG: start, JFIF, size, scan. */
function jpeg(width: number, height: number, ...extra: Buffer[]): Buffer {
  const frame = [0xff, 0xc0, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0];
  return Buffer.concat([
    bytes([0xff, 0xd8, 0xff, 0xe0, 0, 16], "JFIF\0", [1, 1, 0, 0, 1, 0, 1, 0, 0]),
    ...extra,
    bytes(frame, [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0], "data", [0xff, 0xd9]),
  ]);
}
const exif = bytes([0xff, 0xe1, 0, 16], "Exif\0\0II*\0", [8, 0, 0, 0]);

function riff(...chunks: Buffer[]): Buffer {
  const body = Buffer.concat(chunks);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(body.length + 4);
  return Buffer.concat([bytes("RIFF"), size, bytes("WEBP"), body]);
}
function chunk(kind: string, ...body: (string | readonly number[])[]): Buffer {
  const inside = bytes(...body);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(inside.length);
  return Buffer.concat([bytes(kind), size, inside, Buffer.alloc(inside.length % 2)]);
}
const extended = chunk("VP8X", [0, 0, 0, 0, 0x1f, 3, 0, 0x57, 2, 0]);
const lossy = chunk("VP8 ", [0, 0, 0, 0x9d, 1, 0x2a, 0x20, 3, 0x58, 2, 9, 9]);
const lossless = chunk("VP8L", [0x2f, 0x1f, 0xc3, 0x95, 0, 0, 0, 0, 0, 0]);

describe("readPicture", () => {
  test.each([
    ["a PNG", makePng(40, 30), { mime: "image/png", width: 40, height: 30 }],
    ["a JPEG", jpeg(800, 600), { mime: "image/jpeg", width: 800, height: 600 }],
    ["a lossy WebP", riff(lossy), { mime: "image/webp", width: 800, height: 600 }],
    ["a lossless WebP", riff(lossless), { mime: "image/webp", width: 800, height: 600 }],
    ["an extended WebP", riff(extended, lossy), { mime: "image/webp", width: 800, height: 600 }],
  ])("reads %s", (_name, picture, expected) => {
    expect(readPicture(picture)).toEqual({ verdict: "picture", ...expected });
  });

  test.each([
    ["a JPEG with EXIF", jpeg(800, 600, exif)],
    ["a PNG with EXIF", makePng(4, 4, undefined, undefined, [pngChunk("eXIf", bytes("II*\0"))])],
    ["a PNG with XMP", makePng(4, 4, undefined, undefined, [pngChunk("iTXt", bytes("XML:com.adobe.xmp\0\0\0\0\0<x/>"))])],
    ["a WebP with EXIF", riff(extended, lossy, chunk("EXIF", "II*\0"))],
  ])("refuses %s, but knows its size", (_name, picture) => {
    expect(readPicture(picture)).toEqual({ verdict: "tagged" });
    expect(readPictureSize(picture)).not.toBeNull();
  });

  test.each([
    ["nothing", Buffer.alloc(0)],
    ["a page", bytes("<html><script>alert(1)</script></html>")],
    ["an SVG", bytes('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ["a GIF", bytes("GIF89a", [1, 0, 1, 0, 0, 0, 0])],
    ["a cut PNG", makePng(40, 30).subarray(0, 60)],
    ["a cut JPEG", jpeg(800, 600).subarray(0, 30)],
    ["a JPEG without a size", bytes([0xff, 0xd8, 0xff, 0xda, 0, 2])],
    ["a JPEG whose segments never end", Buffer.concat([bytes([0xff, 0xd8]), Buffer.alloc(10_000, 0xff)])],
    ["a JPEG with a segment of no length", bytes([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0xff, 0xe0, 0, 0])],
    ["a picture of 90 megapixels", jpeg(10_000, 9_000)],
    ["an empty WebP", riff()],
  ])("refuses %s", (_name, picture) => {
    expect(readPicture(picture)).toEqual({ verdict: "unfit" });
  });

  test("never fails on bytes that only begin like a picture", () => {
    const kinds = [makePng(9, 9), jpeg(9, 9, exif), riff(extended, lossless)];
    let seed = 7;
    for (let round = 0; round < 3_000; round++) {
      const copy = Buffer.from(kinds[round % 3] ?? Buffer.alloc(0));
      for (let k = 0; k < 3; k++) {
        seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
        copy[12 + (seed % (copy.length - 12))] = seed >> 8;
      }
      expect(["picture", "unfit", "tagged"]).toContain(readPicture(copy).verdict);
    }
  });
});
