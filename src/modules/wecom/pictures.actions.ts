import type { Context } from "../../server/context.ts";
import { sniffMime, storeFile } from "../../server/files.ts";
import type { OpenCorp } from "./corps.actions.ts";
import { isPictureHost, pictureKey } from "./pictures.rules.ts";
import * as store from "./media.store.ts";

const TIMEOUT_MS = 8_000;
const MOST_BYTES = 2_000_000;

/** Keeps a code's picture here: the platform's own address is no page's to show, and may go. Without a picture the code works all the same. */
export async function keepPicture({ ctx, corp, connection }: OpenCorp, codeId: string, url: string): Promise<void> {
  const key = pictureKey(codeId);
  if (url === "" || (await store.listPlaces(ctx.db, ctx.brand.id, [corp.corp], [key], ctx.now)).has(key)) return;
  if (!isPictureHost(url, connection.baseUrl ?? ctx.outside.platformUrls.wecom ?? null)) return;
  try {
    const bytes = await fetchPicture(ctx, url);
    if (!bytes) return;
    const { sha256 } = await storeFile(ctx, ctx.files, { bytes, name: "code.png" });
    await store.keepPlace(ctx.db, ctx.brand.id, corp.corp, { key, place: sha256, expiresAt: null });
  } catch (error) {
    ctx.log.warn(
      { code: codeId, reason: error instanceof Error ? error.message : "unknown" },
      "wecom: a code's picture could not be fetched",
    );
  }
}

async function fetchPicture(ctx: Context, url: string): Promise<Uint8Array | null> {
  const answer = await ctx.outside.fetch(url, { redirect: "error", signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!answer.ok) return null;
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return bytes.length <= MOST_BYTES && sniffMime(bytes).startsWith("image/") ? bytes : null;
}

/** Links to the pictures that are kept, by code. */
export async function pictureLinks(ctx: Context, corps: readonly string[], codeIds: readonly string[]): Promise<Map<string, string>> {
  const places = await store.listPlaces(ctx.db, ctx.brand.id, corps, codeIds.map(pictureKey), ctx.now);
  return new Map(
    codeIds.flatMap((id) => {
      const sha256 = places.get(pictureKey(id));
      return sha256 ? [[id, ctx.fileUrl(sha256)] as const] : [];
    }),
  );
}
