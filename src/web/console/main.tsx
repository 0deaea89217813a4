import i18next from "i18next";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { startWords } from "../i18n/index.ts";
import { pageLanguage } from "../language.ts";
import "../ui/tokens.css";
import "../ui/base.css";

const root = document.getElementById("root");
if (!root) throw new Error("the page has no #root");
const language = pageLanguage();
document.documentElement.lang = language;
const [{ App }] = await Promise.all([import("./app.tsx"), startWords(language)]);
document.title = i18next.t("shell:product");
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
