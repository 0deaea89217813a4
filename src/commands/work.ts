import { modules } from "../app.ts";
import { JobWorkers } from "../server/job-workers.ts";
import { Workers } from "../server/workers.ts";
import type { Command } from "./index.ts";
import { runJobBeside } from "./beside.ts";
import { onStopSignal, openGround, say } from "./ground.ts";

/** A worker beside the server: reactions and tickers only; up to ten may run at once. */
export const workCommand: Command = {
  options: {},
  run: async () => {
    const ground = await openGround({ poolSize: 6 });
    const workers = new Workers(
      ground.runtime,
      modules.flatMap((module) => module.reactions ?? []),
      modules.flatMap((module) => module.tickers ?? []),
    );
    const jobWorkers = new JobWorkers(
      ground.runtime,
      modules.flatMap((module) => module.jobs ?? []),
      runJobBeside,
    );
    workers.start();
    jobWorkers.start();
    onStopSignal(async () => {
      await Promise.all([workers.stop(), jobWorkers.stop()]);
      await ground.close();
    });
    say("Working.");
  },
};
