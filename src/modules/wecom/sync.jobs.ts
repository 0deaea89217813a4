import { defineJob } from "../../server/jobs.ts";
import { SYNC_JOB, SyncAsk } from "./sync.contract.ts";
import { runSync } from "./sync.actions.ts";

export const syncJob = defineJob({ kind: SYNC_JOB, ask: SyncAsk, goesOut: true, run: runSync });
