import { z } from "zod";
import { Day, defineEndpoint, defineEvent, Fen, Id, Instant, ListAsk, pageOf } from "../../lib/define.ts";
import { isPlain } from "../../lib/plain-text.ts";

/** An order was paid, at that moment; `value` is what was paid in fen. */
export const orderPaid = defineEvent(
  "orders.paid",
  z.object({ groupId: Id.optional(), memberId: Id.optional(), sendId: Id.optional(), value: Fen, orderId: Id }),
);
/** Part of an order was paid back; `value` is this refund's fen. */
export const orderRefunded = defineEvent(
  "orders.refunded",
  z.object({ groupId: Id.optional(), memberId: Id.optional(), value: Fen, orderId: Id }),
);
/** The shop told an order otherwise: another amount, title, buyer, group or other lines; `value` is the amount paid now. */
export const orderChanged = defineEvent(
  "orders.changed",
  z.object({
    groupId: Id.optional(),
    memberId: Id.optional(),
    value: Fen,
    beforeFen: Fen,
    orderId: Id,
    /** Where it is credited to another group than before: which it was, and when the order was paid. */
    fromGroupId: Id.optional(),
    paidAt: Instant.optional(),
  }),
);

/** A hundred million yuan: more is a mistake. */
const AMOUNT_LIMIT_FEN = 10_000_000_000;
export const Amount = Fen.min(0).max(AMOUNT_LIMIT_FEN);
const Plain = (limit: number) => z.string().trim().max(limit).refine(isPlain, { message: "orders.text-unfit" });
const Name = (limit: number) => Plain(limit).refine((text) => text !== "", { message: "orders.empty" });

export const OrderLine = z.object({ title: Name(200), quantity: z.number().int().min(1).max(1_000_000), paidFen: Amount });
export type OrderLine = z.infer<typeof OrderLine>;

/** The buyer as the shop knows them, or our own id. */
export const Buyer = z.union([
  z.object({ memberId: Id }),
  z.object({
    kind: Name(40),
    scope: Plain(120).default(""),
    externalId: Name(200),
    nickname: Plain(60).optional(),
    phone: Plain(30).optional(),
  }),
]);

export const NewOrder = z.object({
  /** The shop; with the external id it is what an order is known by. */
  source: Name(80),
  externalId: Name(120),
  buyer: Buyer.optional(),
  /** The group to credit; left out: the buyer's group at that moment. */
  groupId: Id.optional(),
  groupCode: Name(60).optional(),
  sendId: Id.optional(),
  title: Plain(200).default(""),
  paidAt: Instant.transform((text) => new Date(text)),
  paidFen: Amount,
  lines: z.array(OrderLine).max(100).default([]),
});
export type NewOrder = z.output<typeof NewOrder>;

export const NewRefund = z.object({
  source: Name(80),
  orderExternalId: Name(120),
  externalId: Name(120),
  refundedAt: Instant.transform((text) => new Date(text)),
  fen: Amount.min(1),
});
export type NewRefund = z.output<typeof NewRefund>;

/** How much of an order is refunded in all, as lists of orders say it; what goes beyond what is known is a refund of its own. */
export interface RefundTotal {
  source: string;
  orderExternalId: string;
  refundedAt: Date;
  totalFen: number;
}

/**
 * Why an order or refund was not taken: its group is not there or out of sight, its member is not there, it was told with another moment of
 * paying before, twice in one batch and differently, its moment is more than a day ahead or before 1997, it would pay back more than was
 * paid, its order is not there, or it would change an order credited to a group out of sight.
 */
export const rejections = [
  "group-missing",
  "member-missing",
  "other-moment",
  "told-twice",
  "moment-unlikely",
  "over-refunded",
  "order-missing",
  "out-of-sight",
] as const;
export const Rejection = z.enum(rejections);
export type Rejection = z.infer<typeof Rejection>;

export const RecordOutcome = z.discriminatedUnion("verdict", [
  z.object({ verdict: z.enum(["recorded", "changed", "same"]), orderId: Id }),
  z.object({ verdict: z.literal("rejected"), reason: Rejection }),
]);
export type RecordOutcome = z.infer<typeof RecordOutcome>;

const Outcomes = z.object({ outcomes: z.array(RecordOutcome) });

/** Takes in orders of a shop, each once; one that is told again and differently changes what stands. */
export const recordOrdersEndpoint = defineEndpoint({
  method: "POST",
  path: "/orders",
  permission: "orders.write",
  input: z.object({ orders: z.array(NewOrder).min(1).max(500) }),
  output: Outcomes,
});
export const recordRefundsEndpoint = defineEndpoint({
  method: "POST",
  path: "/orders/refunds",
  permission: "orders.write",
  input: z.object({ refunds: z.array(NewRefund).min(1).max(500) }),
  output: Outcomes,
});

const Named = z.object({ id: Id, name: z.string() });

export const OrderRow = z.object({
  id: Id,
  source: z.string(),
  externalId: z.string(),
  title: z.string(),
  member: Named.nullable(),
  group: Named.nullable(),
  paidAt: Instant,
  paidFen: Fen,
  refundedFen: Fen,
});
export type OrderRow = z.infer<typeof OrderRow>;

export const listOrdersEndpoint = defineEndpoint({
  method: "GET",
  path: "/orders",
  permission: "orders.read",
  /** `q` is the beginning of an order number, or part of a title. */
  input: ListAsk.extend({
    groupId: Id.optional(),
    memberId: Id.optional(),
    sendId: Id.optional(),
    source: z.string().max(80).optional(),
    from: Day.optional(),
    to: Day.optional(),
    /** Paid from one moment until before another. */
    since: Instant.optional(),
    until: Instant.optional(),
    refunded: z.stringbool().optional(),
    credited: z.enum(["group", "none"]).optional(),
    /** Left out with false, so that a page is there at once however many orders fit. */
    sums: z.stringbool().optional(),
  }),
  output: pageOf(OrderRow).extend({
    /** Over all pages; on the first page only, and where they are asked for. */
    sums: z.object({ orders: z.number().int(), buyers: z.number().int(), paidFen: Fen, refundedFen: Fen }).nullable(),
    sources: z.array(z.string()),
  }),
});

export const showOrderEndpoint = defineEndpoint({
  method: "GET",
  path: "/orders/:orderId",
  permission: "orders.read",
  input: z.object({ orderId: Id }),
  output: OrderRow.extend({
    lines: z.array(OrderLine),
    refunds: z.array(z.object({ externalId: z.string(), refundedAt: Instant, fen: Fen })),
  }),
});
