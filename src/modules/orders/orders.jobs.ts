import { defineJob, type Job } from "../../server/jobs.ts";
import { dropValues, fitValues } from "./fit-values.actions.ts";
import { valuesJob } from "./values.actions.ts";

export const ordersJobs: readonly Job[] = [defineJob({ ...valuesJob, run: fitValues, drop: dropValues })];
