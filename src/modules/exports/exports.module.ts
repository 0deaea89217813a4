import type { Module } from "../../server/module.ts";
import { exportsExports } from "./exports.exports.ts";
import { exportsJobs } from "./exports.jobs.ts";
import { exportsRoutes } from "./exports.routes.ts";
import { exportsTickers } from "./exports.tickers.ts";

/** With the lists of all other modules, and the one of what was taken along of them. */
export function exportsModule(others: readonly Module[]): Module {
  const lists = others.flatMap((module) => module.exports ?? []);
  const own = exportsExports(lists);
  lists.push(...own);
  return { name: "exports", routes: exportsRoutes(lists), jobs: exportsJobs(lists), tickers: exportsTickers, exports: own };
}
