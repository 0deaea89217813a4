import { type ChannelDoor, LineDown, type Outgoing, type SendAnswer } from "../../channels/channel.ts";
import { platformConfirmed } from "../../channels/index.ts";
import { Refusal } from "../../lib/refusal.ts";
import { addDays, localDay, startOfDayMs } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import { createTasks } from "../tasks/index.ts";
import { type Claimed, claim, claimToCall } from "./claim.actions.ts";
import * as store from "./dispatches.store.ts";
import { CALL_MS, doorOf, handToPerson } from "./door.actions.ts";
import { dropMarks } from "./door.store.ts";
import { autoRemindAtMs, FIRST_ASK_MS } from "./follow.rules.ts";
import { insertHandover } from "./follow.store.ts";
import { forgetOutside } from "./outside.store.ts";
import { UNDO_MS } from "./plan.rules.ts";
import { deliveryEnded, type DeliveryState, sendFinished } from "./sends.contract.ts";
import { finishSends } from "./sends.store.ts";
import { askAgainAtMs, type Settlement, settleAnswer, settleLost, settleReconciled } from "./settle.rules.ts";

/** How long a process may take for one call before others hold it for dead. */
const LEASE_MS = 30_000;
/** The same where the call waits for its turn on a platform's line, and files are given to it first. */
const LINE_LEASE_MS = 150_000;
/** How long a process may take to ask about an unknown dispatch. */
const ASK_MS = 60_000;
/** When a call is made again that surely did not arrive, where nobody says when. */
const RETRY_MS = 60_000;
/** How long a platform may be out of reach before a person is asked instead. */
const PATIENCE_MS = 3_600_000;
const BATCH = 50;

/** Where a test may end the process: between the steps of one dispatch. */
export type Phase = "before-intent" | "after-intent" | "in-call" | "after-accept" | "after-commit";
let atPhase: (phase: Phase) => void = () => undefined;
export function watchPhases(hear: (phase: Phase) => void): void {
  atPhase = hear;
}

/** One round of the sender: settle what was lost, end what ran out, claim what is due, call, record. Answers how much was done. */
export async function runDispatches(ctx: Context): Promise<number> {
  if (!(await store.hasWork(ctx.db, ctx.brand.id, timesOf(ctx)))) return 0;
  const lost = await ctx.transaction((inside) => store.markLostUnknown(inside.db, inside.brand.id, inside.now));
  const expired = await expireDispatches(ctx);
  const asked = await reconcileUnknown(ctx);
  return lost + expired + asked + (await callDue(ctx));
}

async function callDue(ctx: Context): Promise<number> {
  atPhase("before-intent");
  const claimed = await claimToCall(ctx, (inside) => store.claimDue(inside.db, inside.brand.id, timesOf(inside), BATCH));
  if (claimed.length === 0) return 0;
  atPhase("after-intent");
  await Promise.all(claimed.map((one) => callOne(ctx, one)));
  return claimed.length;
}

/** What a person taps lies in the queue from the morning of its day on, so that it can be done on time. */
function timesOf({ now, brand }: Context): store.ClaimTimes {
  const tomorrow = addDays(localDay(now.getTime(), brand.zone), 1);
  return {
    now,
    handOverBefore: new Date(startOfDayMs(tomorrow, brand.zone)),
    settledBefore: new Date(now.getTime() - UNDO_MS),
    leaseMs: LEASE_MS,
    lineLeaseMs: LINE_LEASE_MS,
    neverEarly: platformConfirmed(),
  };
}

/** What an empty call comes to: all its targets were taken out of it meanwhile. */
const nothingToDo: Settlement = { dispatch: "done", deliveries: [] };

async function callOne(ctx: Context, claimed: Claimed): Promise<void> {
  const { dispatch, outgoing } = claimed;
  const deliveryIds = outgoing.targets.map((target) => target.deliveryId);
  let answer: SendAnswer | undefined;
  let settled = nothingToDo;
  try {
    if (deliveryIds.length > 0) {
      answer = await ask(ctx, claimed);
      settled = settleAnswer(answer, deliveryIds);
    }
  } catch (error) {
    ctx.log.warn({ err: error, dispatchId: dispatch.id }, "a platform call ended without an answer");
    settled = settleLost(deliveryIds, String(error).slice(0, 300));
  }
  await record(ctx, claimed, settled, answer && "platformRef" in answer ? (answer.platformRef ?? null) : null);
  atPhase("after-commit");
}

async function ask(ctx: Context, { dispatch, channel, outgoing }: Claimed): Promise<SendAnswer> {
  if (!channel) return { verdict: "refused", reason: "no-channel" };
  const door = doorOf(ctx, dispatch, outgoing);
  if (!channel.capabilities.confirmedOnPlatform) atPhase("in-call");
  try {
    const answer = await channel.send(outgoing, { ...door, begin: () => beginCall(door) });
    atPhase("after-accept");
    return answer;
  } catch (error) {
    if (error instanceof Refusal) return { verdict: "refused", reason: error.code };
    if (!(error instanceof LineDown)) throw error;
    return { verdict: "refused", reason: error.message, retryAtMs: error.retryAtMs ?? ctx.now.getTime() + RETRY_MS };
  }
}

async function beginCall(door: Pick<ChannelDoor, "begin">): Promise<boolean> {
  const isOurs = await door.begin();
  atPhase("in-call");
  return isOurs;
}

/** Writes what a call came to, if it is still this process's to say; what a person confirms on the platform is followed from here on. */
async function record(
  outer: Context,
  { dispatch, channel, outgoing }: Claimed,
  settled: Settlement,
  platformRef: string | null,
): Promise<void> {
  await outer.transaction(async (ctx) => {
    const changed = await store.writeSettlement(ctx.db, ctx.brand.id, dispatch, settled, platformRef, ctx.now);
    if (!changed) return;
    if (settled.dispatch !== "unknown") await dropMarks(ctx.db, ctx.brand.id, [dispatch.id]);
    if (settled.dispatch === "waiting" && platformRef && channel?.capabilities.confirmedOnPlatform) {
      await insertHandover(ctx.db, ctx.brand.id, {
        platformRef,
        dispatch,
        handedAt: ctx.now,
        followAt: new Date(ctx.now.getTime() + FIRST_ASK_MS),
        remindAt: channel.remind ? new Date(autoRemindAtMs(ctx.now.getTime(), outgoing.expiresAtMs)) : null,
      });
      await forgetOutside(ctx.db, ctx.brand.id, platformRef);
      if (outgoing.assigneeId) await handToPerson(ctx, outgoing, dispatch.channel);
    }
    await publishEnded(ctx, changed);
  });
}

const ends = new Set<string>(["sent", "failed", "over-cap", "left-out", "expired", "cancelled"]);

/** Says which deliveries came to their end, and finishes the sends of which nothing is left. */
export async function publishEnded(ctx: Context, changed: readonly store.EndedDelivery[]): Promise<void> {
  const ended = changed.filter((one) => ends.has(one.state));
  await ctx.publishAll(
    deliveryEnded,
    ended.map((one) => ({ ...one, state: one.state as DeliveryState })),
  );
  const finished = await finishSends(ctx.db, ctx.brand.id, [...new Set(changed.map((one) => one.sendId))], ctx.now);
  await ctx.publishAll(sendFinished, finished);
}

async function expireDispatches(outer: Context): Promise<number> {
  return outer.transaction(async (ctx) => {
    const ended = await store.expirePlanned(ctx.db, ctx.brand.id, ctx.now);
    await publishEnded(ctx, ended);
    return ended.length;
  });
}

/** Asks the platforms about calls whose answer was lost. */
async function reconcileUnknown(ctx: Context): Promise<number> {
  const claimed = await claim(ctx, (inside) => store.claimUnknown(inside.db, inside.brand.id, inside.now, ASK_MS, BATCH));
  await Promise.all(claimed.map((one) => reconcileOne(ctx, one)));
  return claimed.length;
}

async function reconcileOne(ctx: Context, claimed: Claimed): Promise<void> {
  const { dispatch, channel, outgoing } = claimed;
  if (!channel) return;
  const begunAtMs = Date.parse(dispatch.begunAt);
  const nowMs = ctx.now.getTime();
  try {
    const found = await channel.reconcile(outgoing, doorOf(ctx, dispatch, outgoing), { begunAtMs, overAtMs: begunAtMs + CALL_MS });
    const settled = settleReconciled(
      found,
      outgoing.targets.map((target) => target.deliveryId),
      { canRetry: outgoing.expiresAtMs > nowMs, askAgainAtMs: askAgainAtMs(begunAtMs, nowMs) },
    );
    await record(ctx, claimed, settled, "platformRef" in found ? (found.platformRef ?? null) : null);
    if (settled.failure === "undecided") await askPerson(ctx, outgoing);
  } catch (error) {
    ctx.log.warn({ err: error, dispatchId: dispatch.id }, "a platform could not be asked about a lost call");
    if (nowMs - begunAtMs > PATIENCE_MS) await askPerson(ctx, outgoing);
  }
}

/** What no platform can tell is put before the owner of the group. */
async function askPerson(ctx: Context, outgoing: Outgoing): Promise<void> {
  const assigneeId = outgoing.assigneeId;
  if (!assigneeId) return;
  await createTasks(ctx, [
    {
      uniqueKey: `unknown:${outgoing.dispatchId}`,
      kind: "check",
      assigneeId,
      title: outgoing.sendName,
      note: "",
      groupId: outgoing.targets[0]?.groupId ?? null,
      people: 0,
      link: { path: `reach/sends/${outgoing.sendId}?state=unknown` },
      dueAt: ctx.now,
      expiresAt: null,
    },
  ]);
}
