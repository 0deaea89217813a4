import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import "../ui/h5/theme.css";
import { worthRetry } from "./api.ts";
import { App } from "./app.tsx";
import { paintFromMemory } from "./brand.tsx";

paintFromMemory();

const client = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 15_000, retry: worthRetry, networkMode: "always" },
    mutations: { retry: false, networkMode: "always" },
  },
});

const root = document.getElementById("root");
if (root)
  createRoot(root).render(
    <QueryClientProvider client={client}>
      <App />
    </QueryClientProvider>,
  );
