import { isPassing } from "./db.ts";
import type { Ticker } from "./module.ts";
import { ensureCursors, listNews, noteFailure, type Reaction, stepReaction } from "./reactions.ts";
import type { Runtime } from "./runtime.ts";
import { noteFailedRun, noteRun } from "./ticker-runs.ts";

const SWEEP_MS = 1_000;
/** A look for news is followed by a rest some times as long: commits may come by the hundred in a second. */
const LOOK_REST = 10;
const LOOK_REST_MAX_MS = 300;
const MAX_BLOCKED = 50;
const MAX_PAUSE_MS = 30_000;
/** What passes by itself is tried again sooner, so that all goes on soon after it passed. */
const MAX_PASSING_PAUSE_MS = 2_000;

/** Runs reactions and tickers of every brand in this process; any number of processes may do so at once. */
export class Workers {
  private readonly runtime: Runtime;
  private readonly reactions: readonly Reaction[];
  private readonly tickers: readonly Ticker[];
  /** Brands whose cursors this process has seen to. */
  private readonly known = new Set<number>();
  private readonly asked = new Set<number>();
  private readonly waiting = new Map<string, Set<number>>();
  private readonly busy = new Set<string>();
  private readonly pausedUntil = new Map<string, number>();
  private readonly failures = new Map<string, number>();
  private readonly running = new Set<Promise<void>>();
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly sleepers = new Set<() => void>();
  private stopped = false;

  constructor(runtime: Runtime, reactions: readonly Reaction[], tickers: readonly Ticker[]) {
    this.runtime = runtime;
    this.reactions = reactions;
    this.tickers = tickers;
  }

  start(): void {
    this.runtime.onEvents((brandId) => this.wake(brandId));
    this.timers.push(setInterval(() => void this.sweep(), SWEEP_MS));
    for (const ticker of this.tickers) this.timers.push(setInterval(() => void this.tick(ticker), ticker.everyMs));
    void this.sweep();
  }

  /** Lets what runs come to its end, within the time a stop may take. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const timer of this.timers) clearInterval(timer);
    for (const wake of this.sleepers) wake();
    await Promise.allSettled(this.running);
    await Promise.allSettled(this.tickers.map(async (ticker) => ticker.settle?.()));
  }

  /** Looks which reactions have something to read, once however often it is asked meanwhile. */
  private wake(brandId: number): void {
    const key = `news:${brandId}`;
    if (this.busy.has(key)) {
      this.asked.add(brandId);
      return;
    }
    this.track(
      key,
      async () => {
        this.asked.delete(brandId);
        const begun = performance.now();
        const ctx = await this.runtime.inBrand(brandId, "news");
        if (!this.known.has(brandId)) await ensureCursors(ctx, this.reactions);
        this.known.add(brandId);
        const news = await listNews(ctx);
        for (const reaction of this.reactions) if (news.has(reaction.name)) this.start1(reaction, brandId);
        await this.rest(Math.min(LOOK_REST_MAX_MS, LOOK_REST * (performance.now() - begun)));
      },
      () => {
        if (this.asked.has(brandId)) this.wake(brandId);
      },
    );
  }

  private async sweep(): Promise<void> {
    try {
      for (const brand of await this.runtime.brands.list()) this.wake(brand.id);
    } catch (error) {
      if (!isPassing(error)) this.runtime.log.error({ err: error }, "sweep");
    }
  }

  private start1(reaction: Reaction, brandId: number): void {
    const key = `${reaction.name}:${brandId}`;
    const again = this.waiting.get(reaction.name) ?? new Set();
    this.waiting.set(reaction.name, again);
    if (this.busy.has(key)) {
      again.add(brandId);
      return;
    }
    this.track(
      key,
      async () => {
        again.delete(brandId);
        await this.catchUp(reaction, brandId);
      },
      () => {
        if (again.has(brandId) && !this.isPaused(key)) this.start1(reaction, brandId);
      },
    );
  }

  /** Reads on until the log is read to its end, or what is left belongs to transactions that stay open. */
  private async catchUp(reaction: Reaction, brandId: number): Promise<void> {
    for (let blocked = 0; !this.stopped && blocked < MAX_BLOCKED;) {
      const ctx = await this.runtime.inBrand(brandId, reaction.name);
      const step = await stepReaction(ctx, reaction).catch(async (error: unknown) => {
        if (!isPassing(error)) await noteFailure(ctx, reaction, error).catch(() => undefined);
        throw error;
      });
      if (step === "busy") return;
      if (step.isMore) continue;
      if (step.count === 0 && !step.isBlocked) return;
      blocked = step.count > 0 ? 0 : blocked + 1;
      await this.rest(reaction.restMs);
      this.waiting.get(reaction.name)?.delete(brandId);
    }
  }

  private async tick(ticker: Ticker): Promise<void> {
    if (this.stopped || this.isPaused(ticker.name) || this.busy.has(ticker.name)) return;
    this.track(ticker.name, () => this.runTicker(ticker));
  }

  private async runTicker(ticker: Ticker): Promise<void> {
    const begun = performance.now();
    const runNow = () => ({ name: ticker.name, everyMs: ticker.everyMs, at: this.runtime.now(), tookMs: performance.now() - begun });
    let brandId: number | null = null;
    try {
      for (const brand of await this.runtime.brands.list()) {
        if (ticker.goesOut && brand.heldAt) continue;
        brandId = brand.id;
        for (let more = 1; more > 0 && !this.stopped;) {
          more = await ticker.run(await this.runtime.inBrand(brand.id, ticker.name));
        }
      }
      await noteRun(this.runtime.platform, runNow());
    } catch (error) {
      if (!isPassing(error)) await noteFailedRun(this.runtime.platform, runNow(), brandId, error).catch(() => undefined);
      throw error;
    }
  }

  /** A pause that a stop cuts short. */
  private async rest(ms: number): Promise<void> {
    if (this.stopped) return;
    const sleep = Promise.withResolvers<void>();
    const timer = setTimeout(sleep.resolve, ms);
    this.sleepers.add(sleep.resolve);
    await sleep.promise;
    clearTimeout(timer);
    this.sleepers.delete(sleep.resolve);
  }

  private isPaused(key: string): boolean {
    return (this.pausedUntil.get(key) ?? 0) > Date.now();
  }

  /** One at a time per key; what fails rests a while, twice as long each time. */
  private track(key: string, work: () => Promise<void>, after?: () => void): void {
    if (this.stopped || this.isPaused(key)) return;
    this.busy.add(key);
    const run = work()
      .then(() => {
        this.failures.delete(key);
      })
      .catch((error: unknown) => {
        const failures = (this.failures.get(key) ?? 0) + 1;
        this.failures.set(key, failures);
        this.pausedUntil.set(key, Date.now() + Math.min(isPassing(error) ? MAX_PASSING_PAUSE_MS : MAX_PAUSE_MS, 250 * 2 ** failures));
        if (!isPassing(error) && !this.stopped) this.runtime.log.error({ err: error, key, failures }, "work failed");
      })
      .finally(() => {
        this.busy.delete(key);
        this.running.delete(run);
        after?.();
      });
    this.running.add(run);
  }
}
