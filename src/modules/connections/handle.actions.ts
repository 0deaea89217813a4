import { LineDown } from "../../channels/channel.ts";
import type { Context } from "../../server/context.ts";
import { isPassing } from "../../server/db.ts";
import { perHome } from "../../server/recall.ts";
import { type CallbackEvent, type CallbackHandler, handlerOf } from "./callback-handlers.actions.ts";
import * as store from "./callbacks.store.ts";
import type { Connection } from "./connections.contract.ts";
import { findConnection } from "./read.actions.ts";

const LEASE_MS = 60_000;
const HOLD_MS = 20_000;
const BATCH = 200;
const STOP_MS = 4_000;
/** One that fails as often is put aside, so that those behind it go on. */
const MAX_TRIES = 5;
const MAX_REST_MS = 60_000;

/** Lanes this process is at, and those it was asked for meanwhile. */
const runsOf = perHome(() => new Map<string, Promise<void>>());
const askedOf = perHome(() => new Set<string>());

/** Handles what waits on the connection's lane, unless another process does. In this process one run at a time; asked meanwhile, once more. */
export function handleLane(ctx: Context, connectionId: string): Promise<void> {
  const runs = runsOf(ctx.home);
  const asked = askedOf(ctx.home);
  const going = runs.get(connectionId);
  if (going) {
    asked.add(connectionId);
    return going;
  }
  const run = (async () => {
    try {
      do {
        asked.delete(connectionId);
        await drain(ctx, connectionId);
      } while (asked.has(connectionId));
    } finally {
      runs.delete(connectionId);
    }
  })();
  runs.set(connectionId, run);
  return run;
}

/** Every lane of the brand that waits. */
export async function handleCallbacks(ctx: Context): Promise<number> {
  const due = await store.listDueLanes(ctx.db, ctx.brand.id);
  await Promise.all(due.map((id) => handleLane(ctx, id)));
  return 0;
}

const stopping = new WeakSet<object>();

/** Lets the runs of this process end with the batch they are at, and waits a few seconds for it; what is left is another's. */
export async function settleCallbacks(home: object, wait: (ms: number) => Promise<void>): Promise<void> {
  stopping.add(home);
  await Promise.race([Promise.allSettled(runsOf(home).values()), wait(STOP_MS)]);
}

async function drain(ctx: Context, connectionId: string): Promise<void> {
  const connection = await findConnection(ctx, connectionId);
  const handler = handlerOf(connection.kind);
  if (!handler || connection.state === "off") return;
  const lane = await store.claimLane(ctx.db, connectionId, LEASE_MS);
  if (lane) await workLane({ ctx, connection, handler, epoch: lane.epoch }, lane.failures);
}

async function workLane(work: Work, failedBefore: number): Promise<void> {
  const { ctx, epoch } = work;
  const connectionId = work.connection.id;
  const holding = holdOn(ctx, connectionId, epoch);
  const listWaiting = () => store.listWaiting(ctx.db, ctx.brand.id, connectionId, BATCH);
  let outage: Error | null = null;
  try {
    for (let raw = await listWaiting(); raw.length > 0 && !holding.isLost() && !outage && !stopping.has(ctx.home);) {
      outage = await handleAll(work, raw);
      if (!outage) raw = await listWaiting();
    }
  } finally {
    holding.stop();
    const failures = outage ? failedBefore + 1 : 0;
    const restMs = outage ? restOf(outage, failures, ctx.outside.nowMs()) : 0;
    await store.leaveLane(ctx.db, connectionId, epoch, { failures, restMs });
  }
}

const isOutage = (error: Error) => error instanceof LineDown || isPassing(error);

function restOf(error: Error, failures: number, nowMs: number): number {
  const grown = Math.min(MAX_REST_MS, 500 * 2 ** Math.min(failures, 10));
  const named = error instanceof LineDown && error.retryAtMs !== null ? error.retryAtMs - nowMs : 0;
  return Math.min(MAX_REST_MS, Math.max(grown, named));
}

interface Work {
  ctx: Context;
  connection: Connection;
  handler: CallbackHandler<unknown>;
  epoch: number;
}

/** Hands over a batch, and where that fails one after another, so that one of them stops nobody; answers the outage that stops all. */
async function handleAll(work: Work, raw: readonly store.RawCallback[]): Promise<Error | null> {
  const failed = await handleBatch(work, raw);
  if (!failed || isOutage(failed)) return failed;
  for (const one of raw) {
    const alone = raw.length === 1 ? failed : await handleBatch(work, [one]);
    if (alone && isOutage(alone)) return alone;
    if (alone) await noteFailure(work, one, alone);
  }
  return null;
}

/** Reads and hands over; answers why it failed. */
async function handleBatch({ ctx, connection, handler, epoch }: Work, raw: readonly store.RawCallback[]): Promise<Error | null> {
  const ended: store.Ended[] = [];
  const events: CallbackEvent[] = [];
  for (const { id, receivedAt, body } of raw) {
    const read = handler.decode(body) as { kind?: unknown; reason?: string };
    if (read.kind === "unreadable") ended.push({ id, state: "unreadable", reason: null });
    else if (read.kind === "ignored") ended.push({ id, state: "ignored", reason: read.reason ?? null });
    else {
      events.push({ id, receivedAt, event: read });
      ended.push({ id, state: "handled", reason: null });
    }
  }
  const failed = events.length === 0 ? null : await attempt(() => handler.handle(ctx, connection, events));
  if (!failed) await store.endCallbacks(ctx.db, connection.id, epoch, ended, ctx.now);
  return failed;
}

async function attempt(run: () => Promise<void>): Promise<Error | null> {
  try {
    await run();
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Comes again later; one that failed often is put aside to be looked at. */
async function noteFailure({ ctx, connection, epoch }: Work, raw: store.RawCallback, failed: Error): Promise<void> {
  const reason = failed.message.slice(0, 300);
  ctx.log.warn({ reason, connection: connection.id, callback: raw.id }, "a callback could not be handled");
  if (raw.tries + 1 < MAX_TRIES) await store.putOff(ctx.db, raw.id, reason, 1_000 * 2 ** raw.tries);
  else await store.endCallbacks(ctx.db, connection.id, epoch, [{ id: raw.id, state: "failed", reason }], ctx.now);
}

/** Keeps the lease while the work goes on. */
function holdOn(ctx: Context, connectionId: string, epoch: number): { stop: () => void; isLost: () => boolean } {
  let isOver = false;
  let isLost = false;
  const timer = setInterval(() => {
    void store.holdLane(ctx.db, connectionId, epoch, LEASE_MS).then(
      (held) => {
        isLost = !held && !isOver;
      },
      () => undefined,
    );
  }, HOLD_MS);
  return {
    stop: () => {
      isOver = true;
      clearInterval(timer);
    },
    isLost: () => isLost,
  };
}
