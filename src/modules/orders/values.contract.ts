import { z } from "zod";
import { Day, defineEndpoint, Done, Fen, Id, Instant, ListAsk, pageOf } from "../../lib/define.ts";
import { JobState } from "../../lib/job-state.ts";

/** From which orders, and for how long ahead. */
export const ValuesAsk = z.object({
  /** Buyers whose first order was on this day or later; left out: all. */
  from: Day.optional(),
  /** The last day whose orders the models are fitted on. */
  to: Day,
  /** What the fit says of the days from `to` up to this one is held against what came. */
  until: Day.optional(),
  horizonWeeks: z.number().int().min(4).max(156).default(52),
  /** A purchase one year from now is worth less by it. */
  discountPercent: z.number().min(0).max(100).default(10),
});
export type ValuesAsk = z.infer<typeof ValuesAsk>;

const ModelFit = z.object({
  name: z.enum(["bg-nbd", "pareto-nbd", "gamma-gamma"]),
  parameters: z.array(z.object({ name: z.string(), value: z.number() })),
  lnLikelihood: z.number(),
  /** Of the two models of buying the likelier one is; the spending always. */
  isUsed: z.boolean(),
});
export type ModelFit = z.infer<typeof ModelFit>;

const HoldoutWeek = z.object({
  from: Day,
  /** 7, but for a last week that was cut short. */
  days: z.number().int(),
  /** Days of purchase over all buyers, by the model used and as they came. */
  expected: z.number(),
  actual: z.number().int(),
});

const ValueBand = z.object({
  fromFen: Fen,
  toFen: Fen.nullable(),
  buyers: z.number().int(),
  purchases: z.number(),
  clvFen: Fen,
});
export type ValueBand = z.infer<typeof ValueBand>;

/** What came of a fit, and from what. */
export const Found = z.object({
  orders: z.number().int(),
  buyers: z.number().int(),
  /** Who bought on more than one day; the spending is fitted on theirs. */
  repeaters: z.number().int(),
  paidFen: Fen,
  firstDay: Day,
  models: z.array(ModelFit),
  weeks: z.array(HoldoutWeek),
  bands: z.array(ValueBand),
  purchases: z.number(),
  clvFen: Fen,
});
export type Found = z.infer<typeof Found>;

const ValueFit = Found.extend({
  id: Id,
  ask: ValuesAsk,
  madeAt: Instant,
  madeBy: z.string(),
  /** Made from the orders of some groups alone, those its asker sees. */
  isPart: z.boolean(),
});
export type ValueFit = z.infer<typeof ValueFit>;

const ValueJob = z.object({
  id: Id,
  state: JobState,
  done: z.number().int(),
  total: z.number().int().nullable(),
  failure: z.object({ code: z.string(), details: z.record(z.string(), z.unknown()) }).nullable(),
  /** It stops at the next moment it looks up. */
  cancelAsked: z.boolean(),
});
export type ValueJob = z.infer<typeof ValueJob>;

/** The newest fit of who sees what the asker sees, and how the asker's own last order of one stands. */
export const showValuesEndpoint = defineEndpoint({
  method: "GET",
  path: "/orders-values",
  permission: "orders.read",
  input: z.object({}),
  output: z.object({
    fit: ValueFit.nullable(),
    job: ValueJob.nullable(),
    /** The last day with an order; null where there is none. */
    lastDay: Day.nullable(),
  }),
});

/** Has it worked out anew in the background; see `showValuesEndpoint` for how it goes. */
export const startValuesEndpoint = defineEndpoint({
  method: "POST",
  path: "/orders-values",
  permission: "orders.read",
  input: ValuesAsk,
  output: z.object({ id: Id }),
});

/** Stops the asker's own; the fit before stays. Refusals: `jobs.missing`, `jobs.ended`. */
export const cancelValuesEndpoint = defineEndpoint({
  method: "POST",
  path: "/orders-values/:jobId/cancel",
  permission: "orders.read",
  input: z.object({ jobId: Id }),
  output: Done,
});

export const ValueRow = z.object({
  member: z.object({ id: Id, name: z.string() }),
  orders: z.number().int(),
  /** Days of purchase after the first. */
  repeats: z.number().int(),
  paidFen: Fen,
  lastDay: Day,
  /** Probability that they still buy. */
  active: z.number(),
  /** Days of purchase expected within the horizon. */
  purchases: z.number(),
  orderFen: Fen,
  clvFen: Fen,
});
export type ValueRow = z.infer<typeof ValueRow>;

export const valueSorts = ["clv", "purchases", "active", "order", "paid"] as const;

export const listValuesEndpoint = defineEndpoint({
  method: "GET",
  path: "/orders-values/buyers",
  permission: "orders.read",
  /** `q` is part of a name. */
  input: ListAsk.extend({
    sort: z.enum(valueSorts).default("clv"),
    ascending: z.enum(["1"]).optional(),
    /** The lower end of one of the fit's bands. */
    band: z.coerce.number().int().optional(),
  }),
  output: pageOf(ValueRow),
});
