import { pipeline, type Readable } from "node:stream";
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from "yauzl";
import { Refusal } from "../../lib/refusal.ts";
import { type ByteSource, guardInflated } from "./bytes.ts";

/** A spreadsheet has a few dozen parts. */
const MOST_ENTRIES = 5_000;

class SourceReader extends RandomAccessReader {
  private readonly source: ByteSource;
  constructor(source: ByteSource) {
    super();
    this.source = source;
  }
  override _readStreamForRange(start: number, end: number): Readable {
    return this.source.read({ start, end: end - 1 });
  }
}

export interface Zip {
  has(name: string): boolean;
  /** A part's unpacked bytes, watched for bombs. */
  open(name: string): Promise<Readable>;
  close(): void;
}

const broken = () => new Refusal("invalid", "sheets.zip-broken");

export async function openZip(source: ByteSource): Promise<Zip> {
  const options = { autoClose: false };
  const zip: ZipFile = await fromRandomAccessReaderPromise(new SourceReader(source), source.sizeBytes, options).catch(() => {
    throw broken();
  });
  const entries = new Map<string, Entry>();
  try {
    for await (const entry of zip.eachEntry()) {
      if (entries.size >= MOST_ENTRIES) throw new Refusal("invalid", "sheets.bomb", { ratio: 0 });
      entries.set(entry.fileName.toLowerCase(), entry);
    }
  } catch (error) {
    throw error instanceof Refusal ? error : broken();
  }
  const open = async (name: string): Promise<Readable> => {
    const entry = entries.get(name.toLowerCase());
    if (!entry) throw broken();
    if (entry.isEncrypted()) throw new Refusal("invalid", "sheets.locked");
    const inflated = await zip.openReadStreamPromise(entry).catch(() => {
      throw broken();
    });
    const guard = guardInflated(() => entry.compressedSize);
    pipeline(inflated, guard, () => undefined);
    return guard;
  };
  return { has: (name) => entries.has(name.toLowerCase()), open, close: () => zip.close() };
}
