import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import "../ui/h5/theme.css";
import { worthRetry } from "./api.ts";
import { App } from "./app.tsx";
import { pageLanguage } from "../language.ts";
import { paintFromMemory } from "./brand.tsx";
import { startWords, t } from "./words.ts";

paintFromMemory();

const client = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 15_000, retry: worthRetry, networkMode: "always" },
    mutations: { retry: false, networkMode: "always" },
  },
});

async function open(root: HTMLElement): Promise<void> {
  const language = pageLanguage();
  document.documentElement.lang = language;
  await startWords(language);
  document.title = t("common.groups");
  createRoot(root).render(
    <QueryClientProvider client={client}>
      <App />
    </QueryClientProvider>,
  );
}

const root = document.getElementById("root");
if (root) void open(root);
