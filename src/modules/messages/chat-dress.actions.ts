import type { Context } from "../../server/context.ts";
import { keyOf } from "../../server/files.ts";
import type { ChatMessage } from "./chat.contract.ts";
import { type ChatRow, dressMessage, type Size } from "./chat.rules.ts";
import { listSpeakers } from "./chat.store.ts";
import { readPictureSize } from "./picture.rules.ts";

/** Sizes of stored pictures by brand and hash; bytes never change, so they are read once. Null: not readable. */
const sizes = new Map<string, Size | null>();
const SIZES_KEPT = 5_000;
/** The size stands before the picture itself, behind colour profiles at most. */
const HEAD_BYTES = 1_048_576;

/** Stored messages as the readers of their groups see them, in the order given; two statements whatever their number. */
export async function dressRows(ctx: Context, rows: readonly ChatRow[]): Promise<ChatMessage[]> {
  const pairs = new Map(rows.flatMap(({ groupId, memberId }) => (memberId ? [[groupId + memberId, { groupId, memberId }] as const] : [])));
  const speakers = new Map((await listSpeakers(ctx.db, ctx.brand.id, [...pairs.values()])).map((one) => [one.groupId + one.memberId, one]));
  await learnSizes(ctx, rows);
  return rows.map((row) =>
    dressMessage(row, {
      speaker: row.memberId ? speakers.get(row.groupId + row.memberId) : undefined,
      fileUrl: (sha256) => ctx.fileUrl(sha256),
      sizeOf: (sha256) => sizes.get(`${ctx.brand.id}:${sha256}`) ?? undefined,
    }),
  );
}

/** Pictures of sends come without their size: it is read off the stored bytes. */
async function learnSizes(ctx: Context, rows: readonly ChatRow[]): Promise<void> {
  const wanted = rows.flatMap(({ format, body, removedAt }) =>
    format === "image" && removedAt === null && typeof body?.sha256 === "string" && typeof body.width !== "number" ? [body.sha256] : [],
  );
  for (const sha256 of new Set(wanted)) {
    const key = `${ctx.brand.id}:${sha256}`;
    if (sizes.has(key)) continue;
    if (sizes.size >= SIZES_KEPT) sizes.clear();
    sizes.set(key, await readStoredSize(ctx, sha256));
  }
}

async function readStoredSize(ctx: Context, sha256: string): Promise<Size | null> {
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    for await (const piece of ctx.files.read(keyOf(ctx.brand.id, sha256))) {
      const bytes = Buffer.from(piece);
      pieces.push(bytes);
      length += bytes.length;
      if (length >= HEAD_BYTES) break;
    }
  } catch (error) {
    ctx.log.warn({ err: error, sha256 }, "a picture of a message is not there");
    return null;
  }
  return readPictureSize(Buffer.concat(pieces));
}
