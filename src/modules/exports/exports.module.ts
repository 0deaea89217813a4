import type { Module } from "../../server/module.ts";
import { exportsJobs } from "./exports.jobs.ts";
import { exportsRoutes } from "./exports.routes.ts";
import { exportsTickers } from "./exports.tickers.ts";

/** With the lists of all other modules. */
export function exportsModule(others: readonly Module[]): Module {
  const lists = others.flatMap((module) => module.exports ?? []);
  return { name: "exports", routes: exportsRoutes(lists), jobs: exportsJobs(lists), tickers: exportsTickers };
}
