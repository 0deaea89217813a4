import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { zhCN } from "./zh-CN/index.ts";

/** Starts the words of the console; called once before the first page is drawn. */
export function startWords(): void {
  void i18next.use(initReactI18next).init({
    lng: "zh-CN",
    fallbackLng: "zh-CN",
    resources: { "zh-CN": zhCN },
    defaultNS: "ui",
    initAsync: false,
    interpolation: { escapeValue: false },
  });
}
