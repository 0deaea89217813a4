import { createHash } from "node:crypto";
import { pipeline, type Readable, Transform } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { eventIdOf } from "../../lib/ids.ts";
import { Refusal } from "../../lib/refusal.ts";
import { localDay, startOfDayMs } from "../../lib/time.ts";
import { type Context, requirePermission } from "../../server/context.ts";
import { visibleGroups } from "../groups/index.ts";
import { findGroups } from "./attribution.store.ts";
import { costEntered } from "./costs.contract.ts";
import { insertCosts } from "./costs.store.ts";
import type { ImportKind, ImportReport } from "./import.contract.ts";
import {
  badRow,
  BAD_ROWS_TOLD,
  type Cells,
  type Column,
  type CostRowRead,
  readCostRow,
  readHeader,
  readOrderRow,
  readRefundRow,
  type Row,
  type RowAsk,
} from "./import.rules.ts";
import type { RecordOutcome } from "./orders.contract.ts";
import { recordOrders } from "./record.actions.ts";
import { recordRefunds } from "./refund.actions.ts";

/** Written in one transaction. */
const CHUNK_ROWS = 500;

interface ReadLine {
  line: number;
  cells: readonly string[];
}

/** Takes what was read of a chunk, one outcome per value. */
type Take<T> = (ctx: Context, values: readonly T[]) => Promise<RecordOutcome[]>;

/**
 * Reads a CSV file as it comes in: rows that can be read are recorded a few hundred at a time, the others are told with line and reason.
 * The same file again changes nothing. Refuses a file that is not UTF-8, has no header we know, or breaks off inside a quote.
 */
export async function importCsv(ctx: Context, kind: ImportKind, file: Readable, source: string): Promise<ImportReport> {
  requirePermission(ctx, kind === "costs" ? "costs.write" : "orders.write");
  const ask: RowAsk = { source, zone: ctx.brand.zone };
  if (kind === "orders") return readFile(ctx, kind, file, (cells) => readOrderRow(cells, ask), recordOrders);
  if (kind === "refunds") return readFile(ctx, kind, file, (cells) => readRefundRow(cells, ask), recordRefunds);
  return readFile(ctx, kind, file, readCostRow, recordCosts);
}

async function readFile<T>(
  ctx: Context,
  kind: ImportKind,
  file: Readable,
  read: (cells: Cells) => Row<T>,
  take: Take<T>,
): Promise<ImportReport> {
  const report: ImportReport = { rows: 0, recorded: 0, changed: 0, same: 0, bad: 0, badRows: [] };
  let columns: (Column | null)[] | undefined;
  let chunk: ReadLine[] = [];
  const flush = async () => {
    await takeChunk(ctx, report, chunk, columns ?? [], read, take);
    chunk = [];
  };
  for await (const { line, cells } of linesOf(file)) {
    if (!columns) {
      const header = readHeader(kind, cells);
      if (header.missing.length > 0) throw new Refusal("invalid", "orders.no-header", { missing: header.missing.join("、") });
      columns = header.columns;
      continue;
    }
    if (chunk.push({ line, cells }) === CHUNK_ROWS) await flush();
  }
  if (!columns) throw new Refusal("invalid", "orders.no-header", { missing: "" });
  await flush();
  return report;
}

/** The rows of a CSV file with the number of the line each ends on. */
async function* linesOf(file: Readable): AsyncGenerator<ReadLine> {
  const parser = parse({ bom: true, info: true, relax_column_count: true, skip_empty_lines: true, trim: true, max_record_size: 100_000 });
  pipeline(file, onlyUtf8(), parser, () => undefined);
  try {
    for await (const read of parser) {
      const { record, info }: { record: string[]; info: { lines: number } } = read;
      yield { line: info.lines, cells: record };
    }
  } catch (error) {
    if (error instanceof CsvError) throw new Refusal("invalid", "orders.csv-broken", { line: "lines" in error ? error.lines : null });
    throw error;
  }
}

/** Lets bytes through as they are, and breaks off at the first that is not UTF-8 (spreadsheets save GBK by default). */
function onlyUtf8(): Transform {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const check = (bytes: Buffer | undefined, done: (error: Error | null, data?: Buffer) => void) => {
    try {
      decoder.decode(bytes, { stream: bytes !== undefined });
    } catch {
      done(new Refusal("invalid", "orders.not-utf8"));
      return;
    }
    done(null, bytes);
  };
  return new Transform({ transform: (bytes: Buffer, _encoding, done) => check(bytes, done), flush: (done) => check(undefined, done) });
}

async function takeChunk<T>(
  ctx: Context,
  report: ImportReport,
  chunk: readonly ReadLine[],
  columns: readonly (Column | null)[],
  read: (cells: Cells) => Row<T>,
  take: Take<T>,
): Promise<void> {
  const good: { row: ReadLine; value: T }[] = [];
  const tell = (row: ReadLine, field: string | null, problem: Parameters<typeof badRow>[2]) => {
    report.bad++;
    if (report.badRows.length < BAD_ROWS_TOLD) report.badRows.push(badRow(row.line, field, problem, row.cells));
  };
  for (const row of chunk) {
    report.rows++;
    const result =
      row.cells.length > columns.length ? ({ verdict: "bad", field: null, problem: "cells" } as const) : read(cellsOf(row.cells, columns));
    if (result.verdict === "row") good.push({ row, value: result.value });
    else tell(row, result.field, result.problem);
  }
  if (good.length === 0) return;
  const outcomes = await take(
    ctx,
    good.map((one) => one.value),
  );
  for (const [i, { row }] of good.entries()) {
    const outcome = outcomes[i];
    if (outcome?.verdict === "rejected") tell(row, null, outcome.reason);
    else if (outcome) report[outcome.verdict]++;
  }
}

function cellsOf(cells: readonly string[], columns: readonly (Column | null)[]): Cells {
  const named: Cells = {};
  for (const [i, column] of columns.entries()) if (column) named[column] = cells[i] ?? "";
  return named;
}

/** Costs have no number of their own: a row is known by all it says, so two that say the same are one. */
async function recordCosts(outer: Context, rows: readonly CostRowRead[]): Promise<RecordOutcome[]> {
  return outer.transaction(async (ctx) => {
    const groups = await findGroups(
      ctx.db,
      ctx.brand.id,
      [],
      rows.flatMap((row) => row.groupCode ?? []),
      visibleGroups(ctx, "costs.write", "g"),
    );
    const byCode = new Map(groups.map((group) => [group.code, group.id]));
    const today = localDay(ctx.now.getTime(), ctx.brand.zone);
    const costs = rows.map(({ groupCode, ...row }) => {
      const groupId = groupCode === undefined ? undefined : byCode.get(groupCode);
      const digest = createHash("sha256")
        .update(JSON.stringify([ctx.brand.id, row.day, groupId, row.campaign, row.kind, row.fen, row.note]))
        .digest("hex");
      const rejected = row.day > today ? "moment-unlikely" : groupCode !== undefined && groupId === undefined ? "group-missing" : undefined;
      return { cost: { ...row, groupId, id: eventIdOf(startOfDayMs(row.day, ctx.brand.zone), digest) }, rejected } as const;
    });
    const placed = [...new Map(costs.filter((one) => !one.rejected).map(({ cost }) => [cost.id, cost])).values()];
    const staffId = ctx.actor.kind === "staff" ? ctx.actor.id : null;
    const written = await insertCosts(ctx.db, ctx.brand.id, placed, staffId, ctx.now);
    const fresh = placed.filter((one) => written.has(one.id));
    await ctx.publishAll(
      costEntered,
      fresh.map((one) => ({ groupId: one.groupId, value: one.fen, day: one.day, costId: one.id })),
    );
    return costs.map(({ cost, rejected }) => {
      if (rejected) return { verdict: "rejected", reason: rejected };
      return { verdict: written.delete(cost.id) ? "recorded" : "same", orderId: cost.id };
    });
  });
}
