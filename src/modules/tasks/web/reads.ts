import { listTasksEndpoint, taskCountsEndpoint } from "../tasks.contract.ts";

/** What is asked for again once a task has changed. */
export const taskReads = [listTasksEndpoint, taskCountsEndpoint];
