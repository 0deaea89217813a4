import { defineTicker, type Module } from "../../server/module.ts";
import { expireTasks } from "./tasks.actions.ts";
import { tasksExports } from "./tasks.exports.ts";
import { tasksRoutes } from "./tasks.routes.ts";

export const tasksModule: Module = {
  name: "tasks",
  exports: tasksExports,
  routes: tasksRoutes,
  tickers: [defineTicker("expire-tasks", 5_000, expireTasks)],
};
