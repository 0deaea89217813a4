import { found } from "../../lib/refusal.ts";
import { firstIdAt } from "../../lib/ids.ts";
import type { Context } from "../../server/context.ts";
import { insertEvents, newEvent } from "../../server/event-log.ts";
import { ownEventId } from "../../server/random.ts";
import { accessGroup } from "../groups/index.ts";
import { type Batch, isKind } from "./batch.rules.ts";
import { CORRECTION_WINDOW_MS, refOf, tailOf } from "./identity.rules.ts";
import { messageRemoved } from "./messages.contract.ts";
import * as messages from "./messages.store.ts";
import { keyOfMessage } from "./report-id.actions.ts";
import * as store from "./removal.store.ts";
import { isValidMessage } from "./validity.rules.ts";

interface Removal {
  /** The message's id. */
  id: string;
  eventId: string;
  reason: string;
  removedAt: string;
}

/** Marks messages as gone and says so once for each that still stood; answers their ids. */
async function remove(ctx: Context, removals: readonly Removal[]): Promise<Set<string>> {
  const wanted = new Map(removals.map((one) => [one.id, one]));
  const gone = await store.markRemoved(ctx.db, ctx.brand.id, [...wanted.values()]);
  const events = gone.flatMap((message) => {
    const removal = wanted.get(message.id);
    if (!removal) return [];
    const { groupId, memberId, seatKind, sentAt } = message;
    const payload = {
      groupId,
      ...(memberId ? { memberId } : {}),
      messageId: message.id,
      valid: isValidMessage(message),
      seatKind,
      reason: removal.reason,
      messageAt: sentAt,
    };
    return [newEvent(messageRemoved, payload, ctx.now, { id: removal.eventId, occurredAt: new Date(removal.removedAt) })];
  });
  await insertEvents(ctx.db, ctx.brand.id, events);
  return new Set(gone.map((message) => message.id));
}

/** Messages taken back on the platform; one that did not come yet is taken back when it comes. */
export async function takeBack(ctx: Context, batch: Batch): Promise<void> {
  const heard = batch.heard.filter(isKind("removed"));
  if (heard.length === 0) return;
  const keyed = heard.map((one) => ({ one, ...keyOfMessage(one.item.source, one.item.messageExternalId) }));
  const times = heard.map((one) => one.item.occurredAt.getTime());
  const known = await messages.findByRefs(ctx.db, ctx.brand.id, {
    refs: keyed.map((key) => key.ref),
    fromId: firstIdAt(Math.min(...times) - CORRECTION_WINDOW_MS),
    toId: firstIdAt(Math.max(...times) + CORRECTION_WINDOW_MS),
  });
  const idByTail = new Map(known.map((one) => [tailOf(one.id), one.id]));
  const pending: store.PendingRemoval[] = [];
  const removals: Removal[] = [];
  for (const { one, ref, tail } of keyed) {
    const removal = { eventId: one.id, reason: one.item.reason, removedAt: one.item.occurredAt.toISOString() };
    const id = idByTail.get(tail);
    if (id === undefined) pending.push({ ref, tail, ...removal });
    else removals.push({ id, ...removal });
  }
  await store.insertPending(ctx.db, ctx.brand.id, pending, ctx.now);
  const gone = await remove(ctx, removals);
  for (const { one, tail } of keyed) {
    const id = idByTail.get(tail);
    batch.settled.set(one.index, { verdict: id === undefined || gone.has(id) ? "accepted" : "duplicate", id: one.id });
  }
}

/** Takes back those of the messages just recorded that were taken back before they came. */
export async function applyPending(ctx: Context, batch: Batch): Promise<void> {
  const fresh = batch.heard.filter((one) => one.item.kind === "message" && batch.settled.get(one.index)?.verdict === "accepted");
  if (fresh.length === 0 || !(await store.hasPending(ctx.db, ctx.brand.id))) return;
  const idByTail = new Map(fresh.map((one) => [tailOf(one.id), one.id]));
  const taken = await store.takePending(
    ctx.db,
    ctx.brand.id,
    fresh.map((one) => refOf(one.id)),
  );
  const others = taken.filter((one) => !idByTail.has(one.tail));
  await store.insertPending(ctx.db, ctx.brand.id, others, ctx.now);
  await remove(
    ctx,
    taken.flatMap((one) => {
      const id = idByTail.get(one.tail);
      return id === undefined ? [] : [{ id, eventId: one.eventId, reason: one.reason, removedAt: one.removedAt }];
    }),
  );
}

/** Takes messages out of groups now, by their ids; answers which still stood. */
export async function removeMessages(outer: Context, asked: readonly { messageId: string; reason: string }[]): Promise<Set<string>> {
  return outer.transaction(async (ctx) => {
    const removedAt = ctx.now.toISOString();
    const gone = await remove(
      ctx,
      asked.map((one) => ({ id: one.messageId, eventId: ownEventId(ctx.now.getTime()), reason: one.reason, removedAt })),
    );
    await ctx.publishAll(messageRemoved, []);
    return gone;
  });
}

/** A colleague takes a message out of a group within sight. */
export async function removeMessage(
  outer: Context,
  input: { groupId: string; messageId: string; reason: string },
): Promise<{ removed: boolean }> {
  return outer.transaction(async (ctx) => {
    const group = await accessGroup(ctx, input.groupId, "groups.manage");
    found(await messages.findInGroup(ctx.db, ctx.brand.id, group.id, input.messageId), "messages.missing");
    const gone = await removeMessages(ctx, [input]);
    await ctx.audit({
      action: "messages.remove",
      targetKind: "message",
      targetId: input.messageId,
      after: { groupId: group.id, reason: input.reason },
    });
    return { removed: gone.has(input.messageId) };
  });
}
