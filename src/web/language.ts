import { LANGUAGE_COOKIE, type Language, languageOf } from "../lib/language.ts";

/** Each language by its own name. */
export const languageNames: Record<Language, string> = { "zh-CN": "中文", en: "English" };

const YEAR_S = 365 * 86_400;

function keep(language: Language): void {
  document.cookie = `${LANGUAGE_COOKIE}=${language}; path=/; max-age=${YEAR_S}; samesite=lax`;
}

function kept(): Language | null {
  return languageOf(new RegExp(`(?:^|; )${LANGUAGE_COOKIE}=([^;]+)`).exec(document.cookie)?.[1]);
}

/** `?lang=` is kept and taken out of the address, so that a later choice is not undone by it. */
function asked(): Language | null {
  const url = new URL(location.href);
  const language = languageOf(url.searchParams.get("lang"));
  if (!language) return null;
  keep(language);
  url.searchParams.delete("lang");
  history.replaceState(history.state, "", url);
  return language;
}

let current: Language | undefined;

/** The language of this page, for as long as it is open: asked for in the address, chosen before, or the browser's own. */
export function pageLanguage(): Language {
  current ??= asked() ?? kept() ?? languageOf(navigator.languages[0] ?? navigator.language) ?? "zh-CN";
  return current;
}

/** Keeps the choice in this browser and opens the page anew in it. */
export function chooseLanguage(next: Language): void {
  if (next === pageLanguage()) return;
  keep(next);
  location.reload();
}
