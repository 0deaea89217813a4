import i18next, { type FormatterModule } from "i18next";
import { initReactI18next } from "react-i18next";
import { formFor, written } from "../../lib/words.ts";
import type { Language } from "../../lib/language.ts";

/** `{{count}}`: as a number is written; `{{count, group|groups}}`: the form that goes with it. */
const formatter: FormatterModule = {
  type: "formatter",
  init: () => undefined,
  add: () => undefined,
  addCached: () => undefined,
  format: (value: unknown, forms: string | undefined, _language, options) =>
    forms === undefined ? written(value, String(options?.["interpolationkey"])) : formFor(value, forms),
};

/** Only the dictionary that is wanted is fetched. */
async function dictionary(language: Language) {
  return language === "en" ? (await import("./en/index.ts")).en : (await import("./zh-CN/index.ts")).zhCN;
}

/** Starts the words of the console; awaited once before the first page is drawn. */
export async function startWords(language: Language): Promise<void> {
  const words = await dictionary(language);
  await i18next
    .use(initReactI18next)
    .use(formatter)
    .init({
      lng: language,
      resources: { [language]: words },
      defaultNS: "ui",
      initAsync: false,
      interpolation: { escapeValue: false, alwaysFormat: true },
    });
}
