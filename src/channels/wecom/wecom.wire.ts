/** Shapes that all of WeCom's payloads share, lenient on what we do not know: unknown fields pass, both shapes of a contradiction are taken. */
import { z } from "zod";

/** Seconds or a count, as a number or as digits; a text that is neither says nothing. */
export const Num = z.union([z.number(), z.string().transform((text) => (/^\d+$/.test(text) ? Number(text) : null))]);
/** The same where it must be there. */
export const Whole = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]);
/** An id that samples show as a number here and as a string there. */
export const LooseId = z.union([z.string(), z.number().transform(String)]);
/** A text that may be missing, null or empty. */
export const Text = z
  .string()
  .nullish()
  .transform((text) => text ?? "");
/** A list that may be missing, null or empty. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((list) => list ?? []);
/** Empty at the end. */
export const NextCursor = z
  .string()
  .nullish()
  .transform((cursor) => cursor ?? "");

/** The head of every answer; `errcode` decides, HTTP is 200 all the same. */
export const Envelope = z.looseObject({ errcode: z.number(), errmsg: z.string().default("") });

/** https://developer.work.weixin.qq.com/document/path/91039 */
export const Token = z.object({ access_token: z.string().min(1), expires_in: Whole });
