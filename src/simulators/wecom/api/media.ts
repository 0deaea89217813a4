import { Fault } from "../faults.ts";
import type { Media } from "../rows.ts";
import type { World } from "../world.ts";
import type { Apis, Ask } from "./ask.ts";

/** Files. https://developer.work.weixin.qq.com/document/path/90253, 90256, 95098, 90254 */

const MEGABYTE = 1024 * 1024;
const KEPT_MS = 3 * 86_400_000;
const MOST: Record<string, number> = { image: 10 * MEGABYTE, voice: 2 * MEGABYTE, video: 10 * MEGABYTE, file: 20 * MEGABYTE };
const LEAST = 5;
const PICTURES_A_DAY = 1000;
const PICTURES_A_MONTH = 3000;

const isPng = (bytes: Buffer) => bytes.subarray(0, 4).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47]));
const isJpeg = (bytes: Buffer) => bytes[0] === 0xff && bytes[1] === 0xd8;

/** The first file of a multipart form; 41005 where there is none. */
async function fileOf({ raw, contentType }: Ask): Promise<File> {
  if (!contentType.startsWith("multipart/form-data")) throw new Fault(41005);
  const form = await new Response(new Uint8Array(raw), { headers: { "content-type": contentType } }).formData().catch(() => {
    throw new Fault(41005);
  });
  for (const value of form.values()) if (typeof value !== "string") return value;
  throw new Fault(41005);
}

function checkBytes(kind: string, bytes: Buffer): void {
  const most = MOST[kind] ?? 0;
  if (bytes.length <= LEAST) throw new Fault(bytes.length === 0 ? 44001 : 40006);
  if (bytes.length > most) throw new Fault(45001);
  if (kind === "image" && !isPng(bytes) && !isJpeg(bytes)) throw new Fault(40005);
}

async function keep(ask: Ask, kind: string, isPicture = false): Promise<Media> {
  if (MOST[kind] === undefined) throw new Fault(40004);
  const file = await fileOf(ask);
  const bytes = Buffer.from(await file.arrayBuffer());
  checkBytes(kind, bytes);
  const { world } = ask;
  const media: Media = {
    id: world.random.id("3", 64),
    kind,
    name: file.name,
    mime: kind === "image" ? (isPng(bytes) ? "image/png" : "image/jpeg") : file.type || "application/octet-stream",
    bytes,
    createdAt: world.clock.now(),
    ...(isPicture ? { isPicture } : {}),
  };
  world.state.media.set(media.id, media);
  return media;
}

const createdAt = (media: Media) => Math.floor(media.createdAt / 1000);

/** A media id an app may use now: 40007 for nobody's, 40145 for one past its days. */
export function mediaOrFault(world: World, mediaId: string): Media {
  const media = world.state.media.get(mediaId);
  if (!media || media.isPicture) throw new Fault(40007);
  if (world.clock.now() > media.createdAt + KEPT_MS) throw new Fault(40145);
  return media;
}

export const mediaCheck = (world: World) => (mediaId: string) => void mediaOrFault(world, mediaId);

/** Where a picture or file can be looked at. */
export const addressOfMedia = (world: World, media: Media) => `${world.baseUrl}/media/${media.id}`;

function countPictures({ state, clock }: World): void {
  const pictures = [...state.media.values()].filter((one) => one.isPicture);
  const since = (ms: number) => pictures.filter((one) => one.createdAt > clock.now() - ms).length;
  if (since(86_400_000) >= PICTURES_A_DAY || since(30 * 86_400_000) >= PICTURES_A_MONTH) throw new Fault(45009);
}

/** `created_at` is a text in one answer and a number in the other, and errmsg is empty: so the samples have it. */
export const mediaApis: Apis = {
  "media/upload": {
    method: "POST",
    isUpload: true,
    run: async (ask) => {
      const media = await keep(ask, ask.query.type ?? "");
      return { errmsg: "", type: media.kind, media_id: media.id, created_at: String(createdAt(media)) };
    },
  },
  "media/uploadimg": {
    method: "POST",
    isUpload: true,
    run: async (ask) => {
      countPictures(ask.world);
      const media = await keep(ask, "image", true);
      if (media.bytes.length > 2 * MEGABYTE) throw new Fault(45001);
      return { errmsg: "", url: addressOfMedia(ask.world, media) };
    },
  },
  "media/upload_attachment": {
    method: "POST",
    isUpload: true,
    run: async (ask) => {
      const kind = ask.query.media_type ?? "";
      if (kind === "voice" || !["1", "2"].includes(ask.query.attachment_type ?? "")) throw new Fault(40058);
      const media = await keep(ask, kind);
      if (media.bytes.length > 10 * MEGABYTE) throw new Fault(45001);
      return { type: kind, media_id: media.id, created_at: createdAt(media) };
    },
  },
  "media/get": {
    method: "GET",
    run: ({ world, query }) => {
      const { bytes, mime, name } = mediaOrFault(world, query.media_id ?? "");
      return { bytes, mime, name };
    },
  },
};
