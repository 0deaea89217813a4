import { firstIdAt } from "../../lib/ids.ts";
import { found } from "../../lib/refusal.ts";
import type { Context } from "../../server/context.ts";
import { requireWholeBrand } from "./access.actions.ts";
import { MAX_REPLAY } from "./deliveries.contract.ts";
import {
  type DeliveryFilter,
  countReopenable,
  deleteOld,
  deleteOldHours,
  expireWaiting,
  findDelivery,
  reopenDeliveries,
} from "./delivery-list.store.ts";
import * as list from "./delivery-list.store.ts";
import { listGroupBriefs, listMemberBriefs } from "./deliveries.store.ts";
import { uuidOrNone } from "./keys.actions.ts";
import { bodyOf, headersOf } from "./send.actions.ts";

const DAY_MS = 86_400_000;
const KEEP_DELIVERED_DAYS = 7;
const KEEP_DEAD_DAYS = 30;
/** What a paused webhook has waited for is given up after this. */
const KEEP_WAITING_DAYS = 7;
const KEEP_HOURS_DAYS = 30;

export async function listDeliveries(
  ctx: Context,
  input: DeliveryFilter & { q?: string | undefined; cursor?: string | undefined; limit: number },
) {
  const filter = { ...input, q: input.q || undefined, before: uuidOrNone(input.cursor) };
  const rows = await list.listDeliveries(ctx.db, ctx.brand.id, filter);
  const items = rows.slice(0, input.limit);
  return { items, nextCursor: rows.length > input.limit ? (items.at(-1)?.id ?? null) : null };
}

export async function showDelivery(ctx: Context, input: { deliveryId: string }) {
  requireWholeBrand(ctx);
  const { fields, groupId, memberId, ...delivery } = found(
    await findDelivery(ctx.db, ctx.brand.id, input.deliveryId),
    "integrations.delivery-missing",
  );
  const groups = await listGroupBriefs(ctx.db, ctx.brand.id, groupId ? [groupId] : []);
  const members = await listMemberBriefs(ctx.db, ctx.brand.id, memberId ? [memberId] : []);
  const body = bodyOf(ctx, { ...delivery, fields, groupId, memberId, showsPhones: false }, groups, members);
  return { ...delivery, request: { headers: { ...headersOf(ctx, delivery), "webhook-id": delivery.eventId }, body } };
}

export async function replayDelivery(outer: Context, input: { deliveryId: string }) {
  return outer.transaction(async (ctx) => {
    requireWholeBrand(ctx);
    const delivery = found(await findDelivery(ctx.db, ctx.brand.id, input.deliveryId), "integrations.delivery-missing");
    const replayed = await reopenDeliveries(ctx.db, ctx.brand.id, { id: delivery.id, limit: 1 }, ctx.now);
    if (replayed > 0)
      await ctx.audit({ action: "integrations.replay", targetKind: "webhook", targetId: delivery.webhookId, after: { rows: replayed } });
    return { replayed };
  });
}

/** Makes up to 20,000 of what fits due again. */
export async function replayDeliveries(outer: Context, input: DeliveryFilter) {
  return outer.transaction(async (ctx) => {
    requireWholeBrand(ctx);
    const before = await countReopenable(ctx.db, ctx.brand.id, input);
    const replayed = await reopenDeliveries(ctx.db, ctx.brand.id, { ...input, limit: MAX_REPLAY }, ctx.now);
    await ctx.audit({
      action: "integrations.replay",
      targetKind: "webhook",
      ...(input.webhookId ? { targetId: input.webhookId } : {}),
      after: { rows: replayed },
    });
    return { replayed, left: Math.max(0, before - replayed) };
  });
}

export async function countReplay(ctx: Context, input: DeliveryFilter) {
  return { count: await countReopenable(ctx.db, ctx.brand.id, input) };
}

/** Gives up what waited too long and forgets what is old. */
export async function forgetDeliveries(ctx: Context): Promise<number> {
  const nowMs = ctx.now.getTime();
  const idBefore = (days: number) => firstIdAt(nowMs - days * DAY_MS);
  await expireWaiting(ctx.db, ctx.brand.id, idBefore(KEEP_WAITING_DAYS), ctx.now);
  await deleteOldHours(ctx.db, ctx.brand.id, new Date(nowMs - KEEP_HOURS_DAYS * DAY_MS));
  return deleteOld(ctx.db, ctx.brand.id, { delivered: idBefore(KEEP_DELIVERED_DAYS), dead: idBefore(KEEP_DEAD_DAYS) });
}

/** How many wait and how many were given up, for whoever watches the installation. */
export async function readOpenDeliveries(ctx: Context) {
  return list.countOpen(ctx.db, ctx.brand.id);
}
