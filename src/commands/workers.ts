import { modules } from "../app.ts";
import { JobWorkers } from "../server/job-workers.ts";
import type { Runtime } from "../server/runtime.ts";
import { Workers } from "../server/workers.ts";
import { runJobBeside } from "./beside.ts";

export const jobs = modules.flatMap((module) => module.jobs ?? []);

/** Reactions, tickers and jobs of all modules in this process, large jobs beside it. */
export function openWorkers(runtime: Runtime): { start: () => void; stop: () => Promise<void> } {
  const workers = new Workers(
    runtime,
    modules.flatMap((module) => module.reactions ?? []),
    modules.flatMap((module) => module.tickers ?? []),
  );
  const jobWorkers = new JobWorkers(runtime, jobs, runJobBeside);
  return {
    start: () => {
      workers.start();
      jobWorkers.start();
    },
    stop: async () => {
      await Promise.all([workers.stop(), jobWorkers.stop()]);
    },
  };
}
