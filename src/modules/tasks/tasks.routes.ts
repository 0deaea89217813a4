import { type Route, route } from "../../server/module.ts";
import * as actions from "./tasks.actions.ts";
import * as contract from "./tasks.contract.ts";

export const tasksRoutes: readonly Route[] = [
  route(contract.listTasksEndpoint, actions.listTasks),
  route(contract.taskCountsEndpoint, actions.countTasks),
  route(contract.finishTaskEndpoint, actions.finishTask),
  route(contract.skipTaskEndpoint, actions.skipTask),
  route(contract.reopenTaskEndpoint, actions.reopenTask),
  route(contract.postponeTaskEndpoint, actions.postponeTask),
  route(contract.reassignTaskEndpoint, actions.reassignTask),
];
