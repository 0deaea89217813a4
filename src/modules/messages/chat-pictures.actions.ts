import type { z } from "zod";
import { Id } from "../../lib/define.ts";
import { Refusal } from "../../lib/refusal.ts";
import { type Context, memberOf } from "../../server/context.ts";
import { removeFiles, storeFile } from "../../server/files.ts";
import { readBrandSettings } from "../brands/index.ts";
import { accessSeat } from "./chat.actions.ts";
import type { pictureUpload } from "./chat.contract.ts";
import * as store from "./chat-pictures.store.ts";
import { readPicture } from "./picture.rules.ts";

export type { ChatPicture } from "./chat-pictures.store.ts";

/** Marks files that came in by a talk: they end with it. */
const FILE_NAME = "talk-picture";
const DAY_MS = 86_400_000;
const MOST_PER_HOUR = 120;
/** Removed in one transaction. */
const PORTION = 500;

/** Keeps one picture for a message the member is about to send in a group; the bytes say what it is. */
export async function putPicture(ctx: Context, groupId: string, bytes: Uint8Array): Promise<z.output<(typeof pictureUpload)["output"]>> {
  const seat = await accessSeat(ctx, groupId);
  if (seat.status !== "active") throw new Refusal("conflict", "messages.group-closed");
  const since = new Date(ctx.now.getTime() - 3_600_000);
  if ((await store.countPicturesSince(ctx.db, ctx.brand.id, memberOf(ctx), since)) >= MOST_PER_HOUR) {
    throw new Refusal("limited", "messages.too-fast", { retryAfterMs: 3_600_000 });
  }
  const read = readPicture(bytes);
  if (read.verdict !== "picture") throw new Refusal("invalid", "messages.picture-unfit", { reason: read.verdict });
  const { sha256 } = await storeFile(ctx, ctx.files, { bytes, name: FILE_NAME, mime: read.mime, space: "talk" });
  const id = ctx.newId();
  const { width, height } = read;
  await store.insertPicture(ctx.db, ctx.brand.id, { id, groupId, memberId: memberOf(ctx), sha256, width, height }, ctx.now);
  return { fileId: id, url: ctx.fileUrl(sha256), width, height };
}

/** Pictures by their ids; what is no id is not there. */
export async function readPictures(ctx: Context, ids: readonly string[]): Promise<store.ChatPicture[]> {
  return store.listPictures(
    ctx.db,
    ctx.brand.id,
    ids.filter((id) => Id.safeParse(id).success),
  );
}

export async function markSaid(ctx: Context, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await store.markPicturesSaid(ctx.db, ctx.brand.id, ids, ctx.now);
}

/** Takes out the pictures of people who were erased. */
export async function forgetPicturesOf(ctx: Context, memberIds: readonly string[]): Promise<void> {
  await dropFiles(ctx, await store.deletePicturesOf(ctx.db, ctx.brand.id, memberIds));
}

/** Takes out pictures with the talk they stood in, and those never sent after a day; answers how many. */
export async function forgetOldPictures(outer: Context): Promise<number> {
  return outer.transaction(async (ctx) => {
    const { messageTextDays } = await readBrandSettings(ctx);
    const ago = (days: number) => new Date(ctx.now.getTime() - days * DAY_MS);
    const gone = await store.deleteOldPictures(ctx.db, ctx.brand.id, ago(messageTextDays), ago(1), PORTION);
    await dropFiles(ctx, gone);
    return gone.length;
  });
}

async function dropFiles(ctx: Context, sha256s: readonly string[]): Promise<void> {
  await removeFiles(ctx, await store.listUnshownFiles(ctx.db, ctx.brand.id, [...new Set(sha256s)], FILE_NAME));
}
