import { forgetOldKeys } from "../../server/idempotency.ts";
import { defineTicker, type Module } from "../../server/module.ts";
import { brandsExports } from "./brands.exports.ts";
import { brandsRoutes } from "./brands.routes.ts";

export const brandsModule: Module = {
  name: "brands",
  exports: brandsExports,
  routes: brandsRoutes,
  tickers: [defineTicker("forget-idempotency-keys", 3_600_000, forgetOldKeys)],
};
