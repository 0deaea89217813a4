import { defineJob } from "../../server/jobs.ts";
import { CHECK_JOB, ImportAsk, RUN_JOB } from "./imports.contract.ts";
import { checkImport } from "./check.actions.ts";
import { runImport } from "./run.actions.ts";

/** Two at once, in turns; the others wait in line. */
const AT_ONCE = 2;

export const checkJob = defineJob({ kind: CHECK_JOB, ask: ImportAsk, atOnce: AT_ONCE, run: checkImport });
export const runJob = defineJob({ kind: RUN_JOB, ask: ImportAsk, atOnce: AT_ONCE, run: runImport });
