import { z } from "zod";
import { Fault } from "./faults.ts";

const Image = z.object({ media_id: z.string().optional(), pic_url: z.string().optional() });
const Link = z.object({ title: z.string(), picurl: z.string().optional(), desc: z.string().optional(), url: z.string() });
const MiniProgram = z.object({ title: z.string(), pic_media_id: z.string(), appid: z.string(), page: z.string() });
const File = z.object({ media_id: z.string() });

/** What a message to customers may carry beside its text. */
export interface Attachment {
  msgtype: "image" | "link" | "miniprogram" | "video" | "file";
  image?: z.infer<typeof Image>;
  link?: z.infer<typeof Link>;
  miniprogram?: z.infer<typeof MiniProgram>;
  video?: z.infer<typeof File>;
  file?: z.infer<typeof File>;
}

const parts = {
  image: z.object({ image: Image }),
  link: z.object({ link: Link }),
  miniprogram: z.object({ miniprogram: MiniProgram }),
  video: z.object({ video: File }),
  file: z.object({ file: File }),
} as const;
const Kind = z.object({ msgtype: z.string() });
const Text = z.object({ content: z.string().optional() });
const Attachments = z.array(z.unknown());
const bytesOf = (text: string | undefined) => Buffer.byteLength(text ?? "");
const MAX_ATTACHMENTS = 9;

const isKind = (kind: unknown): kind is Attachment["msgtype"] => typeof kind === "string" && Object.hasOwn(parts, kind);

/** True where a media id is known, of use for this kind and not past its days; throws the platform's code where not. */
export type MediaCheck = (mediaId: string) => void;

function checkSizes({ link, miniprogram }: Attachment): void {
  if (link && (bytesOf(link.title) > 128 || bytesOf(link.url) > 2048 || bytesOf(link.picurl) > 2048 || bytesOf(link.desc) > 512))
    throw new Fault(45002, "invalid link size");
  if (miniprogram && bytesOf(miniprogram.title) > 64) throw new Fault(45002, "invalid miniprogram title size");
}

function checkMedia({ image, miniprogram, video, file }: Attachment, check: MediaCheck): void {
  if (image?.media_id) check(image.media_id);
  else if (image && !image.pic_url) throw new Fault(40007, "image needs media_id or pic_url");
  for (const id of [miniprogram?.pic_media_id, video?.media_id, file?.media_id]) if (id !== undefined) check(id);
}

function readAttachment(raw: unknown, check: MediaCheck): Attachment {
  const kind = Kind.safeParse(raw).data?.msgtype;
  if (!isKind(kind)) throw new Fault(41065);
  const read = parts[kind].safeParse(raw);
  if (!read.success) throw new Fault(40058, `invalid ${kind}`);
  const attachment: Attachment = { msgtype: kind, ...read.data };
  checkSizes(attachment);
  checkMedia(attachment, check);
  return attachment;
}

function readText(raw: unknown, maxTextBytes: number): string | undefined {
  const text = Text.safeParse(raw ?? {});
  if (!text.success) throw new Fault(40058, "invalid text");
  if (bytesOf(text.data.content) > maxTextBytes) throw new Fault(45002, "invalid text size");
  return text.data.content;
}

/** The text and attachments of a mass send or welcome; sizes are in bytes, as the platform counts. */
export function readContent(
  body: Record<string, unknown>,
  check: MediaCheck,
  maxTextBytes = 4000,
): { text?: string; attachments: Attachment[] } {
  const text = readText(body.text, maxTextBytes);
  const raw = Attachments.safeParse(body.attachments ?? []);
  if (!raw.success) throw new Fault(40058, "invalid attachments");
  if (raw.data.length > MAX_ATTACHMENTS) throw new Fault(41064);
  const attachments = raw.data.map((one) => readAttachment(one, check));
  if (!text && attachments.length === 0) throw new Fault(44004, "text and attachments are both empty");
  return { ...(text === undefined ? {} : { text }), attachments };
}

/** The text and parts of a welcome template, as a talk shows them. */
export function linesOf(body: Record<string, unknown>): { text?: string; attachments: Attachment[] } {
  const part = Object.keys(parts).find((name) => body[name] !== undefined);
  const attachments = part === undefined ? [] : [readAttachment({ msgtype: part, [part]: body[part] }, () => undefined)];
  const text = Text.safeParse(body.text).data?.content;
  return { ...(text === undefined ? {} : { text }), attachments };
}
