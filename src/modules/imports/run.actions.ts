import { sql } from "kysely";
import { found } from "../../lib/refusal.ts";
import type { Context } from "../../server/context.ts";
import { ensureMonths, refreshStatistics } from "../../server/event-log.ts";
import type { JobRun } from "../../server/jobs.ts";
import { BATCH_CHARACTERS, sizeOf } from "../../server/sheets/format.ts";
import { isWholeBrand, requireKind } from "./access.actions.ts";
import type { ImportKind } from "./fields.contract.ts";
import * as store from "./imports.store.ts";
import { Places } from "./places.actions.ts";
import type { ReadOf } from "./readers.rules.ts";
import type { Unit } from "./reading.rules.ts";
import { openRooms } from "./rooms.actions.ts";
import { settle, type Settled } from "./settle.rules.ts";
import { type Taker, takerOf } from "./takers.actions.ts";
import { findTorn, openImport } from "./units.actions.ts";

/** Settled in one transaction: enough to share its commit, few enough to end far within five seconds. */
const CHUNK_ROWS = 1_000;
/** After so many new rows the planner is told anew how full the tables are. */
const MANY_ROWS = 5_000;

/**
 * Takes a file in, a thousand rows a transaction, each with the place the file was read to: what stops it, crash or person, leaves whole
 * transactions, and the next run goes on behind them. Earlier rows are read again without effect, for equal rows are told apart by their place.
 */
export async function runImport(ctx: Context, job: JobRun<{ importId: string }>): Promise<{ rows: number }> {
  const one = found(await store.findImport(ctx.db, ctx.brand.id, job.ask.importId, sql<boolean>`true`), "imports.missing");
  requireKind(ctx, one.kind);
  const places = new Places(one.kind, one.options.groupId ?? (isWholeBrand(ctx, one.kind) ? null : undefined));
  const rooms = one.kind === "chat" ? await openRooms(ctx, one) : new Map<string, string | null>();
  const run = new Run(ctx, job, one, takerOf(one.kind, { one, places }, rooms));
  const rows = await run.all();
  await ctx.transaction((inside) => noteEnd(inside, one.id));
  if (rows.taken > MANY_ROWS) await refreshStatistics(ctx.db);
  return { rows: rows.read };
}

async function noteEnd(ctx: Context, id: string): Promise<void> {
  const one = found(await store.findImport(ctx.db, ctx.brand.id, id, sql<boolean>`true`), "imports.missing");
  const { rowsDone, newRows, changedRows, sameRows, badRows } = one;
  await ctx.audit({
    action: "imports.finish",
    targetKind: "import",
    targetId: id,
    after: { name: one.fileName, rows: rowsDone, newRows, changedRows, sameRows, badRows },
  });
}

const momentsOf: { [K in ImportKind]: (value: ReadOf[K]) => (Date | null | undefined)[] } = {
  orders: (value) => [value.paidAt, value.refund?.at],
  refunds: (value) => [value.refundedAt],
  members: (value) => [value.firstSeenAt, value.joinedAt],
  chat: (value) => [value.sentAt],
  costs: () => [],
};

class Run<K extends ImportKind> {
  private readonly ctx: Context;
  private readonly job: JobRun<{ importId: string }>;
  private readonly one: store.ImportWhole & { kind: K };
  private readonly take: Taker<ReadOf[K]>;
  private waiting: Unit<ReadOf[K]>[] = [];
  private waitingRows = 0;
  private waitingCharacters = 0;
  /** The chunk that is being written; fails with it. */
  private writing: Promise<void> = Promise.resolve();
  private taken = 0;
  private done: number;

  constructor(ctx: Context, job: JobRun<{ importId: string }>, one: store.ImportWhole & { kind: K }, take: Taker<ReadOf[K]>) {
    this.ctx = ctx;
    this.job = job;
    this.one = one;
    this.take = take;
    this.done = one.rowsDone;
  }

  async all(): Promise<{ read: number; taken: number }> {
    const { sheet, batches } = openImport(this.ctx, this.one, await findTorn(this.ctx, this.one, this.job.signal));
    try {
      for await (const { units } of batches) {
        this.job.signal.throwIfAborted();
        for (const unit of units) await this.add(unit, () => sheet.progress.bytesDone);
      }
      await this.writing;
      await this.flush(this.one.sizeBytes);
    } finally {
      await this.writing.catch(() => undefined);
    }
    return { read: this.done, taken: this.taken };
  }

  /** A chunk is written while the next one is read; no two are written at once. */
  private async add(unit: Unit<ReadOf[K]>, bytes: () => number): Promise<void> {
    if ((unit.rows.at(-1)?.no ?? 0) <= this.one.rowsDone) return;
    this.waiting.push(unit);
    this.waitingRows += unit.rows.length;
    for (const { cells } of unit.rows) this.waitingCharacters += sizeOf(cells);
    if (this.waitingRows < CHUNK_ROWS && this.waitingCharacters < BATCH_CHARACTERS) return;
    await this.writing;
    this.writing = this.flush(bytes());
    this.writing.catch(() => undefined);
  }

  /** Everything of a chunk, and that it is done, in one transaction. */
  private async flush(bytes: number): Promise<void> {
    const units = this.waiting;
    const done = units.at(-1)?.rows.at(-1)?.no;
    this.waiting = [];
    this.waitingRows = 0;
    this.waitingCharacters = 0;
    if (done === undefined) return;
    const values = units.flatMap(({ read }) => (read.verdict === "row" ? [read.value] : []));
    await ensureMonths(this.ctx, monthsOf(this.one.kind, values));
    const settled = await this.ctx.transaction(async (ctx) => {
      const outcome = settle(units, await this.take(ctx, values));
      await this.keep(ctx, done, outcome);
      await this.job.save(ctx, { done, checkpoint: { bytes } });
      return outcome;
    });
    this.done = done;
    this.taken += settled.counts.newRows + settled.counts.changedRows;
  }

  private async keep(ctx: Context, done: number, { counts, bad }: Settled): Promise<void> {
    await store.insertBadRows(ctx.db, ctx.brand.id, this.one.id, bad);
    await store.addCounts(ctx.db, ctx.brand.id, this.one.id, done, counts);
  }
}

function monthsOf<K extends ImportKind>(kind: K, values: readonly ReadOf[K][]): Set<number> {
  return new Set(values.flatMap((value) => momentsOf[kind](value).flatMap((at) => (at ? [at.getTime()] : []))));
}
