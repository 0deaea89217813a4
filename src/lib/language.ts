/** The languages the product speaks. */
export const languages = ["zh-CN", "en"] as const;
export type Language = (typeof languages)[number];

/** A word in each language. */
export type Bilingual = Readonly<Record<Language, string>>;
export const both = (zhCN: string, en: string): Bilingual => ({ "zh-CN": zhCN, en });

/** Between the items of a list. */
export const listJoint: Record<Language, string> = { "zh-CN": "、", en: ", " };

/** Where a browser keeps what was chosen; the server reads it too. */
export const LANGUAGE_COOKIE = "lang";

/** The language of a tag like `en-GB`: Chinese for every Chinese, English for every other; null for none. */
export function languageOf(tag: string | null | undefined): Language | null {
  const primary = /^([a-z]{2,3})(?:[-_]|$)/i.exec(tag?.trim() ?? "")?.[1]?.toLowerCase();
  if (!primary) return null;
  return primary === "zh" ? "zh-CN" : "en";
}

/** What was chosen, else the first of `Accept-Language`, else Chinese. */
export function askedLanguage(headers: { cookie?: string | undefined; "accept-language"?: string | undefined }): Language {
  const kept = headers.cookie
    ?.split(/;\s*/)
    .find((each) => each.startsWith(`${LANGUAGE_COOKIE}=`))
    ?.slice(LANGUAGE_COOKIE.length + 1);
  return languageOf(kept) ?? languageOf(headers["accept-language"]?.split(/[,;]/)[0]) ?? "zh-CN";
}
