import { en } from "./en.js";
import { zh } from "./zh.js";

let language = localStorage.getItem("wecom-language") ?? "zh";
export const isEnglish = () => language === "en";
export function otherLanguage() {
  language = language === "zh" ? "en" : "zh";
  localStorage.setItem("wecom-language", language);
}
export function t(key, values = {}) {
  const words = (language === "en" ? en : zh)[key] ?? key;
  return words.replaceAll(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}
