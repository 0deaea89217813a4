import type { Language } from "../../lib/language.ts";

/** Kept where a person's name would stand: erased on request, or never told. In the brand's language. */
export const nobodyNames: Record<Language, { erased: string; unnamed: string }> = {
  "zh-CN": { erased: "已注销", unnamed: "群友" },
  en: { erased: "Erased", unnamed: "Member" },
};
