import { Refusal } from "../../lib/refusal.ts";
import { type Context, scopeOf } from "../../server/context.ts";
import { sentName, sniffMime, storeFile } from "../../server/files.ts";
import type { RawServer } from "../../server/module.ts";
import { PICTURE_MAX_BYTES } from "./body.contract.ts";
import type { StoredPicture } from "./contents.contract.ts";

const pictureKinds = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);
/** Whoever makes something that shows a picture may upload one. */
const permissions = ["contents.write", "groups.manage", "sends.create"];

function requireUploader(ctx: Context): void {
  if (!permissions.some((permission) => scopeOf(ctx, permission)))
    throw new Refusal("forbidden", "session.forbidden", { permission: permissions[0] });
}

async function takePicture(raw: RawServer, ctx: Context, bytes: unknown, name: string): Promise<StoredPicture> {
  requireUploader(ctx);
  if (!Buffer.isBuffer(bytes) || bytes.length === 0) throw new Refusal("invalid", "files.empty");
  if (!pictureKinds.has(sniffMime(bytes))) throw new Refusal("invalid", "files.not-a-picture", { name });
  const stored = await storeFile(ctx, raw.runtime.files, { bytes, name });
  return { ...stored, url: ctx.fileUrl(stored.sha256) };
}

/** `POST /api/v1/b/:brand/files`: one picture as the raw body, its name URI-encoded in `x-file-name`. */
export async function servePictures(raw: RawServer): Promise<void> {
  await raw.app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: PICTURE_MAX_BYTES }, (_request, body, done) => done(null, body));
    scope.post<{ Params: { brand: string } }>("/api/v1/b/:brand/files", { bodyLimit: PICTURE_MAX_BYTES }, async (request, reply) => {
      const ctx = await raw.contextOf(request, request.params.brand, "staff");
      const picture = await takePicture(raw, ctx, request.body, sentName(request.headers["x-file-name"], "picture", 120));
      return reply.header("cache-control", "no-store").send(picture);
    });
  });
}
