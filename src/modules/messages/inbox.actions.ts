import { done, type InputOf, type OutputOf } from "../../lib/define.ts";
import { found, Refusal } from "../../lib/refusal.ts";
import type { Context } from "../../server/context.ts";
import { decodeCursor, encodeCursor } from "../../server/page.ts";
import { InboundItem, type KeptReason, type Outcome } from "./inbound.contract.ts";
import type { InboxRow, InboxState, listInboxEndpoint } from "./inbox.contract.ts";
import { stateOf } from "./inbox.rules.ts";
import * as store from "./inbox.store.ts";
import { ingest } from "./ingest.actions.ts";
import { FUTURE_LIMIT_MS } from "./validity.rules.ts";

const SAMPLE_CHARS = 300;
const REPLAY_ROWS = 1_000;

const rowOf = (row: store.InboxRecord): InboxRow => ({
  id: row.id,
  source: row.source,
  receivedAt: row.receivedAt,
  state: row.state,
  reason: row.reason,
  sample: row.body.slice(0, SAMPLE_CHARS),
  sizeChars: row.sizeChars,
});

export async function listInbox(ctx: Context, ask: InputOf<typeof listInboxEndpoint>): Promise<OutputOf<typeof listInboxEndpoint>> {
  const [receivedAt, id] = decodeCursor(ask.cursor) ?? [];
  const after = typeof receivedAt === "string" && typeof id === "string" ? { receivedAt, id } : undefined;
  const rows = await store.listInbox(ctx.db, ctx.brand.id, {
    state: ask.state,
    reason: ask.reason,
    q: ask.q,
    after,
    limit: ask.limit + 1,
    sampleChars: SAMPLE_CHARS,
  });
  const items = rows.slice(0, ask.limit);
  const last = items.at(-1);
  const nextCursor = rows.length > ask.limit && last ? encodeCursor([last.receivedAt, last.id]) : null;
  return { items: items.map(rowOf), nextCursor, waiting: await store.countWaiting(ctx.db, ctx.brand.id) };
}

export async function showInbox(ctx: Context, input: { inboxId: string }): Promise<InboxRow & { body: string }> {
  const row = found(await store.findInboxRow(ctx.db, ctx.brand.id, input.inboxId), "messages.inbox-missing");
  return { ...rowOf(row), body: row.body };
}

function readItem(body: string): InboundItem | undefined {
  try {
    return InboundItem.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}

/** An id of its own for a corrected report, so that it counts beside the first. */
function asOwnReport(item: InboundItem): InboundItem {
  return { ...item, externalId: `${item.externalId}@${item.occurredAt.getTime()}`.slice(-200) };
}

const stays = (row: store.InboxRecord, outcome: Outcome | undefined) => outcome?.verdict === "kept" && outcome.reason === row.reason;

/** Judges kept items anew, all in one ingestion; answers those that took effect or now wait for something else. */
async function judgeAnew(ctx: Context, rows: readonly store.InboxRecord[], accept = false): Promise<Set<string>> {
  const read = rows.flatMap((row) => {
    const item = readItem(row.body);
    return item ? [{ row, item: accept && row.reason === "correction" ? asOwnReport(item) : item }] : [];
  });
  if (read.length === 0) return new Set();
  const report = await ingest(
    ctx,
    read.map((one) => one.item),
  );
  const settled = read.filter((one, i) => !stays(one.row, report.outcomes[i])).map((one) => one.row.id);
  await store.updateState(ctx.db, ctx.brand.id, settled, "replayed");
  return new Set(settled);
}

export async function replayInbox(
  outer: Context,
  input: { inboxId: string; accept: boolean },
): Promise<{ state: InboxState; reason: string }> {
  return outer.transaction(async (ctx) => {
    const row = await lockOpenRow(ctx, input.inboxId);
    const settled = await judgeAnew(ctx, [row], input.accept);
    const state: InboxState = settled.has(row.id) ? "replayed" : row.state;
    await ctx.audit({
      action: "messages.replay-inbox",
      targetKind: "inbox",
      targetId: row.id,
      before: { state: row.state, reason: row.reason },
      after: { state },
    });
    return { state, reason: row.reason };
  });
}

async function lockOpenRow(ctx: Context, id: string): Promise<store.InboxRecord> {
  const row = found(await store.lockInboxRow(ctx.db, ctx.brand.id, id), "messages.inbox-missing");
  if (row.state === "replayed") throw new Refusal("conflict", "messages.inbox-settled");
  return row;
}

/** Replays what waits for a reason, oldest first, up to a thousand. */
export async function replayWaiting(outer: Context, reason: KeptReason): Promise<{ replayed: number; waiting: number }> {
  return outer.transaction(async (ctx) => {
    const rows = await store.lockWaiting(ctx.db, ctx.brand.id, reason, REPLAY_ROWS);
    const settled = await judgeAnew(ctx, rows);
    return { replayed: settled.size, waiting: rows.length - settled.size };
  });
}

export async function replayAll(outer: Context, input: { reason: KeptReason }): Promise<{ replayed: number; waiting: number }> {
  return outer.transaction(async (ctx) => {
    const result = await replayWaiting(ctx, input.reason);
    await ctx.audit({ action: "messages.replay-all", targetKind: "inbox", targetId: input.reason, after: result });
    return result;
  });
}

export async function dismissInbox(outer: Context, input: { inboxId: string }) {
  return outer.transaction(async (ctx) => {
    const row = await lockOpenRow(ctx, input.inboxId);
    await store.updateState(ctx.db, ctx.brand.id, [row.id], "refused");
    await ctx.audit({
      action: "messages.dismiss-inbox",
      targetKind: "inbox",
      targetId: row.id,
      before: { state: row.state, reason: row.reason },
      after: { state: "refused" },
    });
    return done;
  });
}

/** Takes setting aside back: it waits again, as it did. */
export async function recallInbox(outer: Context, input: { inboxId: string }) {
  return outer.transaction(async (ctx) => {
    const row = await lockOpenRow(ctx, input.inboxId);
    if (row.state === "refused") {
      const state = stateOf(row.reason);
      await store.updateState(ctx.db, ctx.brand.id, [row.id], state);
      await ctx.audit({
        action: "messages.recall-inbox",
        targetKind: "inbox",
        targetId: row.id,
        before: { state: row.state, reason: row.reason },
        after: { state },
      });
    }
    return done;
  });
}

/** Lets what came too early take effect once its day is near. */
export async function replayDue(outer: Context): Promise<number> {
  return outer.transaction(async (ctx) => {
    const rows = await store.lockWaiting(ctx.db, ctx.brand.id, "future", 20 * REPLAY_ROWS);
    const due = rows.filter(
      (row) => (readItem(row.body)?.occurredAt.getTime() ?? Number.POSITIVE_INFINITY) <= ctx.now.getTime() + FUTURE_LIMIT_MS,
    );
    await judgeAnew(ctx, due.slice(0, REPLAY_ROWS));
    return due.length > REPLAY_ROWS ? due.length : 0;
  });
}
