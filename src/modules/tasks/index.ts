export { createTasks, endTasks, reopenTaskByKey, type TaskWish } from "./tasks.actions.ts";
export type { Task, TaskKind, TaskState } from "./tasks.contract.ts";
