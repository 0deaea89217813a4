import { defineJob } from "../../server/jobs.ts";
import { CHECK_JOB, ImportAsk, RUN_JOB } from "./imports.contract.ts";
import { checkImport } from "./check.actions.ts";
import { runImport } from "./run.actions.ts";

/** Two at once, in turns; the others wait in line. */
const atOnce = 2;
/** A shop's file of a month is read where it came in, in seconds; one of years would take the server's memory and keep pages waiting. */
const LARGE_BYTES = 2 << 20;
const isLarge = ({ sizeBytes }: ImportAsk) => sizeBytes > LARGE_BYTES;

export const checkJob = defineJob({ kind: CHECK_JOB, ask: ImportAsk, atOnce, isLarge, run: checkImport });
export const runJob = defineJob({ kind: RUN_JOB, ask: ImportAsk, atOnce, isLarge, run: runImport });
