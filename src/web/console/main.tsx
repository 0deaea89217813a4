import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { startWords } from "../i18n/index.ts";
import "../ui/tokens.css";
import "../ui/base.css";
import { App } from "./app.tsx";

startWords();
const root = document.getElementById("root");
if (!root) throw new Error("the page has no #root");
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
