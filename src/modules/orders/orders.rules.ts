import type { NewOrder, NewRefund, RecordOutcome, Rejection } from "./orders.contract.ts";

/** What stands of an order. */
export interface Standing {
  id: string;
  groupId: string | null;
  memberId: string | null;
  title: string;
  paidAtMs: number;
  paidFen: number;
  refundedFen: number;
}

export type OrderDecision =
  | { verdict: "record" }
  | { verdict: "same"; id: string }
  | { verdict: "change"; id: string; beforeFen: number }
  | { verdict: "reject"; reason: Rejection };

/** An order told again: the same, another amount or title, or another moment, which would move it between days and is refused. */
export function decideOrder(order: Pick<NewOrder, "title" | "paidAt" | "paidFen">, standing: Standing | undefined): OrderDecision {
  if (!standing) return { verdict: "record" };
  if (standing.paidAtMs !== order.paidAt.getTime()) return { verdict: "reject", reason: "other-moment" };
  if (order.paidFen < standing.refundedFen) return { verdict: "reject", reason: "over-refunded" };
  if (standing.paidFen === order.paidFen && standing.title === order.title) return { verdict: "same", id: standing.id };
  return { verdict: "change", id: standing.id, beforeFen: standing.paidFen };
}

const DAY_MS = 86_400_000;
/** 1997-01-01 */
const OLDEST_MS = 852_076_800_000;

/** Shops' clocks differ by hours at most; what lies further ahead or before 1997 is a mistake of reading. */
export function isMomentLikely(at: Date, nowMs: number): boolean {
  return at.getTime() >= OLDEST_MS && at.getTime() <= nowMs + DAY_MS;
}

export const keyOfOrder = (one: { source: string; externalId: string }) => `${one.source}\0${one.externalId}`;

/** One telling of each order; a second one in the same batch is the same or, where it differs, refused. */
export function tellOnce(orders: readonly NewOrder[]): {
  first: Map<string, number>;
  again: Map<number, { verdict: "same"; of: number } | { verdict: "twice" }>;
} {
  const first = new Map<string, number>();
  const again = new Map<number, { verdict: "same"; of: number } | { verdict: "twice" }>();
  for (const [index, order] of orders.entries()) {
    const at = first.get(keyOfOrder(order));
    const known = at === undefined ? undefined : orders[at];
    if (at === undefined || !known) first.set(keyOfOrder(order), index);
    else if (isSameTelling(known, order)) again.set(index, { verdict: "same", of: at });
    else again.set(index, { verdict: "twice" });
  }
  return { first, again };
}

function isSameTelling(a: NewOrder, b: NewOrder): boolean {
  return a.paidFen === b.paidFen && a.title === b.title && a.paidAt.getTime() === b.paidAt.getTime();
}

/** Refunds of one order in the order given, each taken where what was paid still covers it. */
export function decideRefunds(
  refunds: readonly Pick<NewRefund, "externalId" | "fen">[],
  standing: Pick<Standing, "id" | "paidFen" | "refundedFen">,
  known: ReadonlySet<string>,
): RecordOutcome[] {
  const seen = new Set(known);
  let refunded = standing.refundedFen;
  return refunds.map((refund) => {
    if (seen.has(refund.externalId)) return { verdict: "same", orderId: standing.id };
    if (refunded + refund.fen > standing.paidFen) return { verdict: "rejected", reason: "over-refunded" };
    refunded += refund.fen;
    seen.add(refund.externalId);
    return { verdict: "recorded", orderId: standing.id };
  });
}
