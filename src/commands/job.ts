import { takeClaimedJob } from "../server/job-runs.ts";
import type { Command } from "./index.ts";
import { onStopSignal, openGround } from "./ground.ts";
import { jobs } from "./workers.ts";

/** Runs one job that the server has claimed and left to this process: `job <brand> <id> <epoch>`. Not for people. */
export const jobCommand: Command = {
  options: {},
  run: async (_values, [brandId, id = "", epoch]) => {
    const stopping = new AbortController();
    const ended = runClaimed({ brandId: Number(brandId), id, epoch: Number(epoch) }, stopping.signal);
    onStopSignal(() => {
      stopping.abort();
      return ended;
    });
    process.stdin.once("close", () => stopping.abort()).resume();
    await ended;
    process.stdin.destroy();
  },
};

async function runClaimed(claim: { brandId: number; id: string; epoch: number }, stopping: AbortSignal): Promise<void> {
  const ground = await openGround({ poolSize: 6 });
  try {
    const next = await takeClaimedJob(ground.runtime, claim, jobs, stopping);
    await next?.run();
  } finally {
    await ground.close();
  }
}
