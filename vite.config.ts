import { resolve } from "node:path";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vite";
import { checkWebBudget } from "./tools/web-budget.ts";

const root = resolve(import.meta.dirname, "src/web");
const outDir = resolve(import.meta.dirname, "dist/web");
const serverUrl = `http://127.0.0.1:${process.env["PORT"] ?? "7300"}`;

/** In development the pages of both entries are found as the server finds them in production. */
const entries: Plugin = {
  name: "qunce-entries",
  configureServer(server) {
    server.middlewares.use((request, _response, next) => {
      const path = (request.url ?? "/").split("?")[0] ?? "/";
      const isPage = request.headers.accept?.includes("text/html") && !path.includes(".") && !/^\/(@|api\/|files\/)/.test(path);
      if (isPage) request.url = path.startsWith("/m/") ? "/h5/index.html" : "/console/index.html";
      next();
    });
  },
};

const inPackages = (...names: string[]) => new RegExp(`[\\\\/]node_modules[\\\\/](${names.join("|")})[\\\\/]`);

/** One entry, built by itself: the phone never carries what only the console uses of a package. */
function buildOf(entry: "console" | "h5", groups: { name: string; test: RegExp; priority: number }[]) {
  return {
    consumer: "client" as const,
    build: {
      outDir,
      emptyOutDir: entry === "console",
      copyPublicDir: entry === "console",
      manifest: `.vite/${entry}.json`,
      assetsDir: `assets/${entry}`,
      rolldownOptions: { input: { [entry]: resolve(root, entry, "index.html") }, output: { codeSplitting: { groups } } },
    },
  };
}

export default defineConfig({
  root,
  base: "/",
  plugins: [react(), tailwindcss(), entries],
  server: { host: true, proxy: { "^/api/": { target: serverUrl, ws: true }, "^/files/": serverUrl } },
  build: {
    target: ["safari16.4", "chrome111"],
    cssTarget: ["safari16.4", "chrome111"],
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1500,
  },
  environments: {
    client: buildOf("console", [
      { name: "react", test: inPackages("react", "react-dom", "scheduler", "react-router", "@tanstack"), priority: 30 },
      { name: "antd", test: inPackages("antd", "@ant-design", "@rc-component", "dayjs"), priority: 10 },
    ]),
    h5: buildOf("h5", [{ name: "react", test: inPackages("react", "react-dom", "scheduler"), priority: 30 }]),
  },
  builder: {
    buildApp: async (builder) => {
      for (const name of ["client", "h5"]) {
        const environment = builder.environments[name];
        if (environment) await builder.build(environment);
      }
      console.log(checkWebBudget(outDir));
    },
  },
});
