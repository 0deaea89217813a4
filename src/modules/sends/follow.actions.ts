import type { Channel, ChannelDoor, Followed, Outgoing } from "../../channels/channel.ts";
import { channelOf } from "../../channels/index.ts";
import type { Context } from "../../server/context.ts";
import { endTasks } from "../tasks/index.ts";
import { outgoingOf } from "./claim.actions.ts";
import { doorOf } from "./door.actions.ts";
import { autoRemindAtMs, decideRemind, isGivenUp, nextAskMs, settleFollowed, type Stop, stopOf } from "./follow.rules.ts";
import * as store from "./follow.store.ts";
import { publishEnded } from "./run.actions.ts";

/** How long one round of asking may take before another process asks again. */
const LEASE_MS = 120_000;
const BATCH = 100;
/** Asked side by side; the line keeps the platform's own limits. */
const AT_ONCE = 8;

/** Asks the platforms about dispatches that people confirm there, reminds and stops where that is wanted, and writes what came of them. */
export async function followHandovers(ctx: Context): Promise<number> {
  const claimed = await claimWaiting(ctx);
  const results: store.FollowResult[] = [];
  const queue = claimed[Symbol.iterator]();
  const worker = async () => {
    for (const one of queue) results.push(await followOne(ctx, one));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  await record(ctx, results);
  return claimed.length;
}

interface Following {
  dispatch: store.FollowedDispatch;
  waiting: readonly store.WaitingTarget[];
}

async function claimWaiting({ db, brand, now }: Context): Promise<Following[]> {
  const dispatches = await store.claimFollows(db, brand.id, now, LEASE_MS, BATCH);
  if (dispatches.length === 0) return [];
  const waiting = await store.listWaiting(
    db,
    brand.id,
    dispatches.map((one) => one.id),
  );
  const byDispatch = Map.groupBy(waiting, (one) => one.dispatchId);
  return dispatches.map((dispatch) => ({ dispatch, waiting: byDispatch.get(dispatch.id) ?? [] }));
}

/** One dispatch: what the platform says, the wished end of it, the wished reminder. A platform that cannot be reached is asked later. */
async function followOne(ctx: Context, { dispatch, waiting }: Following): Promise<store.FollowResult> {
  const nowMs = ctx.now.getTime();
  const handedAtMs = Date.parse(dispatch.handedAt);
  const result: store.FollowResult = {
    platformRef: dispatch.platformRef,
    followEpoch: dispatch.followEpoch,
    dispatchId: dispatch.id,
    deliveries: [],
    dispatch: null,
    followAt: new Date(nextAskMs(handedAtMs, nowMs)),
    stoppedAt: dispatch.stoppedAt ? new Date(dispatch.stoppedAt) : null,
    remindAt: dispatch.remindAt ? new Date(dispatch.remindAt) : null,
    isReminded: false,
    refusal: null,
  };
  const channel = channelOf(dispatch.channel);
  if (!channel?.follow) return result;
  const outgoing = outgoingOf(
    ctx,
    dispatch,
    waiting.map(({ dispatchId: _dispatchId, ...target }) => ({ ...target, body: dispatch.body })),
  );
  const asked = {
    channel,
    outgoing,
    door: doorOf(ctx, dispatch, outgoing),
    dispatch,
    waiting: waiting.map((one) => one.deliveryId),
    nowMs,
  };
  try {
    return await settle(asked, result);
  } catch (error) {
    ctx.log.warn({ err: error, dispatchId: dispatch.id }, "a platform could not be asked what became of a dispatch");
    return { ...result, refusal: String(error).slice(0, 200) };
  }
}

interface Asked {
  channel: Channel;
  outgoing: Outgoing;
  door: ChannelDoor;
  dispatch: store.FollowedDispatch;
  waiting: readonly string[];
  nowMs: number;
}

async function settle(asked: Asked, result: store.FollowResult): Promise<store.FollowResult> {
  const { dispatch, waiting, nowMs } = asked;
  const expiresAtMs = Date.parse(dispatch.expiresAt);
  const stop = stopOf({ sendState: dispatch.sendState, isSkipped: dispatch.isSkipped, expiresAtMs }, nowMs);
  const { told, stopped, refusal } = await askUntilStopped(asked, stop, result.stoppedAt);
  if (told.verdict === "ask-later") return { ...result, stoppedAt: stopped, refusal, followAt: laterOf(told.atMs, result.followAt, nowMs) };
  const isStopped = stopped !== null || isGivenUp(expiresAtMs, nowMs);
  const { deliveries, dispatch: end } = settleFollowed(told, waiting, stop, isStopped);
  const settled = { ...result, deliveries, dispatch: end, stoppedAt: stopped, refusal };
  return end === null && stop === null ? remindWhenDue(asked, settled) : settled;
}

/** The word of the platform; where the dispatch shall end, after nobody can confirm it any more, so that none slips through between. */
async function askUntilStopped(
  { channel, outgoing, door, dispatch }: Asked,
  stop: Stop | null,
  stoppedAt: Date | null,
): Promise<{ told: Followed; stopped: Date | null; refusal: string | null }> {
  const ask = () => channel.follow?.(outgoing, dispatch.platformRef, door) ?? Promise.resolve<Followed>({ verdict: "ask-later" });
  const told = await ask();
  const isOver = told.verdict === "told" && told.isOver;
  if (stop === null || stoppedAt !== null || isOver) return { told, stopped: stoppedAt, refusal: null };
  const done = (await channel.cancel?.(dispatch.platformRef, door)) ?? { verdict: "refused" as const, reason: "cannot-be-stopped" };
  if (done.verdict === "refused") return { told, stopped: null, refusal: done.reason };
  const after = await ask();
  return { told: both(told, after), stopped: new Date(door.nowMs()), refusal: null };
}

/** Two words of the platform, the later one first; what the earlier one knew holds. */
function both(before: Followed, after: Followed): Followed {
  if (before.verdict !== "told" || after.verdict !== "told") return after;
  const known = new Set(after.targets.map((one) => one.deliveryId));
  return { ...after, targets: [...after.targets, ...before.targets.filter((one) => !known.has(one.deliveryId))] };
}

const laterOf = (atMs: number | undefined, planned: Date, nowMs: number) => new Date(Math.max(nowMs, atMs ?? planned.getTime()));

async function remindWhenDue({ channel, door, dispatch, nowMs }: Asked, result: store.FollowResult): Promise<store.FollowResult> {
  const perDay = channel.capabilities.remindsPerDay;
  if (!channel.remind || perDay === null || result.remindAt === null) return result;
  if (result.remindAt.getTime() > nowMs) return { ...result, followAt: earlier(result.followAt, result.remindAt) };
  const autoAt = new Date(autoRemindAtMs(Date.parse(dispatch.handedAt), Date.parse(dispatch.expiresAt)));
  const remindAt = autoAt.getTime() > nowMs ? autoAt : null;
  const verdict = decideRemind(dispatch.remindedAt.map(Date.parse), perDay, nowMs);
  if (verdict.verdict === "refuse") return { ...result, remindAt, refusal: verdict.reason };
  const done = await channel.remind(dispatch.platformRef, door);
  if (done.verdict === "refused") return { ...result, remindAt, refusal: done.reason };
  return { ...result, remindAt, isReminded: true };
}

const earlier = (a: Date, b: Date) => (a < b ? a : b);

async function record(outer: Context, results: readonly store.FollowResult[]): Promise<void> {
  if (results.length === 0) return;
  await outer.transaction(async (ctx) => {
    const held = await store.writeFollows(ctx.db, ctx.brand.id, results, ctx.now);
    const changed = await store.endWaiting(
      ctx.db,
      ctx.brand.id,
      held.flatMap((one) => one.deliveries),
      ctx.now,
    );
    const ended = held.flatMap(({ dispatchId, dispatch }) => (dispatch ? [{ dispatchId, dispatch }] : []));
    await store.endWaitingDispatches(ctx.db, ctx.brand.id, ended, ctx.now);
    const keysOf = (isDone: boolean) =>
      ended.filter((one) => (one.dispatch === "done") === isDone).map((one) => `dispatch:${one.dispatchId}`);
    await endTasks(ctx, keysOf(true), "done");
    await endTasks(ctx, keysOf(false), "cancelled");
    await publishEnded(ctx, changed);
  });
}
