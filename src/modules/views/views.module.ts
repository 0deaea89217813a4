import { defineTicker, type Module } from "../../server/module.ts";
import { forgetViews } from "./views.actions.ts";
import { viewsRoutes } from "./views.routes.ts";

export const viewsModule: Module = { name: "views", routes: viewsRoutes, tickers: [defineTicker("views.forget", 3_600_000, forgetViews)] };
