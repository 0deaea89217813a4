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
      const isPage = request.headers.accept?.includes("text/html") && !path.includes(".") && !path.startsWith("/@");
      if (isPage) request.url = path.startsWith("/m/") ? "/h5/index.html" : "/console/index.html";
      next();
    });
  },
};

/** A phone on a slow line loads these first; the build fails above the budget. */
const budget: Plugin = {
  name: "qunce-budget",
  apply: "build",
  closeBundle: () => console.log(checkWebBudget(outDir)),
};

const inPackages = (...names: string[]) => new RegExp(`[\\\\/]node_modules[\\\\/](${names.join("|")})[\\\\/]`);

export default defineConfig({
  root,
  base: "/",
  plugins: [react(), tailwindcss(), entries, budget],
  server: { host: true, proxy: { "/api": { target: serverUrl, ws: true }, "/files": serverUrl } },
  build: {
    outDir,
    emptyOutDir: true,
    manifest: true,
    target: ["safari16.4", "chrome111"],
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      input: { console: resolve(root, "console/index.html"), h5: resolve(root, "h5/index.html") },
      output: {
        codeSplitting: {
          groups: [
            { name: "react", test: inPackages("react", "react-dom", "scheduler"), priority: 30 },
            { name: "router", test: inPackages("react-router", "@tanstack"), priority: 20 },
            { name: "echarts", test: inPackages("echarts", "zrender"), priority: 20 },
            { name: "antd", test: inPackages("antd", "@ant-design", "@rc-component", "dayjs"), priority: 10 },
          ],
        },
      },
    },
  },
});
