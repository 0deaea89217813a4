import { defineTicker, type Module } from "../../server/module.ts";
import { ordersExports } from "./orders.exports.ts";
import { ordersJobs } from "./orders.jobs.ts";
import { ordersRoutes } from "./orders.routes.ts";
import { packGroups } from "./packs.actions.ts";

export const ordersModule: Module = {
  name: "orders",
  exports: ordersExports,
  routes: ordersRoutes,
  jobs: ordersJobs,
  tickers: [defineTicker("orders.pack", 5_000, (ctx) => packGroups(ctx))],
};
