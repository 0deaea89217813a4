import { defineTicker, type Module } from "../../server/module.ts";
import { forgetOldImports } from "./imports.actions.ts";
import { importsExports } from "./imports.exports.ts";
import { checkJob, runJob } from "./imports.jobs.ts";
import { importsRoutes, importsServed, serveImports } from "./imports.routes.ts";

export const importsModule: Module = {
  name: "imports",
  routes: importsRoutes,
  served: importsServed,
  jobs: [checkJob, runJob],
  exports: importsExports,
  tickers: [defineTicker("imports.forget", 3_600_000, forgetOldImports)],
  serve: serveImports,
};
