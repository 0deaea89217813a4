import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { constants, createZstdCompress, createZstdDecompress } from "node:zlib";
import type { Manifest } from "./backup.ts";

/** The fastest: PostgreSQL's pages become a third, and more work would gain little more. */
const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

const isPacked = (manifest: Manifest) => manifest.compression === "zstd";
const storedAt = (folder: string, manifest: Manifest, path: string) => join(folder, isPacked(manifest) ? `${path}.zst` : path);

/** Keeps what is read in a backup, compressed; answers the hash of what was written. */
export async function keepContent(source: Readable, folder: string, path: string): Promise<string> {
  const to = join(folder, `${path}.zst`);
  const hash = createHash("sha256");
  const hashing = new Transform({
    transform(piece: Buffer, _encoding, done) {
      hash.update(piece);
      done(null, piece);
    },
  });
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  await pipeline(source, createZstdCompress(LEVEL), hashing, createWriteStream(to, { mode: 0o600 }));
  return hash.digest("hex");
}

/** The same of a file; undefined when it is gone, as tables that were dropped are. */
export async function keepFile(from: string, folder: string, path: string): Promise<string | undefined> {
  try {
    return await keepContent(createReadStream(from), folder, path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT" && !existsSync(from)) return undefined;
    throw error;
  }
}

/** Writes a file of a backup where it belongs. */
export async function takeFile(folder: string, manifest: Manifest, path: string, to: string): Promise<void> {
  const unpacking = isPacked(manifest) ? [createZstdDecompress()] : [];
  await pipeline([createReadStream(storedAt(folder, manifest, path)), ...unpacking, createWriteStream(to, { mode: 0o600 })]);
}

/** Bytes of all files below a folder. */
export function sizeOf(folder: string): number {
  const files = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, entry) => sum + (statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0), 0);
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}

/** Paths whose file is not what the manifest says. */
export async function findSpoiled(folder: string, manifest: Manifest): Promise<string[]> {
  const spoiled: string[] = [];
  for (const [path, wanted] of Object.entries(manifest.files)) {
    const file = storedAt(folder, manifest, path);
    if (!existsSync(file) || (await hashOf(file)) !== wanted) spoiled.push(path);
  }
  return spoiled;
}
