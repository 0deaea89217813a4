import { type Context, scopeOf } from "../../server/context.ts";
import { ensureMonths, insertEvents, newEvent } from "../../server/event-log.ts";
import { eventId } from "../../server/random.ts";
import { visibleGroups } from "../groups/index.ts";
import { findGroups } from "./attribution.store.ts";
import { type NewRefund, orderRefunded, type RecordOutcome } from "./orders.contract.ts";
import { decideRefunds, isMomentLikely, keyOfOrder } from "./orders.rules.ts";
import * as store from "./orders.store.ts";

/** Who sees only some groups knows only the orders credited to them. */
async function inSight<T extends { groupId: string | null }>(ctx: Context, orders: readonly T[]): Promise<readonly T[]> {
  if (orders.length === 0 || scopeOf(ctx, "orders.write") === "brand") return orders;
  const ids = [...new Set(orders.flatMap((order) => order.groupId ?? []))];
  const seen = new Set((await findGroups(ctx.db, ctx.brand.id, ids, [], visibleGroups(ctx, "orders.write", "g"))).map((group) => group.id));
  return orders.filter((order) => order.groupId !== null && seen.has(order.groupId));
}

type Indexed = { index: number; refund: NewRefund };

/** Takes in refunds, each once by its order and external id, never more than was paid. Answers one outcome per refund. */
export async function recordRefunds(outer: Context, refunds: readonly NewRefund[]): Promise<RecordOutcome[]> {
  const likely = refunds.filter((one) => isMomentLikely(one.refundedAt, outer.now.getTime()));
  await ensureMonths(
    outer,
    likely.map((one) => one.refundedAt.getTime()),
  );
  return outer.transaction(async (ctx) => {
    const outcomes: RecordOutcome[] = refunds.map(() => ({ verdict: "rejected", reason: "order-missing" }));
    const byOrder = new Map<string, Indexed[]>();
    for (const [index, refund] of refunds.entries()) {
      const key = keyOfOrder({ source: refund.source, externalId: refund.orderExternalId });
      if (!isMomentLikely(refund.refundedAt, ctx.now.getTime())) outcomes[index] = { verdict: "rejected", reason: "moment-unlikely" };
      else byOrder.set(key, [...(byOrder.get(key) ?? []), { index, refund }]);
    }
    const keys = [...byOrder.values()].flatMap(([one]) =>
      one ? [{ source: one.refund.source, externalId: one.refund.orderExternalId }] : [],
    );
    const orders = await inSight(ctx, await store.lockOrders(ctx.db, ctx.brand.id, keys));
    const known = await store.findKnownRefunds(
      ctx.db,
      ctx.brand.id,
      orders.map((one) => one.id),
    );
    const taken = orders.flatMap((order) => {
      const asked = byOrder.get(keyOfOrder(order)) ?? [];
      const told = new Set(known.filter((one) => one.orderId === order.id).map((one) => one.externalId));
      return decideRefunds(
        asked.map((one) => one.refund),
        order,
        told,
      ).flatMap((outcome, i) => {
        const one = asked[i];
        if (!one) return [];
        outcomes[one.index] = outcome;
        return outcome.verdict === "recorded" ? [{ order, refund: one.refund }] : [];
      });
    });
    await store.insertRefunds(
      ctx.db,
      ctx.brand.id,
      taken.map(({ order, refund }) => ({
        orderId: order.id,
        externalId: refund.externalId,
        refundedAt: refund.refundedAt,
        fen: refund.fen,
      })),
    );
    const events = taken.map(({ order, refund }) => {
      const payload = { groupId: order.groupId ?? undefined, memberId: order.memberId ?? undefined, value: refund.fen, orderId: order.id };
      const id = eventId(refund.refundedAt.getTime(), refund.source, `refund:${refund.orderExternalId}:${refund.externalId}`);
      return newEvent(orderRefunded, payload, ctx.now, { id, occurredAt: refund.refundedAt });
    });
    await insertEvents(ctx.db, ctx.brand.id, events);
    await ctx.publishAll(orderRefunded, []);
    return outcomes;
  });
}
