import type { Context } from "../../server/context.ts";
import { ensureMonths, insertEvents, newEvent } from "../../server/event-log.ts";
import { eventId } from "../../server/random.ts";
import { type NewRefund, orderRefunded, type RecordOutcome, type RefundTotal } from "./orders.contract.ts";
import { decideRefunds, isMomentLikely, keyOfOrder, type RefundDecision } from "./orders.rules.ts";
import * as store from "./orders.store.ts";
import { writableGroups } from "./sight.actions.ts";

type Told = NewRefund | RefundTotal;
interface Asked {
  index: number;
  refund: Told;
}
interface Taken {
  order: store.StandingOrder;
  decision: Exclude<RefundDecision, { verdict: "same" | "reject" }>;
}

/**
 * Takes in refunds, each once by its order and external id, and totals, of which what is missing becomes a refund; never more than was paid.
 * Answers one outcome per refund.
 */
export async function recordRefunds(outer: Context, refunds: readonly Told[]): Promise<RecordOutcome[]> {
  const likely = refunds.filter((one) => isMomentLikely(one.refundedAt, outer.now.getTime()));
  await ensureMonths(
    outer,
    likely.map((one) => one.refundedAt.getTime()),
  );
  return outer.transaction(async (ctx) => {
    const outcomes: RecordOutcome[] = refunds.map(() => ({ verdict: "rejected", reason: "order-missing" }));
    const byOrder = new Map<string, Asked[]>();
    for (const [index, refund] of refunds.entries()) {
      const key = keyOfOrder({ source: refund.source, externalId: refund.orderExternalId });
      if (!isMomentLikely(refund.refundedAt, ctx.now.getTime())) outcomes[index] = { verdict: "rejected", reason: "moment-unlikely" };
      else byOrder.set(key, [...(byOrder.get(key) ?? []), { index, refund }]);
    }
    await write(ctx, await decide(ctx, byOrder, outcomes));
    return outcomes;
  });
}

async function decide(ctx: Context, byOrder: ReadonlyMap<string, readonly Asked[]>, outcomes: RecordOutcome[]): Promise<Taken[]> {
  const keys = [...byOrder.values()].flatMap(([one]) =>
    one ? [{ source: one.refund.source, externalId: one.refund.orderExternalId }] : [],
  );
  const standing = await store.lockOrders(ctx.db, ctx.brand.id, keys);
  const isWritable = await writableGroups(
    ctx,
    standing.map((order) => order.groupId),
  );
  const orders = standing.filter((order) => isWritable(order.groupId));
  const ids = orders.map((one) => one.id);
  const known = Map.groupBy(await store.findKnownRefunds(ctx.db, ctx.brand.id, ids), (one) => one.orderId);
  return orders.flatMap((order) => {
    const asked = byOrder.get(keyOfOrder(order)) ?? [];
    const told = asked.map((one) => one.refund);
    return decideRefunds(told, order, known.get(order.id) ?? []).flatMap((decision, i): Taken[] => {
      const index = asked[i]?.index;
      if (index !== undefined) outcomes[index] = outcomeOf(decision, order.id);
      return decision.verdict === "record" || decision.verdict === "name" ? [{ order, decision }] : [];
    });
  });
}

function outcomeOf(decision: RefundDecision, orderId: string): RecordOutcome {
  if (decision.verdict === "reject") return { verdict: "rejected", reason: decision.reason };
  return { verdict: decision.verdict === "record" ? "recorded" : "same", orderId };
}

async function write(ctx: Context, taken: readonly Taken[]): Promise<void> {
  const recorded = taken.flatMap(({ order, decision: { verdict, refund } }) => (verdict === "record" ? [{ order, refund }] : []));
  await store.insertRefunds(
    ctx.db,
    ctx.brand.id,
    recorded.map(({ order, refund }) => ({ orderId: order.id, ...refund })),
  );
  await store.renameRefunds(
    ctx.db,
    ctx.brand.id,
    taken.flatMap(({ order, decision }) =>
      decision.verdict === "name" ? [{ orderId: order.id, was: decision.was, externalId: decision.refund.externalId }] : [],
    ),
  );
  const events = recorded.map(({ order, refund }) => {
    const payload = { groupId: order.groupId ?? undefined, memberId: order.memberId ?? undefined, value: refund.fen, orderId: order.id };
    const id = eventId(refund.refundedAtMs, order.source, `refund:${order.externalId}:${refund.externalId}`);
    return newEvent(orderRefunded, payload, ctx.now, { id, occurredAt: new Date(refund.refundedAtMs) });
  });
  await insertEvents(ctx.db, ctx.brand.id, events);
  await ctx.publishAll(orderRefunded, []);
}
