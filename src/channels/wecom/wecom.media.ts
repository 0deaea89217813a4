/** Files a message needs at the platform, given once and remembered while its names for them hold. */
import { type ChannelDoor, LineDown, LineLost, type OutgoingBody, type PlatformLine } from "../channel.ts";
import { uploadImg, uploadMedia } from "./sends.calls.ts";
import { mediaKey, mediaNeededBy, type NeededMedia } from "./wecom.encode.ts";
import { WecomError } from "./wecom.errors.ts";

const DAY_MS = 86_400_000;
/** A name of media holds three days; a message made with it may wait some hours for its confirmation. */
const MEDIA_MS = 2 * DAY_MS;
/** An address lasts; it is given anew once a year all the same. */
const ADDRESS_MS = 365 * DAY_MS;
const PICTURES = new Set(["image/png", "image/jpeg"]);

type MediaDoor = Pick<ChannelDoor, "findMedia" | "keepMedia" | "readFile" | "nowMs">;

export type Placed = { verdict: "placed"; places: Map<string, string> } | { verdict: "refused"; reason: "picture-kind" };

/** The platform's names of all that a body shows; a cover that cannot be given is left out, a picture never. */
export async function placeMedia(body: OutgoingBody, line: PlatformLine, door: MediaDoor): Promise<Placed> {
  const places = new Map<string, string>();
  for (const needed of mediaNeededBy([body])) {
    const key = mediaKey(needed);
    const place = (await door.findMedia(key)) ?? (await giveOnce(needed, line, door));
    if (place !== null) places.set(key, place);
    else if (needed.use === "media") return { verdict: "refused", reason: "picture-kind" };
  }
  return { verdict: "placed", places };
}

/** Files on their way to a corp from this process: calls of one send ask for the same at once. */
const underWay = new Map<string, Promise<string | null>>();

async function giveOnce(needed: NeededMedia, line: PlatformLine, door: MediaDoor): Promise<string | null> {
  const key = `${line.scope} ${mediaKey(needed)}`;
  const giving = underWay.get(key) ?? give(needed, line, door);
  underWay.set(key, giving);
  try {
    return await giving;
  } finally {
    underWay.delete(key);
  }
}

async function give(needed: NeededMedia, line: PlatformLine, door: MediaDoor): Promise<string | null> {
  const { name, mime, bytes } = await door.readFile(needed.sha256);
  if (!PICTURES.has(mime)) return null;
  const file = { fileName: fileName(needed.name || name, mime), mime, bytes };
  const isCover = needed.use === "address";
  try {
    const place = isCover ? await uploadImg(line, file) : (await uploadMedia(line, "image", file)).media_id;
    await door.keepMedia(mediaKey(needed), place, door.nowMs() + (isCover ? ADDRESS_MS : MEDIA_MS));
    return place;
  } catch (error) {
    if (isCover && error instanceof WecomError) return null;
    if (error instanceof LineLost) throw new LineDown(error.api, "upload lost");
    throw error;
  }
}

/** The platform looks at the ending. */
function fileName(name: string, mime: string): string {
  const ending = mime === "image/png" ? ".png" : ".jpg";
  return /\.(png|jpe?g)$/i.test(name) ? name : `${name || "picture"}${ending}`;
}
