export { createTasks, endTasks, reopenTaskByKey, restoreTask, type TaskWish } from "./tasks.actions.ts";
export type { Task, TaskKind, TaskState } from "./tasks.contract.ts";
