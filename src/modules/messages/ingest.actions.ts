import { Refusal } from "../../lib/refusal.ts";
import type { Context } from "../../server/context.ts";
import { ensureMonths } from "../../server/event-log.ts";
import { type Batch, closeReport, type Heard, keep, openBatch } from "./batch.rules.ts";
import type { InboundItem, IngestReport } from "./inbound.contract.ts";
import { keepInInbox } from "./inbox-keep.actions.ts";
import { messageReceived } from "./messages.contract.ts";
import { orderByMoment } from "./ordering.rules.ts";
import { findPeople, placeInGroups } from "./place.actions.ts";
import { Overtaken, recordMessages } from "./record.actions.ts";
import { applyPending, takeBack } from "./removal.actions.ts";
import { idOfReport } from "./report-id.actions.ts";
import { countExposures, moveSeats } from "./seat-reports.actions.ts";

/** Written in one transaction: large enough to share its commit, small enough to end far within five seconds. */
const CHUNK_ITEMS = 2_000;

/** One pass over a batch; it may settle items, keep them in the inbox, or find out more about them. */
type Stage = (ctx: Context, batch: Batch) => Promise<void>;

/** In this order for the sake of locks: member numbers, groups, events, the groups' sequences. */
const stages: readonly Stage[] = [placeInGroups, findPeople, moveSeats, recordMessages, applyPending, takeBack, countExposures];

/**
 * Takes in what channels report: messages, comings, goings, takings-back, looks. Each counts once however often, late or disordered it
 * comes; what cannot take effect is kept in the inbox. Within a call things are done in the order they happened; a group's messages are
 * numbered without a hole. Answers one outcome per item, in the order given. Large calls are written in several transactions.
 */
export async function ingest(outer: Context, items: readonly InboundItem[]): Promise<IngestReport> {
  const whole = openBatch(items, outer.now.getTime(), idOfReport);
  await ensureMonths(
    outer,
    whole.heard.map((one) => one.item.occurredAt.getTime()),
  );
  const heard = orderByMoment(whole.heard);
  if (whole.kept.length > 0) await outer.transaction((ctx) => keepInInbox(ctx, whole.kept));
  for (let from = 0; from < heard.length; from += CHUNK_ITEMS) {
    const chunk = heard.slice(from, from + CHUNK_ITEMS);
    const settled = await outer.transaction((ctx) => takeIn(ctx, chunk, false));
    for (const [index, outcome] of settled) whole.settled.set(index, outcome);
  }
  return closeReport(items.length, whole.settled);
}

/** All of them, or when the database refuses one, each half for itself, down to the one that cannot be written: it is kept. */
async function takeIn(ctx: Context, heard: readonly Heard[], isDoubtful: boolean): Promise<Batch["settled"]> {
  try {
    return await ctx.attempt((inside) => runStages(inside, heard, isDoubtful));
  } catch (error) {
    if (error instanceof Overtaken) return takeIn(ctx, heard, true);
    if (!isRefusedContent(error)) throw error;
    if (isAlreadyThere(error) && !isDoubtful) return takeIn(ctx, heard, true);
    ctx.log.warn({ err: error, items: heard.length }, "ingest: content refused");
    const [only, another] = heard;
    if (only && !another) return keepAlone(ctx, only);
    const middle = Math.ceil(heard.length / 2);
    const first = await takeIn(ctx, heard.slice(0, middle), isDoubtful);
    return new Map([...first, ...(await takeIn(ctx, heard.slice(middle), isDoubtful))]);
  }
}

async function runStages(ctx: Context, heard: readonly Heard[], isDoubtful: boolean): Promise<Batch["settled"]> {
  const batch: Batch = { heard: heard.map((one) => ({ ...one })), settled: new Map(), kept: [], isDoubtful };
  for (const stage of stages) await stage(ctx, batch);
  await keepInInbox(ctx, batch.kept);
  await ctx.publishAll(messageReceived, []);
  return batch.settled;
}

async function keepAlone(ctx: Context, one: Heard): Promise<Batch["settled"]> {
  const batch: Batch = { heard: [], settled: new Map(), kept: [], isDoubtful: true };
  keep(batch, one, "unreadable");
  await keepInInbox(ctx, batch.kept);
  return batch.settled;
}

/** A message whose words were forgotten is still in the log, and two groups may be told the same report at once. */
function isAlreadyThere(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "23505";
}

/** Faults of what was to be written (SQLSTATE classes 22 and 23, refusals), not of the database or of us. */
function isRefusedContent(error: unknown): boolean {
  if (error instanceof Refusal) return true;
  return error instanceof Error && "code" in error && /^2[23]...$/.test(String(error.code));
}
