import type { Module } from "../../server/module.ts";
import { openingsExports } from "./openings.exports.ts";
import { openingsRoutes } from "./openings.routes.ts";

export const openingsModule: Module = { name: "openings", routes: openingsRoutes, exports: openingsExports };
