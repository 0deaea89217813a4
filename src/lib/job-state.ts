import { z } from "zod";

/** How a job stands: `waiting` for a worker, `running`, or ended. */
export const JobState = z.enum(["waiting", "running", "done", "failed", "cancelled"]);
export type JobState = z.infer<typeof JobState>;

/** Whether it has not ended yet; lists of long work have states of their own beside a job's. */
export const isOpenJob = (state: string): boolean => state === "waiting" || state === "running";
