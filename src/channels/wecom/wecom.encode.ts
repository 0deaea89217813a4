/** A message of ours as WeCom takes it, within its limits in bytes. */
import type { OutgoingBody } from "../channel.ts";

export type WecomAttachment = { msgtype: "image"; image: { media_id: string } } | { msgtype: "link"; link: WecomLink };

interface WecomLink {
  title: string;
  picurl?: string;
  desc?: string;
  url: string;
}

export interface WecomMessage {
  text?: { content: string };
  attachments?: WecomAttachment[];
}

/** Text and at most one thing beside it. */
export interface GroupWelcome {
  text?: { content: string };
  image?: { media_id: string };
  link?: WecomLink;
}

export type EncodeRefusal = "empty" | "text-too-long" | "too-many-attachments" | "url-too-long" | "media-missing" | "several-attachments";
export type Encoded<M> = { verdict: "encoded"; message: M } | { verdict: "refused"; reason: EncodeRefusal };

export const MAX_TEXT_BYTES = 4000;
const MAX_GROUP_WELCOME_BYTES = 3000;
export const MAX_ATTACHMENTS = 9;
const MAX_TITLE_BYTES = 128;
const MAX_SUMMARY_BYTES = 512;
const MAX_URL_BYTES = 2048;

/** Files a message needs at the platform first: pictures as media (three days), covers as lasting addresses. */
export interface NeededMedia {
  sha256: string;
  name: string;
  use: "media" | "address";
}

export function mediaNeededBy(bodies: readonly OutgoingBody[]): NeededMedia[] {
  const needed = bodies.flatMap((body): NeededMedia[] => {
    if (body.format === "image") return body.images.map((image) => ({ ...image, use: "media" }));
    return body.format === "link" && body.cover ? [{ sha256: body.cover, name: "cover", use: "address" }] : [];
  });
  return [...new Map(needed.map((one) => [mediaKey(one), one])).values()];
}

/** The key under which a file's place at the platform is looked up. */
export const mediaKey = (media: { sha256: string; use: NeededMedia["use"] }) => `${media.use}:${media.sha256}`;

/** One message of one or several bodies: their texts below one another, then all that hangs on them. */
export function encodeMessage(bodies: readonly OutgoingBody[], places: ReadonlyMap<string, string>): Encoded<WecomMessage> {
  const content = bodies
    .map((body) => body.text.trim())
    .filter(Boolean)
    .join("\n\n");
  const attachments: WecomAttachment[] = [];
  for (const body of bodies) {
    const hung = attachmentsOf(body, places);
    if (typeof hung === "string") return { verdict: "refused", reason: hung };
    attachments.push(...hung);
  }
  if (byteLength(content) > MAX_TEXT_BYTES) return { verdict: "refused", reason: "text-too-long" };
  if (attachments.length > MAX_ATTACHMENTS) return { verdict: "refused", reason: "too-many-attachments" };
  if (!content && attachments.length === 0) return { verdict: "refused", reason: "empty" };
  return { verdict: "encoded", message: { ...(content && { text: { content } }), ...(attachments.length > 0 && { attachments }) } };
}

/** The platform's own word for the newcomer in a group's welcome. */
export const NEWCOMER = "%NICKNAME%";

/** Welcome material of a group. */
export function encodeGroupWelcome(body: OutgoingBody, places: ReadonlyMap<string, string>): Encoded<GroupWelcome> {
  const content = body.text.trim();
  const hung = attachmentsOf(body, places);
  if (typeof hung === "string") return { verdict: "refused", reason: hung };
  if (byteLength(content) > MAX_GROUP_WELCOME_BYTES) return { verdict: "refused", reason: "text-too-long" };
  if (hung.length > 1) return { verdict: "refused", reason: "several-attachments" };
  const [first] = hung;
  if (!content && !first) return { verdict: "refused", reason: "empty" };
  const beside = !first ? {} : first.msgtype === "image" ? { image: first.image } : { link: first.link };
  return { verdict: "encoded", message: { ...(content && { text: { content } }), ...beside } };
}

function attachmentsOf(body: OutgoingBody, places: ReadonlyMap<string, string>): WecomAttachment[] | EncodeRefusal {
  if (body.format === "text") return [];
  if (body.format === "image") {
    const ids = body.images.map((image) => places.get(mediaKey({ sha256: image.sha256, use: "media" })));
    const known = ids.filter((id) => id !== undefined);
    return known.length < ids.length ? "media-missing" : known.map((id) => ({ msgtype: "image", image: { media_id: id } }));
  }
  if (byteLength(body.url) > MAX_URL_BYTES) return "url-too-long";
  const picurl = body.cover ? places.get(mediaKey({ sha256: body.cover, use: "address" })) : undefined;
  const desc = cutBytes(body.summary, MAX_SUMMARY_BYTES);
  return [
    {
      msgtype: "link",
      link: { title: cutBytes(body.title, MAX_TITLE_BYTES), ...(picurl && { picurl }), ...(desc && { desc }), url: body.url },
    },
  ];
}

const encoder = new TextEncoder();
export const byteLength = (text: string) => encoder.encode(text).length;

/** At most so many bytes of UTF-8, never half a character. */
export function cutBytes(text: string, maxBytes: number): string {
  if (byteLength(text) <= maxBytes) return text;
  let [cut, size] = ["", 0];
  for (const character of text) {
    size += byteLength(character);
    if (size > maxBytes - 3) break;
    cut += character;
  }
  return `${cut}…`;
}
