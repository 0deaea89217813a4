import { LineDown, LineLost } from "../../channels/channel.ts";
import { listFollowUsers } from "../../channels/wecom/wecom.calls.ts";
import { WecomError } from "../../channels/wecom/wecom.errors.ts";
import { found } from "../../lib/refusal.ts";
import type { Context } from "../../server/context.ts";
import { type Probe, stateOf, stepsOf } from "./check.rules.ts";
import { type CheckStep, connectionChecked, type ConnectionState } from "./connections.contract.ts";
import * as store from "./connections.store.ts";
import { openOwnLine } from "./line.actions.ts";
import { forgetRefusal } from "./line.store.ts";

/** A person looks on while it runs. */
const PATIENCE_MS = 8_000;
const AGAIN_MS = 6 * 3_600_000;
/** What is wrong is looked at again sooner: it may be mended at the platform. */
const FAULTY_AGAIN_MS = 900_000;

async function probe(call: () => Promise<number>): Promise<Probe> {
  try {
    return { verdict: "good", count: await call() };
  } catch (error) {
    if (error instanceof WecomError) return { verdict: "refused", errcode: error.errcode, errmsg: error.errmsg };
    if (error instanceof LineDown || error instanceof LineLost) return { verdict: "unreached", isDown: error instanceof LineDown };
    throw error;
  }
}

/** Asks for a new token, makes one call, and says which of the steps hold; the calls are made outside of any transaction. */
export async function checkConnection(
  outer: Context,
  input: { connectionId: string },
): Promise<{ state: ConnectionState; steps: CheckStep[] }> {
  const { db, brand } = outer;
  const row = found(await store.findSealed(db, brand.id, input.connectionId), "connections.missing");
  const seen = found(await store.findConnection(db, brand.id, input.connectionId), "connections.missing");
  await forgetRefusal(db, row.id, true);
  const { line, tokens } = openOwnLine(outer, row, { patienceMs: PATIENCE_MS });
  const token = await probe(async () => (await tokens.get()) && 1);
  const call = token.verdict === "good" ? await probe(async () => (await listFollowUsers(line)).length) : null;
  const steps = stepsOf({ token, call, verifiedAt: seen.verifiedAt, receivedAt: seen.receivedAt });
  const state = row.state === "off" ? "off" : stateOf(steps);
  await outer.transaction(async (ctx) => {
    await store.updateCheck(ctx.db, brand.id, row.id, { state, steps, now: ctx.now });
    await ctx.publish(connectionChecked, { connectionId: row.id, kind: row.kind, scope: row.scope, state });
    if (ctx.actor.kind === "staff")
      await ctx.audit({ action: "connections.check", targetKind: "connection", targetId: row.id, after: { state } });
  });
  return { state, steps };
}

/** Looks after connections by itself, one at a time. */
export async function checkDue(ctx: Context): Promise<number> {
  const nowMs = ctx.now.getTime();
  const due = await store.findDueCheck(ctx.db, ctx.brand.id, new Date(nowMs - AGAIN_MS), new Date(nowMs - FAULTY_AGAIN_MS));
  if (!due) return 0;
  await checkConnection(ctx, { connectionId: due });
  return 1;
}
