import type { Channel, Outgoing } from "../../channels/channel.ts";
import { channelOf } from "../../channels/index.ts";
import type { Context } from "../../server/context.ts";
import type { ContentBody } from "../contents/body.contract.ts";
import { loadGroupVariables, renderContent } from "../contents/index.ts";
import * as store from "./dispatches.store.ts";
import { nameOfNobody } from "./door.actions.ts";
import { type CallMark, putBack, splitDispatches, takeMarks } from "./door.store.ts";
import { splitByBody } from "./plan.rules.ts";

/** When a call is tried again that another undecided one could not be told from. */
const MARK_TAKEN_MS = 15_000;

export interface Claimed {
  dispatch: store.ClaimedDispatch;
  channel: Channel | undefined;
  outgoing: Outgoing;
}

type Filled = store.ClaimedTarget & { body: ContentBody };

/** Takes dispatches and fills in their texts, in one short transaction. */
export async function claim(ctx: Context, take: (inside: Context) => Promise<store.ClaimedDispatch[]>): Promise<Claimed[]> {
  return ctx.transaction(async (inside) => {
    const dispatches = await take(inside);
    return dispatches.length === 0 ? [] : fill(inside, dispatches);
  });
}

/** Takes what shall be called now, without those that would leave a doubt nothing could settle. */
export async function claimToCall(ctx: Context, take: (inside: Context) => Promise<store.ClaimedDispatch[]>): Promise<Claimed[]> {
  return ctx.transaction(async (inside) => {
    const dispatches = await take(inside);
    if (dispatches.length === 0) return [];
    return withoutDoubtful(inside, await splitMixed(inside, await fill(inside, dispatches)));
  });
}

async function fill(ctx: Context, dispatches: readonly store.ClaimedDispatch[]): Promise<Claimed[]> {
  const ids = dispatches.map((one) => one.id);
  const targets = await store.listOpenTargets(ctx.db, ctx.brand.id, ids);
  const missing = [...new Set(targets.filter((target) => !target.body).map((target) => target.groupId))];
  const variables = await loadGroupVariables(ctx, missing);
  const templates = new Map(dispatches.map((one) => [one.id, one.body]));
  const fresh: { deliveryId: string; body: ContentBody }[] = [];
  const filled = targets.flatMap((target): Filled[] => {
    const template = templates.get(target.dispatchId);
    if (target.body) return [{ ...target, body: target.body }];
    if (!template) return [];
    const body = renderContent(template, variables.get(target.groupId) ?? {});
    fresh.push({ deliveryId: target.deliveryId, body });
    return [{ ...target, body }];
  });
  await store.writeBodies(ctx.db, ctx.brand.id, fresh);
  const byDispatch = Map.groupBy(filled, (target) => target.dispatchId);
  return dispatches.map((dispatch) => ({
    dispatch,
    channel: channelOf(dispatch.channel),
    outgoing: outgoingOf(
      ctx,
      dispatch,
      (byDispatch.get(dispatch.id) ?? []).map(({ dispatchId: _dispatchId, ...target }) => target),
    ),
  }));
}

/** A dispatch as its channel takes it. */
export function outgoingOf(ctx: Context, dispatch: store.ClaimedDispatch, targets: Outgoing["targets"]): Outgoing {
  return {
    dispatchId: dispatch.id,
    sendId: dispatch.sendId,
    contentId: dispatch.contentId,
    sendName: dispatch.sendName,
    accountId: dispatch.accountId,
    accountExternalId: dispatch.accountExternalId,
    accountName: dispatch.accountName ?? nameOfNobody(ctx),
    assigneeId: dispatch.assigneeId,
    dueAtMs: Date.parse(dispatch.dueAt),
    expiresAtMs: Date.parse(dispatch.expiresAt),
    targets,
  };
}

/** Where a call carries one body, targets whose words differ by now (a group was renamed since the plan) get dispatches of their own. */
async function splitMixed(ctx: Context, claimed: readonly Claimed[]): Promise<Claimed[]> {
  const parts: { id: string; fromId: string; deliveryIds: string[] }[] = [];
  const whole = claimed.map((one) => {
    if (!one.channel?.capabilities.oneBodyPerDispatch) return one;
    const [first, ...others] = splitByBody(one.outgoing.targets);
    if (!first || others.length === 0) return one;
    parts.push(
      ...others.map((targets) => ({ id: ctx.newId(), fromId: one.dispatch.id, deliveryIds: targets.map((target) => target.deliveryId) })),
    );
    return { ...one, outgoing: { ...one.outgoing, targets: first } };
  });
  await splitDispatches(ctx.db, ctx.brand.id, parts);
  return whole;
}

/** A call that nothing could tell from another undecided one goes back into the plan for a while. */
async function withoutDoubtful(ctx: Context, claimed: readonly Claimed[]): Promise<Claimed[]> {
  const marks = claimed.flatMap(({ dispatch, channel, outgoing }): CallMark[] => {
    const mark = channel?.markOf?.(outgoing) ?? null;
    return mark === null || !dispatch.accountId ? [] : [{ dispatchId: dispatch.id, accountId: dispatch.accountId, mark }];
  });
  const taken = await takeMarks(ctx.db, ctx.brand.id, marks);
  const held = new Set(marks.map((one) => one.dispatchId).filter((id) => !taken.has(id)));
  if (held.size > 0) await putBack(ctx.db, ctx.brand.id, [...held], new Date(ctx.now.getTime() + MARK_TAKEN_MS));
  return claimed.filter((one) => !held.has(one.dispatch.id));
}
