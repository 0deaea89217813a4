import { channelOf } from "../../channels/index.ts";
import { done } from "../../lib/define.ts";
import { found, Refusal } from "../../lib/refusal.ts";
import { type Context, staffOf } from "../../server/context.ts";
import type { LoggedEvent } from "../../server/reactions.ts";
import { accessGroup } from "../groups/index.ts";
import { endTasks, reopenTaskByKey } from "../tasks/index.ts";
import * as store from "./confirm.store.ts";
import { endDispatches, endOpenDeliveries, type EndedDelivery, lockWaitingByTask } from "./dispatches.store.ts";
import { dropMarks } from "./door.store.ts";
import { hurryDispatches } from "./follow.store.ts";
import { publishEnded } from "./run.actions.ts";

/** The delivery, held until the transaction ends, where it is the acting person's or of a group in sight. */
export async function holdDelivery(ctx: Context, deliveryId: string): Promise<store.HeldDelivery> {
  const delivery = found(await store.lockDelivery(ctx.db, ctx.brand.id, deliveryId), "sends.delivery-missing");
  if (delivery.assigneeId !== staffOf(ctx).id) await accessGroup(ctx, delivery.groupId, "tasks.do");
  return delivery;
}

/** What a person confirms on the platform is not said here: the platform is asked. */
export function refuseOnPlatform(delivery: store.HeldDelivery): void {
  if (channelOf(delivery.channel)?.capabilities.confirmedOnPlatform && delivery.state !== "unknown")
    throw new Refusal("conflict", "sends.confirmed-on-platform", { channel: delivery.channel });
}

/** A person has posted it, or could not; the last one of a dispatch ends its task. */
export async function confirmDelivery(outer: Context, input: { deliveryId: string; outcome: "sent" | "failed"; reason: string }) {
  return outer.transaction(async (ctx) => {
    const delivery = await holdDelivery(ctx, input.deliveryId);
    refuseOnPlatform(delivery);
    if (delivery.state !== "handed-over") throw new Refusal("conflict", "sends.not-yours-to-confirm", { state: delivery.state });
    if (Date.parse(delivery.expiresAt) <= ctx.now.getTime()) throw new Refusal("conflict", "sends.expired");
    const reason = input.outcome === "failed" ? input.reason || "by-person" : null;
    const changed = await store.updateDelivery(ctx.db, ctx.brand.id, delivery.id, {
      state: input.outcome,
      reason,
      endedAt: ctx.now,
      endedBy: staffOf(ctx).id,
    });
    await closeDispatch(ctx, delivery, changed);
    return done;
  });
}

async function closeDispatch(ctx: Context, delivery: store.HeldDelivery, changed: readonly EndedDelivery[]): Promise<void> {
  if ((await store.countOpen(ctx.db, ctx.brand.id, delivery.dispatchId)) === 0) {
    await endDispatches(ctx.db, ctx.brand.id, [delivery.dispatchId], "done", ctx.now);
    await dropMarks(ctx.db, ctx.brand.id, [delivery.dispatchId]);
    await endTasks(ctx, [`dispatch:${delivery.dispatchId}`, `unknown:${delivery.dispatchId}`], "done");
  }
  await publishEnded(ctx, changed);
}

/** Takes a confirmation back: the target and its task are open again. */
export async function unconfirmDelivery(outer: Context, input: { deliveryId: string }) {
  return outer.transaction(async (ctx) => {
    const delivery = await holdDelivery(ctx, input.deliveryId);
    refuseOnPlatform(delivery);
    const isConfirmed = (delivery.state === "sent" || delivery.state === "failed") && delivery.assigneeId !== null;
    if (!isConfirmed) throw new Refusal("conflict", "sends.not-confirmed", { state: delivery.state });
    if (Date.parse(delivery.expiresAt) <= ctx.now.getTime()) throw new Refusal("conflict", "sends.expired");
    await store.reopenDispatch(ctx.db, ctx.brand.id, delivery.dispatchId, delivery.sendId);
    await store.updateDelivery(ctx.db, ctx.brand.id, delivery.id, { state: "handed-over", reason: null, endedAt: null, endedBy: null });
    await reopenTaskByKey(ctx, `dispatch:${delivery.dispatchId}`);
    await ctx.audit({ action: "sends.unconfirm", targetKind: "delivery", targetId: delivery.id, before: { state: delivery.state } });
    return done;
  });
}

/** A person has looked at the platform and says what became of an unknown delivery. */
export async function decideDelivery(outer: Context, input: { deliveryId: string; outcome: "sent" | "failed" }) {
  return outer.transaction(async (ctx) => {
    const delivery = await holdDelivery(ctx, input.deliveryId);
    if (delivery.state !== "unknown") throw new Refusal("conflict", "sends.not-unknown", { state: delivery.state });
    const changed = await store.updateDelivery(ctx.db, ctx.brand.id, delivery.id, {
      state: input.outcome,
      reason: "by-person",
      endedAt: ctx.now,
      endedBy: staffOf(ctx).id,
    });
    await ctx.audit({ action: "sends.decide", targetKind: "delivery", targetId: delivery.id, after: { outcome: input.outcome } });
    await closeDispatch(ctx, delivery, changed);
    return done;
  });
}

const outcomeOfTask: Record<string, { state: "sent" | "cancelled" | "expired"; dispatch: "done" | "cancelled" | "expired" }> = {
  done: { state: "sent", dispatch: "done" },
  skipped: { state: "cancelled", dispatch: "cancelled" },
  expired: { state: "expired", dispatch: "expired" },
};

/** What a person's task came to is what its dispatch comes to; of what a platform has, the platform is asked. */
export async function followTasks(ctx: Context, events: readonly LoggedEvent[]): Promise<void> {
  const byState = Map.groupBy(events, (event) => String(event.data?.state));
  for (const [state, ended] of byState) {
    const outcome = outcomeOfTask[state];
    if (!outcome) continue;
    const held = await lockWaitingByTask(
      ctx.db,
      ctx.brand.id,
      ended.map((event) => String(event.data?.taskId)),
    );
    const all = held.map((one) => one.id);
    const onPlatform = await hurryDispatches(ctx.db, ctx.brand.id, all, state === "skipped", ctx.now);
    const ids = all.filter((id) => !onPlatform.has(id));
    await endDispatches(ctx.db, ctx.brand.id, ids, outcome.dispatch, ctx.now);
    await publishEnded(
      ctx,
      await endOpenDeliveries(ctx.db, ctx.brand.id, ids, outcome.state, state === "skipped" ? "skipped-by-person" : null, ctx.now),
    );
  }
}
