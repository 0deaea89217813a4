import { isOpenJob, type JobState } from "../../lib/job-state.ts";
import type { ImportState } from "./imports.contract.ts";

export type Phase = "draft" | "check" | "run";

/** Where an import stands, by its phase and the state of the phase's job. */
export function stateOf(phase: Phase, job: JobState | null): ImportState {
  if (phase === "draft" || job === null) return "draft";
  if (phase === "run") return job;
  if (job === "done") return "checked";
  return job === "failed" || job === "cancelled" ? "draft" : "checking";
}

/** Nothing may be changed while somebody reads the file. */
export const isBusy = (state: ImportState) => state === "checking" || isOpenJob(state);
/** The file may be taken in: looked at, or stopped on the way. */
export const mayRun = (state: ImportState) => state === "checked" || state === "failed" || state === "cancelled";
