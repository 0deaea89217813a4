import type { Export } from "../../server/exports.ts";
import { defineJob, type Job } from "../../server/jobs.ts";
import { exportJob } from "./exports.actions.ts";
import { makeExport } from "./make.actions.ts";

export const exportsJobs = (lists: readonly Export[]): readonly Job[] => [
  defineJob({ ...exportJob, atOnce: 2, run: (ctx, run) => makeExport(ctx, run, lists) }),
];
