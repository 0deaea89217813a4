import type { Module } from "../../server/module.ts";
import { openingsRoutes } from "./openings.routes.ts";

export const openingsModule: Module = { name: "openings", routes: openingsRoutes };
