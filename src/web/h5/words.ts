import type { Language } from "../../lib/language.ts";
import { fill, type Values } from "../../lib/words.ts";
import { zhCN } from "./words/zh-CN.ts";

type Word = keyof typeof zhCN;

let words: Readonly<Record<Word, string>> = zhCN;
let spoken: Language = "zh-CN";

/** Awaited once before the first page is drawn; English is fetched only where it is wanted. */
export async function startWords(language: Language): Promise<void> {
  words = language === "en" ? (await import("./words/en.ts")).en : zhCN;
  spoken = language;
}

export function spokenLanguage(): Language {
  return spoken;
}

/** A word of the phone's pages, its gaps filled. */
export function t(word: Word, values?: Values): string {
  return fill(words[word], values);
}

/** The sentence of a code; undefined where it has none. */
export function wordOf(code: string): string | undefined {
  return new Map<string, string>(Object.entries(words)).get(code);
}
