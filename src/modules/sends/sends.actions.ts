import { done } from "../../lib/define.ts";
import { found, Refusal } from "../../lib/refusal.ts";
import type { Context } from "../../server/context.ts";
import { findSend } from "./listing.store.ts";
import { visibleSends } from "./listing.actions.ts";
import { cancelSends, withdrawSends } from "./plan.actions.ts";
import * as store from "./sends.store.ts";

/** The send, held until the transaction ends, where the acting person may change it. */
export async function holdSend(ctx: Context, sendId: string): Promise<store.HeldSend> {
  return found(await store.lockSend(ctx.db, ctx.brand.id, sendId, visibleSends(ctx, "sends.create")), "sends.missing");
}

/** Spares whoever has not got it yet; what was sent stays sent, and is counted. */
export async function cancelSend(outer: Context, input: { sendId: string }) {
  return outer.transaction(async (ctx) => {
    const send = await holdSend(ctx, input.sendId);
    if (send.state === "finished" || send.state === "cancelled") throw new Refusal("conflict", "sends.ended");
    const spared = await cancelSends(ctx, [send.id]);
    const after = await findSend(ctx.db, ctx.brand.id, visibleSends(ctx, "sends.create"), send.id);
    await ctx.audit({ action: "sends.cancel", targetKind: "send", targetId: send.id, after: spared });
    return { ...spared, alreadySent: after?.counts.sent ?? 0 };
  });
}

/** Nothing of a paused send leaves any more; calls under way come to their end. */
export async function pauseSend(outer: Context, input: { sendId: string }) {
  return turn(outer, input.sendId, "scheduled", "paused");
}

export async function resumeSend(outer: Context, input: { sendId: string }) {
  return turn(outer, input.sendId, "paused", "scheduled");
}

async function turn(outer: Context, sendId: string, from: "scheduled" | "paused", to: "scheduled" | "paused") {
  return outer.transaction(async (ctx) => {
    const send = await holdSend(ctx, sendId);
    if (send.state !== from) throw new Refusal("conflict", `sends.not-${from}`, { state: send.state });
    await store.updateSendStates(ctx.db, ctx.brand.id, [send.id], to, ctx.now);
    if (to === "paused") await withdrawSends(ctx, [send.id]);
    await ctx.audit({ action: to === "paused" ? "sends.pause" : "sends.resume", targetKind: "send", targetId: send.id });
    return done;
  });
}
