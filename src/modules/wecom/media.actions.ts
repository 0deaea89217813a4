import { buffer } from "node:stream/consumers";
import type { OutgoingBody, PlatformLine } from "../../channels/channel.ts";
import { uploadImg, uploadMedia } from "../../channels/wecom/wecom.calls.ts";
import { mediaKey, mediaNeededBy, type NeededMedia } from "../../channels/wecom/wecom.encode.ts";
import type { Context } from "../../server/context.ts";
import { findFile, keyOf } from "../../server/files.ts";
import * as store from "./media.store.ts";

/** Media stay three days; it is taken anew some hours before. */
const MEDIA_MS = 66 * 3_600_000;

/** Where the files of these bodies are at the platform, by their keys; those that are not there are taken there. Outside of a transaction. */
export async function placesOf(ctx: Context, line: PlatformLine, bodies: readonly OutgoingBody[]): Promise<Map<string, string>> {
  const needed = mediaNeededBy(bodies);
  if (needed.length === 0) return new Map();
  const places = await store.listPlaces(ctx.db, ctx.brand.id, [line.scope], needed.map(mediaKey), ctx.now);
  for (const one of needed) {
    const key = mediaKey(one);
    if (places.has(key)) continue;
    const place = await upload(ctx, line, one);
    const expiresAt = one.use === "media" ? new Date(ctx.outside.nowMs() + MEDIA_MS) : null;
    await store.keepPlace(ctx.db, ctx.brand.id, line.scope, { key, place, expiresAt });
    places.set(key, place);
  }
  return places;
}

async function upload(ctx: Context, line: PlatformLine, media: NeededMedia): Promise<string> {
  const { mime, name } = await findFile(ctx, media.sha256);
  const file = { fileName: name || media.name, mime, bytes: await buffer(ctx.files.read(keyOf(ctx.brand.id, media.sha256))) };
  return media.use === "media" ? (await uploadMedia(line, "image", file)).media_id : uploadImg(line, file);
}

/** The platform no longer has these: they are taken there anew. */
export async function forgetPlaces(ctx: Context, corp: string, bodies: readonly OutgoingBody[]): Promise<void> {
  await store.dropPlaces(ctx.db, ctx.brand.id, corp, mediaNeededBy(bodies).map(mediaKey));
}
