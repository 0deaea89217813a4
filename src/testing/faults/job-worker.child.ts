/** A process that does the waiting jobs of one brand until it is killed, ends itself at its doom, or none is left. Started by the kill tests of jobs. */
import { modules } from "../../app.ts";
import { takeNextJob } from "../../server/job-runs.ts";
import type { Job } from "../../server/jobs.ts";
import { type ChildOrders, die, openChildPlatform, ordersOf } from "./child-platform.ts";
import { type Doom, doomed } from "./doom.ts";

export interface JobOrders extends ChildOrders {
  brandId: number;
  /** The clock stands there; null: it goes. */
  nowMs: number | null;
  dataDir?: string;
  /** Where it ends itself, and at which time it gets there: a point of its transactions, or around a call to the outside. */
  doom?: { at: Doom | "calling" | "answered"; count: number };
  /** How long it looks for a job before it ends. */
  patienceMs?: number;
  allowPrivate?: boolean;
}

const orders = ordersOf<JobOrders>();
const { doom, nowMs } = orders;
let reached = 0;
const reach = () => {
  if (++reached === doom?.count) die();
};

const callOutside: typeof fetch = async (...asked) => {
  if (doom?.at === "calling") setImmediate(reach);
  const answer = await fetch(...asked);
  if (doom?.at === "answered") reach();
  return answer;
};

const { runtime } = await openChildPlatform(orders, {
  ...(nowMs === null ? {} : { now: () => new Date(nowMs) }),
  ...(orders.dataDir ? { dataDir: orders.dataDir } : {}),
  outside: { fetch: callOutside },
  outbound: { allowPrivate: orders.allowPrivate ?? false },
});

/** The same kind of job, in whose transactions the process ends. */
function doomedJob(job: Job): Job {
  if (!doom || doom.at === "calling" || doom.at === "answered") return job;
  const { at } = doom;
  return { ...job, run: (ctx, run) => job.run(doomed(ctx, at, reach), run) };
}

process.stdout.write("ready\n");
const jobs = modules.flatMap((module) => module.jobs ?? []).map(doomedJob);
const until = Date.now() + (orders.patienceMs ?? 0);
for (;;) {
  const job = await takeNextJob(runtime, orders.brandId, jobs);
  if (job) await job.run();
  else if (Date.now() >= until) process.exit();
  else await new Promise((resolve) => setTimeout(resolve, 50));
}
