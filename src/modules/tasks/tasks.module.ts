import { defineTicker, type Module } from "../../server/module.ts";
import { expireTasks } from "./tasks.actions.ts";
import { tasksRoutes } from "./tasks.routes.ts";

export const tasksModule: Module = { name: "tasks", routes: tasksRoutes, tickers: [defineTicker("expire-tasks", 5_000, expireTasks)] };
