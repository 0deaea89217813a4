import { z } from "zod";
import type { Context } from "../../server/context.ts";
import { refreshStatistics } from "../../server/event-log.ts";
import type { JobRun } from "../../server/jobs.ts";
import type { OpenCorp } from "./corps.actions.ts";
import { insertDifferences, type NewDifference } from "./differences.store.ts";
import { type SyncAsk, SyncCounts, SyncStep, syncSteps } from "./sync.contract.ts";

/** Where a sync stands: what is behind `after` is done, and of the chunk that begins there the pages up to `cursor`. */
export const Checkpoint = z.object({
  step: SyncStep,
  after: z.string(),
  cursor: z.string(),
  /** When the present step began to look: what it has not seen since then is gone. */
  lookedAt: z.string(),
  done: z.number().int(),
  total: z.number().int().nullable(),
  counts: SyncCounts,
});
export type Checkpoint = z.infer<typeof Checkpoint>;

const noCounts: SyncCounts = {
  staff: 0,
  tags: 0,
  customers: 0,
  groups: 0,
  seats: 0,
  bound: 0,
  made: 0,
  codes: 0,
  figures: 0,
  changed: 0,
  differences: 0,
  problems: 0,
};

export type CountsPart = Partial<SyncCounts>;

const DIFFERENCES_KEPT = 500;

/** One run of a sync on its way through the steps; every save is one with the work it stands for. */
export class SyncWalk {
  readonly open: OpenCorp;
  readonly mode: SyncAsk["mode"];
  /** Something was known before: what is otherwise now is a difference, not a first sight. */
  readonly isRepeat: boolean;
  private readonly job: JobRun<SyncAsk>;
  private stand: Checkpoint;
  private refreshFrom = 500;

  constructor(open: OpenCorp, job: JobRun<SyncAsk>) {
    this.open = open;
    this.job = job;
    this.mode = job.ask.mode;
    this.isRepeat = open.corp.syncedAt !== null;
    const known = Checkpoint.safeParse(job.checkpoint);
    const fresh = {
      step: syncSteps[0],
      after: "",
      cursor: "",
      lookedAt: open.ctx.now.toISOString(),
      done: 0,
      total: null,
      counts: noCounts,
    };
    this.stand = known.success ? known.data : fresh;
  }

  get at(): Readonly<Checkpoint> {
    return this.stand;
  }

  get lookedAt(): Date {
    return new Date(this.stand.lookedAt);
  }

  isBehind(step: SyncStep): boolean {
    return syncSteps.indexOf(this.stand.step) > syncSteps.indexOf(step);
  }

  checkStopped(): void {
    this.job.signal.throwIfAborted();
  }

  /** Goes on to the beginning of a step, unless the run stands within it. */
  async begin(step: SyncStep, total: number | null = null): Promise<void> {
    if (this.stand.step === step && (this.stand.after !== "" || this.stand.cursor !== "")) return;
    await this.open.ctx.transaction((ctx) =>
      this.save(ctx, { step, after: "", cursor: "", lookedAt: ctx.now.toISOString(), done: 0, total }),
    );
  }

  /** Notes how far it is, in the transaction of the work. */
  async save(ctx: Context, to: Partial<Omit<Checkpoint, "counts">>, counted: CountsPart = {}): Promise<void> {
    const counts = { ...this.stand.counts };
    for (const [name, n] of Object.entries(counted)) {
      const key = SyncCounts.keyof().parse(name);
      counts[key] += n ?? 0;
    }
    const next = { ...this.stand, ...to, counts };
    await this.job.save(ctx, { done: next.done, total: next.total, checkpoint: next });
    ctx.afterCommit(() => {
      this.stand = next;
    });
  }

  /** Tells the planner how full the tables are as they fill: soon at first, then ever more seldom. Outside of a transaction. */
  async refresh(): Promise<void> {
    const { changed, seats } = this.stand.counts;
    if (changed + seats < this.refreshFrom) return;
    this.refreshFrom = (changed + seats) * 6;
    if (changed > 0) await refreshStatistics(this.open.ctx.db);
  }

  /** Keeps what was found otherwise than we had it, the first some hundred of a run one by one and all by number. */
  async differ(ctx: Context, found: readonly Omit<NewDifference, "id">[]): Promise<CountsPart> {
    if (!this.isRepeat || found.length === 0) return {};
    const room = Math.max(0, DIFFERENCES_KEPT - this.stand.counts.differences);
    const rows = found.slice(0, room).map((one) => ({ ...one, id: ctx.newId() }));
    if (rows.length > 0) await insertDifferences(ctx.db, ctx.brand.id, this.open.corp.corp, rows, ctx.now);
    return { differences: found.length };
  }
}
