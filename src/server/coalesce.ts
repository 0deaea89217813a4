/**
 * Gathers single calls into batches: a batch leaves when it is full or its first call has waited long enough, and one batch of a
 * key runs at a time, so that a key has a single writer in this process. With no wait at all a batch holds what came in the same turn
 * of the loop, or while the one before it was under way.
 */
export class Coalescer<C, R> {
  private readonly run: (calls: readonly C[]) => Promise<readonly (R | Error)[]>;
  private readonly maxBatch: number;
  private readonly maxWaitMs: number;
  private waiting: { call: C; resolve: (value: R) => void; reject: (error: unknown) => void }[] = [];
  private unplan: (() => void) | undefined;
  private running = false;

  constructor(options: { maxBatch: number; maxWaitMs: number }, run: (calls: readonly C[]) => Promise<readonly (R | Error)[]>) {
    this.run = run;
    this.maxBatch = options.maxBatch;
    this.maxWaitMs = options.maxWaitMs;
  }

  add(call: C): Promise<R> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ call, resolve, reject });
      if (this.waiting.length >= this.maxBatch) this.flush();
      else this.unplan ??= this.plan();
    });
  }

  /** Lets the batch leave after its wait; answers how to call that off. */
  private plan(): () => void {
    if (this.maxWaitMs === 0) {
      const turn = setImmediate(() => this.flush());
      return () => clearImmediate(turn);
    }
    const timer = setTimeout(() => this.flush(), this.maxWaitMs);
    return () => clearTimeout(timer);
  }

  private flush(): void {
    this.unplan?.();
    this.unplan = undefined;
    if (this.running || this.waiting.length === 0) return;
    const batch = this.waiting.splice(0, this.maxBatch);
    this.running = true;
    void this.run(batch.map((one) => one.call))
      .then(
        (answers) => {
          for (const [i, one] of batch.entries()) {
            const answer = answers[i];
            if (answer instanceof Error || answer === undefined) one.reject(answer ?? new Error("batch gave no answer"));
            else one.resolve(answer);
          }
        },
        (error: unknown) => {
          for (const one of batch) one.reject(error);
        },
      )
      .finally(() => {
        this.running = false;
        this.flush();
      });
  }
}
