import { z } from "zod";
import { Day, defineEndpoint, Fen } from "../../lib/define.ts";

/** Buyers by the month of their first order, and in how many of the months after they bought. */
export const BuyerCohort = z.object({
  /** The first day of the month. */
  month: Day,
  buyers: z.number().int(),
  /** Month by month from the first on: who bought in it; shorter for months that are not over. */
  bought: z.array(z.number().int()),
});
export type BuyerCohort = z.infer<typeof BuyerCohort>;

/** Orders that were wholly refunded are none; `from` and `to` narrow the day of the first order. */
export const buyersEndpoint = defineEndpoint({
  method: "GET",
  path: "/orders-buyers",
  permission: "orders.read",
  input: z.object({ from: Day.optional(), to: Day.optional() }),
  output: z.object({
    buyers: z.number().int(),
    /** Who has more than one order. */
    again: z.number().int(),
    orders: z.number().int(),
    netFen: Fen,
    /** The newest first, two years at most. */
    cohorts: z.array(BuyerCohort),
  }),
});
