import type { CallHeard } from "../../channels/wecom/wecom.client.ts";
import type { Context } from "../../server/context.ts";
import { perHome } from "../../server/recall.ts";
import { measureCall } from "./meters.actions.ts";
import { addMinutes, type MinuteRow } from "./line.store.ts";

const FLUSH_MS = 5_000;
const MINUTE_MS = 60_000;

interface Heard {
  ctx: Context;
  connectionId: string;
  minutes: Map<string, MinuteRow>;
}

/** What was heard and is not written yet, by connection. */
const waitingOf = perHome(() => new Map<string, Heard>());

/** Sums calls by minute, API and outcome, and writes the sums some seconds later. */
export function hearCall(ctx: Context, connectionId: string, call: CallHeard): void {
  measureCall("wecom", call);
  const byConnection = waitingOf(ctx.home);
  let heard = byConnection.get(connectionId);
  if (!heard) {
    heard = { ctx, connectionId, minutes: new Map() };
    byConnection.set(connectionId, heard);
    void ctx.outside.sleep(FLUSH_MS).then(() => flush(ctx.home, connectionId));
  }
  const minuteMs = Math.floor(ctx.outside.nowMs() / MINUTE_MS) * MINUTE_MS;
  const key = `${minuteMs} ${call.api} ${call.outcome}`;
  const row = heard.minutes.get(key) ?? { minute: new Date(minuteMs), api: call.api, outcome: call.outcome, count: 0, tookMs: 0 };
  heard.minutes.set(key, { ...row, count: row.count + 1, tookMs: row.tookMs + call.tookMs });
}

async function flush(home: object, connectionId: string): Promise<void> {
  const byConnection = waitingOf(home);
  const heard = byConnection.get(connectionId);
  if (!heard) return;
  byConnection.delete(connectionId);
  const { ctx, minutes } = heard;
  try {
    await addMinutes(ctx.db, ctx.brand.id, connectionId, [...minutes.values()]);
  } catch (error) {
    ctx.log.warn({ reason: error instanceof Error ? error.message : "unknown" }, "figures of calls could not be written");
  }
}

/** Writes what waits now; for a process that stops, and for a page that shows the present. */
export async function flushHeard(home: object): Promise<void> {
  for (const id of waitingOf(home).keys()) await flush(home, id);
}
