import type { Module } from "../../server/module.ts";
import { serveImport } from "./import.routes.ts";
import { ordersRoutes } from "./orders.routes.ts";

export const ordersModule: Module = { name: "orders", routes: ordersRoutes, serve: serveImport };
