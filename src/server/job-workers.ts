import { isPassing } from "./db.ts";
import { type JobClaim, takeNextJob } from "./job-runs.ts";
import { type Job, onJobAsked } from "./jobs.ts";
import type { Runtime } from "./runtime.ts";

const POLL_MS = 1_000;
/** Runs in this process at once, over all brands. */
const MOST_RUNS = 4;

/** Has the job of a claim run in a process of its own, to its end or until told to stop. */
export type RunBeside = (claim: JobClaim, stopping: AbortSignal) => Promise<void>;

/** Runs the jobs of every brand in this process, large ones beside it; any number of processes may do so at once. */
export class JobWorkers {
  private readonly runtime: Runtime;
  private readonly jobs: readonly Job[];
  private readonly runBeside: RunBeside | undefined;
  private readonly stopping = new AbortController();
  /** Runs under way by brand and kind. */
  private readonly runs = new Map<string, number>();
  private readonly running = new Set<Promise<void>>();
  private readonly looking = new Set<number>();
  private readonly asked = new Set<number>();
  private timer: NodeJS.Timeout | undefined;
  private forget: () => void = () => undefined;

  constructor(runtime: Runtime, jobs: readonly Job[], runBeside?: RunBeside) {
    this.runtime = runtime;
    this.jobs = jobs;
    this.runBeside = runBeside;
  }

  start(): void {
    this.forget = onJobAsked((brandId) => void this.look(brandId));
    this.timer = setInterval(() => void this.sweep(), POLL_MS);
  }

  /** Runs stop at their next step and are put back for the next process. */
  async stop(): Promise<void> {
    this.forget();
    clearInterval(this.timer);
    this.stopping.abort();
    await Promise.allSettled(this.running);
  }

  private async sweep(): Promise<void> {
    const brands = await this.runtime.brands.list().catch(() => []);
    for (const brand of brands) void this.look(brand.id);
  }

  /** Begins whatever waits in a brand, as far as there is room. */
  private async look(brandId: number): Promise<void> {
    if (this.looking.has(brandId)) {
      this.asked.add(brandId);
      return;
    }
    this.looking.add(brandId);
    try {
      for (let began = true; began && !this.stopping.signal.aborted;) began = await this.begin(brandId);
    } catch (error) {
      if (!isPassing(error)) this.runtime.log.error({ err: error, brandId }, "jobs");
    } finally {
      this.looking.delete(brandId);
    }
    if (this.asked.delete(brandId) && !this.stopping.signal.aborted) void this.look(brandId);
  }

  private async begin(brandId: number): Promise<boolean> {
    const keyOf = (kind: string) => `${brandId}:${kind}`;
    const free = this.jobs.filter((job) => (this.runs.get(keyOf(job.kind)) ?? 0) < job.atOnce);
    if (free.length === 0 || this.running.size >= MOST_RUNS) return false;
    const next = await takeNextJob(this.runtime, brandId, free, this.stopping.signal);
    if (!next) return false;
    const key = keyOf(next.kind);
    this.runs.set(key, (this.runs.get(key) ?? 0) + 1);
    const ran = next.isLarge && this.runBeside ? this.runBeside(next.claim, this.stopping.signal) : next.run();
    const run = ran
      .catch((error: unknown) => {
        if (!isPassing(error)) this.runtime.log.error({ err: error, brandId }, "jobs");
      })
      .finally(() => {
        this.runs.set(key, (this.runs.get(key) ?? 1) - 1);
        this.running.delete(run);
        if (!this.stopping.signal.aborted) void this.look(brandId);
      });
    this.running.add(run);
    return true;
  }
}
