import type { NewOrder, NewRefund, OrderLine, RefundTotal, Rejection } from "./orders.contract.ts";

export interface OrderSums {
  orders: number;
  buyers: number;
  paidFen: number;
  refundedFen: number;
}

/** What stands of an order. */
export interface Standing {
  id: string;
  groupId: string | null;
  /** The member the buyer is now. */
  memberId: string | null;
  title: string;
  paidAtMs: number;
  paidFen: number;
  refundedFen: number;
}

/** An order as it is told, with the group and member its words stand for; null where it names none. */
export type Telling = Pick<NewOrder, "title" | "paidAt" | "paidFen" | "lines"> & { groupId: string | null; memberId: string | null };

/** What an order comes to by being told again. */
export interface Corrected {
  title: string;
  paidFen: number;
  groupId: string | null;
  /** Null where the buyer stays: what a part bought is not made the whole person's. */
  memberId: string | null;
  /** Null where they stay. */
  lines: readonly OrderLine[] | null;
}

export type OrderDecision =
  | { verdict: "record" }
  | { verdict: "same"; id: string }
  | { verdict: "change"; standing: Standing; to: Corrected }
  | { verdict: "reject"; reason: Rejection };

/**
 * An order told again: the same, or otherwise, or with another moment, which would move it between days and is refused. What a telling leaves
 * out (title, lines, group, buyer) stays.
 */
export function decideOrder(order: Telling, standing: Standing | undefined, lines: readonly OrderLine[]): OrderDecision {
  if (!standing) return { verdict: "record" };
  if (standing.paidAtMs !== order.paidAt.getTime()) return { verdict: "reject", reason: "other-moment" };
  if (order.paidFen < standing.refundedFen) return { verdict: "reject", reason: "over-refunded" };
  const to = correct(order, standing, lines);
  const keys = ["title", "paidFen", "groupId"] as const;
  const isSame = to.lines === null && to.memberId === null && keys.every((key) => to[key] === standing[key]);
  return isSame ? { verdict: "same", id: standing.id } : { verdict: "change", standing, to };
}

function correct(order: Telling, standing: Standing, lines: readonly OrderLine[]): Corrected {
  return {
    title: order.title || standing.title,
    paidFen: order.paidFen,
    groupId: order.groupId ?? standing.groupId,
    memberId: order.memberId === standing.memberId ? null : order.memberId,
    lines: order.lines.length === 0 || areSameLines(order.lines, lines) ? null : order.lines,
  };
}

const areSameLines = (a: readonly OrderLine[], b: readonly OrderLine[]) =>
  a.length === b.length &&
  a.every((line, i) => line.title === b[i]?.title && line.quantity === b[i].quantity && line.paidFen === b[i].paidFen);

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
  const keys = ["paidFen", "title", "groupId", "groupCode", "sendId"] as const;
  if (!keys.every((key) => a[key] === b[key]) || a.paidAt.getTime() !== b.paidAt.getTime()) return false;
  return JSON.stringify(a.buyer) === JSON.stringify(b.buyer) && areSameLines(a.lines, b.lines);
}

/** A refund that stands. */
export interface KnownRefund {
  externalId: string;
  fen: number;
  refundedAtMs: number;
}

export type RefundDecision =
  | { verdict: "record"; refund: KnownRefund }
  | { verdict: "same" }
  /** A refund known by a total until now has a number of its own. */
  | { verdict: "name"; was: string; refund: KnownRefund }
  | { verdict: "reject"; reason: Rejection };

/** What a refund is called that only a total told of; each brings the order to another total. `import` is the first of old. */
const stepId = (totalFen: number) => `import:${totalFen}`;
const isStep = (externalId: string) => /^import(:\d+)?$/.test(externalId);

/**
 * Refunds of one order in the order given, each taken where what was paid still covers it. A total never takes back: it brings what is missing.
 * A refund of the same amount that a total brought in before, without a moment of its own or with this one, is that refund: were it another, the
 * next total would say so.
 */
export function decideRefunds(
  told: readonly (NewRefund | RefundTotal)[],
  standing: Pick<Standing, "paidAtMs" | "paidFen" | "refundedFen">,
  known: readonly KnownRefund[],
): RefundDecision[] {
  const refunds = [...known];
  let refundedFen = standing.refundedFen;
  return told.map((one): RefundDecision => {
    const refund = refundOf(one, refundedFen);
    if (refund.fen <= 0 || refunds.some((other) => other.externalId === refund.externalId)) return { verdict: "same" };
    const step = "totalFen" in one ? undefined : refunds.find((other) => isStepOf(other, refund, standing.paidAtMs));
    if (step) {
      refunds.splice(refunds.indexOf(step), 1, { ...step, externalId: refund.externalId });
      return { verdict: "name", was: step.externalId, refund };
    }
    if (refundedFen + refund.fen > standing.paidFen) return { verdict: "reject", reason: "over-refunded" };
    refundedFen += refund.fen;
    refunds.push(refund);
    return { verdict: "record", refund };
  });
}

function refundOf(told: NewRefund | RefundTotal, refundedFen: number): KnownRefund {
  const refundedAtMs = told.refundedAt.getTime();
  if ("totalFen" in told) return { externalId: stepId(told.totalFen), fen: told.totalFen - refundedFen, refundedAtMs };
  return { externalId: told.externalId, fen: told.fen, refundedAtMs };
}

function isStepOf(step: KnownRefund, refund: KnownRefund, paidAtMs: number): boolean {
  if (!isStep(step.externalId) || step.fen !== refund.fen) return false;
  return step.refundedAtMs === paidAtMs || step.refundedAtMs === refund.refundedAtMs;
}
