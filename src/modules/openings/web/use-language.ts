import { useTranslation } from "react-i18next";
import { type Language, languageOf } from "../../../lib/language.ts";

/** The language the console speaks now. */
export function useLanguage(): Language {
  const { i18n } = useTranslation("openings");
  return languageOf(i18n.language) ?? "zh-CN";
}
