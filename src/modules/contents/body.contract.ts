import { z } from "zod";

export const directions = ["engage", "convert", "brand"] as const;
/** 促活, 转化, 品牌. */
export const Direction = z.enum(directions);
export type Direction = z.infer<typeof Direction>;

export const formats = ["text", "image", "link"] as const;
export const Format = z.enum(formats);
export type Format = z.infer<typeof Format>;

/** Characters of one message's text. */
export const TEXT_LIMIT = 2000;
export const PICTURE_LIMIT = 9;
/** Bytes of one picture. */
export const PICTURE_MAX_BYTES = 8 * 1024 * 1024;

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const Picture = z.object({ sha256: Sha256, name: z.string().max(200) });
export type Picture = z.infer<typeof Picture>;

/** What a group gets: a text, up to nine pictures with a caption, or a link card. Texts may hold variables: `{群名}`. */
export const ContentBody = z.discriminatedUnion("format", [
  z.object({ format: z.literal("text"), text: z.string().trim().min(1).max(TEXT_LIMIT) }),
  z.object({ format: z.literal("image"), text: z.string().trim().max(TEXT_LIMIT), images: z.array(Picture).min(1).max(PICTURE_LIMIT) }),
  z.object({
    format: z.literal("link"),
    text: z.string().trim().max(TEXT_LIMIT),
    title: z.string().trim().min(1).max(64),
    summary: z.string().trim().max(120),
    url: z.url({ protocol: /^https?$/ }).max(1000),
    cover: Sha256.nullable(),
  }),
]);
export type ContentBody = z.infer<typeof ContentBody>;
