import { createHash, createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Readable, Transform, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { sql } from "kysely";
import { Refusal } from "../lib/refusal.ts";
import type { Context } from "./context.ts";

/** Bytes on their way in, under no key yet. */
export interface FileDraft {
  write: Writable;
  /** Ends it under its key; the writing must be over. */
  keep(key: string): Promise<void>;
  drop(): Promise<void>;
}

/** Where bytes are kept: the data folder now, an object store later. */
export interface FileStore {
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** What is too large to be held comes as a stream, and gets its key when it is whole. */
  draft(): Promise<FileDraft>;
  /** All of it, or the bytes from `start` up to and with `end`. */
  read(key: string, range?: { start?: number; end?: number }): Readable;
  remove(key: string): Promise<void>;
  /** Drops drafts that nobody has written to since: their process was killed. */
  dropDrafts(before: Date): Promise<number>;
}

export function openFolderStore(root: string): FileStore {
  const place = (key: string) => join(root, key.slice(0, 2), key);
  return {
    put: async (key, bytes) => {
      const target = place(key);
      await mkdir(dirname(target), { recursive: true });
      const draft = `${target}.${process.pid}.${bytes.length}.part`;
      await writeFile(draft, bytes, { flush: true });
      await rename(draft, target);
    },
    draft: async () => {
      await mkdir(root, { recursive: true });
      const path = join(root, `${randomUUID()}.part`);
      return {
        write: createWriteStream(path, { flush: true }),
        keep: async (key) => {
          await mkdir(dirname(place(key)), { recursive: true });
          await rename(path, place(key));
        },
        drop: () => rm(path, { force: true }),
      };
    },
    read: (key, range) => createReadStream(place(key), range),
    remove: (key) => rm(place(key), { force: true }),
    dropDrafts: async (before) => {
      const names = await readdir(root).catch(() => []);
      const drafts = names.filter((name) => name.endsWith(".part")).map((name) => join(root, name));
      const ages = await Promise.all(drafts.map(async (path) => ({ path, at: (await stat(path).catch(() => null))?.mtimeMs ?? Infinity })));
      const old = ages.filter(({ at }) => at < before.getTime());
      await Promise.all(old.map(({ path }) => rm(path, { force: true })));
      return old.length;
    },
  };
}

export interface StoredFile {
  sha256: string;
  mime: string;
  sizeBytes: number;
  name: string;
}

const signatures: readonly (readonly [string, readonly number[], number])[] = [
  ["image/png", [0x89, 0x50, 0x4e, 0x47], 0],
  ["image/jpeg", [0xff, 0xd8, 0xff], 0],
  ["image/gif", [0x47, 0x49, 0x46, 0x38], 0],
  ["image/webp", [0x57, 0x45, 0x42, 0x50], 8],
  ["application/pdf", [0x25, 0x50, 0x44, 0x46], 0],
];

/** What the bytes are by their first ones, whatever their name says. */
export function sniffMime(bytes: Uint8Array): string {
  const hit = signatures.find(([, magic, at]) => magic.every((byte, i) => bytes[at + i] === byte));
  return hit ? hit[0] : "application/octet-stream";
}

/**
 * Features that take their files away again each keep them in a space of their own, so that the same bytes in two of them are two files;
 * pictures that are shown anywhere have none and stay.
 */
export type FileSpace = "copies" | "exports" | "imports" | "talk";

/** The hash that names a file: of its bytes, behind the name of its space. */
const namingHash = (space: FileSpace | undefined) => (space ? createHash("sha256").update(`${space}\0`) : createHash("sha256"));

/** Keeps bytes once per content, space and brand. */
export async function storeFile(
  ctx: Context,
  files: FileStore,
  file: { bytes: Uint8Array; name: string; mime?: string; space?: FileSpace },
): Promise<StoredFile> {
  const sha256 = namingHash(file.space).update(file.bytes).digest("hex");
  const sniffed = sniffMime(file.bytes);
  const stored: StoredFile = {
    sha256,
    mime: sniffed === "application/octet-stream" ? (file.mime ?? sniffed) : sniffed,
    sizeBytes: file.bytes.length,
    name: file.name.slice(0, 200),
  };
  await keepFile(ctx, stored, (key) => files.put(key, file.bytes));
  return stored;
}

/** Keeps what flows in, once per content, space and brand, never whole in memory; beyond the limit it is refused and nothing is kept. */
export async function storeStream(
  ctx: Context,
  bytes: Readable,
  file: { name: string; mime?: string; limitBytes: number; space: FileSpace },
): Promise<StoredFile> {
  const draft = await ctx.files.draft();
  const hash = namingHash(file.space);
  let sizeBytes = 0;
  const weigh = new Transform({
    transform: (piece: Buffer, _encoding, done) => {
      sizeBytes += piece.length;
      hash.update(piece);
      done(sizeBytes > file.limitBytes ? new Refusal("invalid", "files.too-large", { limitBytes: file.limitBytes }) : null, piece);
    },
  });
  try {
    await pipeline(bytes, weigh, draft.write);
    const stored = { sha256: hash.digest("hex"), mime: file.mime ?? "application/octet-stream", sizeBytes, name: file.name.slice(0, 200) };
    await keepFile(ctx, stored, (key) => draft.keep(key));
    return stored;
  } catch (error) {
    await draft.drop();
    throw error;
  }
}

/** Bytes that come again go by the name they came with last. They are put in their place after the rows: then no removal is at them. */
async function keepFile(outer: Context, file: StoredFile, putAt: (key: string) => Promise<void>): Promise<void> {
  await outer.transaction(async (ctx) => {
    await sql`insert into files (brand_id, sha256, mime, size_bytes, name, created_at)
      values (${ctx.brand.id}, ${file.sha256}, ${file.mime}, ${file.sizeBytes}, ${file.name}, ${ctx.now}) on conflict (brand_id, sha256) do update set name = excluded.name, mime = excluded.mime`.execute(
      ctx.db,
    );
    await sql`delete from gone_files where brand_id = ${ctx.brand.id} and sha256 = ${file.sha256}`.execute(ctx.db);
    await putAt(keyOf(ctx.brand.id, file.sha256));
  });
}

/** Takes files out that nobody needs any more. Their bytes do not come back, so they stay until this is committed, and go by `removeBytes`. */
export async function removeFiles(ctx: Context, sha256s: readonly string[]): Promise<void> {
  if (sha256s.length === 0) return;
  await sql`with taken as (delete from files where brand_id = ${ctx.brand.id} and sha256 = any(${sha256s}::text[]) returning brand_id, sha256)
    insert into gone_files (brand_id, sha256) select brand_id, sha256 from taken on conflict do nothing`.execute(ctx.db);
}

const PORTION = 50;

/** Removes the bytes of files that were taken out, unless they came again; what could not be removed is tried again the next time. Answers how many went. */
export async function removeBytes(outer: Context): Promise<number> {
  return outer.transaction(async (ctx) => {
    const { rows } = await sql<{ sha256: string; isBack: boolean }>`
      select sha256, exists (select 1 from files f where f.brand_id = g.brand_id and f.sha256 = g.sha256) as is_back
      from gone_files g where brand_id = ${ctx.brand.id} limit ${PORTION} for update of g skip locked`.execute(ctx.db);
    const done = await Promise.all(rows.map(async ({ sha256, isBack }) => (isBack || (await dropBytes(ctx, sha256)) ? [sha256] : [])));
    const gone = done.flat();
    await sql`delete from gone_files where brand_id = ${ctx.brand.id} and sha256 = any(${gone}::text[])`.execute(ctx.db);
    return gone.length;
  });
}

async function dropBytes(ctx: Context, sha256: string): Promise<boolean> {
  try {
    await ctx.files.remove(keyOf(ctx.brand.id, sha256));
    return true;
  } catch (error) {
    ctx.log.error({ err: error, sha256 }, "a file's bytes could not be removed");
    return false;
  }
}

/** One brand's copy of some bytes; two brands never share one, so that erasing in one leaves the other's. */
export function keyOf(brandId: number, sha256: string): string {
  return createHash("sha256").update(`${brandId}:${sha256}`).digest("hex");
}

export async function findFile(ctx: Context, sha256: string): Promise<StoredFile> {
  const { rows } =
    await sql<StoredFile>`select sha256, mime, size_bytes, name from files where brand_id = ${ctx.brand.id} and sha256 = ${sha256}`.execute(
      ctx.db,
    );
  const row = rows[0];
  if (!row) throw new Refusal("missing", "files.missing");
  return row;
}

function sign(secret: string, slug: string, sha256: string, until: number): string {
  return createHmac("sha256", secret).update(`file:${slug}:${sha256}:${until}`).digest("base64url").slice(0, 27);
}

const DAY_MS = 86_400_000;
const VALID_DAYS = 7;

/** What a link says of its end: a day, counted since 1970, or where it is soon a moment in ms. */
const endOf = (until: number) => (until < DAY_MS ? (until + 1) * DAY_MS : until);

/** A link that opens the file without a session for about a week, the same all day long, so that browsers keep the bytes; or for as long as is said. */
export function fileUrl(secret: string, slug: string, sha256: string, nowMs: number, forMs?: number): string {
  const until = forMs === undefined ? Math.floor(nowMs / DAY_MS) + VALID_DAYS : nowMs + forMs;
  return `/files/${slug}/${sha256}?u=${until}&s=${sign(secret, slug, sha256, until)}`;
}

export function isFileUrlValid(secret: string, slug: string, sha256: string, until: number, signature: string, nowMs: number): boolean {
  const right = Buffer.from(sign(secret, slug, sha256, until));
  const given = Buffer.from(signature);
  return right.length === given.length && timingSafeEqual(right, given) && nowMs < endOf(until);
}

/** The name of an uploaded file as its header tells it, percent-encoded, without anything that could lead out of a folder. */
export function sentName(header: string | string[] | undefined, otherwise: string, most: number): string {
  try {
    const name = decodeURIComponent(typeof header === "string" ? header : "");
    return name.replaceAll(/[\p{Cc}/\\]/gu, "").slice(0, most) || otherwise;
  } catch {
    return otherwise;
  }
}
