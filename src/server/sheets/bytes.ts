import { Readable, Transform } from "node:stream";
import { Refusal } from "../../lib/refusal.ts";
import { type FileStore, keyOf } from "../files.ts";

/** A stored file that is read from any place on. */
export interface ByteSource {
  sizeBytes: number;
  /** The bytes from `start` up to and with `end`, all where they are left out. */
  read(range?: { start?: number; end?: number }): Readable;
}

export function storedBytes(files: FileStore, brandId: number, file: { sha256: string; sizeBytes: number }): ByteSource {
  return { sizeBytes: file.sizeBytes, read: (range) => files.read(keyOf(brandId, file.sha256), range) };
}

/** Bytes that are at hand anyway. */
export function heldBytes(bytes: Uint8Array): ByteSource {
  return {
    sizeBytes: bytes.length,
    read: ({ start = 0, end = bytes.length - 1 } = {}) => Readable.from([Buffer.from(bytes.subarray(start, end + 1))]),
  };
}

/** The first bytes of a stream; the rest is not read. */
export async function firstBytes(stream: Readable, wanted: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of stream) {
    const bytes = Buffer.isBuffer(piece) ? piece : Buffer.from(piece);
    pieces.push(bytes);
    length += bytes.length;
    if (length >= wanted) break;
  }
  stream.destroy();
  return Buffer.concat(pieces).subarray(0, wanted);
}

/** How many bytes of the file were read so far. */
export interface Progress {
  bytesDone: number;
}

/** The same bytes, counted as they are read. */
export function countedBytes(source: ByteSource, progress: Progress): ByteSource {
  return {
    sizeBytes: source.sizeBytes,
    read: (range) => {
      const stream = source.read(range);
      const count = new Transform({
        transform: (piece: Buffer, _encoding, done) => {
          progress.bytesDone += piece.length;
          done(null, piece);
        },
      });
      stream.on("error", (error) => count.destroy(error));
      count.on("close", () => stream.destroy());
      return stream.pipe(count);
    },
  };
}

/** Honest tables pack 5 to 40 times smaller, bombs a thousand times. */
const MOST_RATIO = 250;
/** Below this much the ratio says nothing. */
const FREE_BYTES = 32 * 1024 * 1024;
const MOST_INFLATED_BYTES = 32 * 1024 * 1024 * 1024;

/** Lets unpacked bytes through until they are suspiciously many for what was packed. */
export function guardInflated(packedBytes: () => number): Transform {
  let inflated = 0;
  return new Transform({
    transform: (piece: Buffer, _encoding, done) => {
      inflated += piece.length;
      const isBomb = inflated > FREE_BYTES && inflated > packedBytes() * MOST_RATIO;
      done(isBomb || inflated > MOST_INFLATED_BYTES ? new Refusal("invalid", "sheets.bomb", { ratio: MOST_RATIO }) : null, piece);
    },
  });
}
