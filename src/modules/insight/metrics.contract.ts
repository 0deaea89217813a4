import { z } from "zod";
import { Day, defineEndpoint, Id, Instant } from "../../lib/define.ts";

/** Always in this order; the first nine are the nine metrics. */
export const metricKeys = [
  "join",
  "leave",
  "interaction",
  "messages",
  "retention",
  "conversion",
  "spend",
  "roi",
  "referral",
  "arpu",
] as const;
export const MetricKey = z.enum(metricKeys);
export type MetricKey = z.infer<typeof MetricKey>;

/** The other reading of a metric where two are shown: the seed's own, gross, valid messages only, all sales. */
export const secondKinds = ["seed", "gross", "valid", "all"] as const;
export const SecondKind = z.enum(secondKinds);
export type SecondKind = z.infer<typeof SecondKind>;

export const parts = ["numerator", "denominator", "second-numerator", "second-denominator"] as const;
export const Part = z.enum(parts);
export type Part = z.infer<typeof Part>;

/** `brand`, `mine`, `org:<id>`, `blueprint:<id>`, `group:<id>`: always within what the acting person sees. */
export const ScopeText = z.string().regex(/^(brand|mine|(org|blueprint|group):[0-9a-f-]{36})$/);
export type ScopeText = z.infer<typeof ScopeText>;

/** Where figures come from: every group tells, some do, or the platform tells nothing of it. */
export const CoverageLevel = z.enum(["exact", "partial", "owner", "none"]);
export const Coverage = z.object({
  level: CoverageLevel,
  /** Groups that tell, of the groups asked for. */
  groups: z.number().int(),
  of: z.number().int(),
});
export type Coverage = z.infer<typeof Coverage>;

/** A quotient as it is shown; `value` is null where it is unknown or nothing stands below the line. Money in fen. */
export const Quotient = z.object({ value: z.number().nullable(), numerator: z.number(), denominator: z.number() });
export type Quotient = z.infer<typeof Quotient>;

export const Figure = Quotient.extend({
  key: MetricKey,
  /** The days the figure itself covers: retention and referral look at 30 where the period is shorter. */
  from: Day,
  to: Day,
  days: z.number().int(),
  /** `isCounted` is false where it was not asked for; `value` is null then. */
  second: Quotient.extend({ kind: SecondKind, isCounted: z.boolean() }).nullable(),
  /** The same over the period before, of equal length. */
  previous: z.number().nullable(),
  coverage: Coverage,
  /** Oldest first, ending with the period's end; empty where not asked for. */
  trend: z.array(z.number().nullable()),
});
export type Figure = z.infer<typeof Figure>;

const Period = { from: Day, to: Day };
const isForward = (ask: { from: string; to: string }) => ask.from <= ask.to;
export const backwards = { message: "insight.period-backwards" };

export const metricsEndpoint = defineEndpoint({
  method: "GET",
  path: "/insight/metrics",
  permission: "insight.read",
  input: z
    .object({
      scope: ScopeText.default("brand"),
      ...Period,
      trendDays: z.coerce.number().int().min(0).max(90).default(14),
      /** False leaves out what a scope's people bought in other groups, which is looked up person by person: the second reading of ROI. */
      allSales: z.stringbool().optional(),
    })
    .refine(isForward, backwards),
  output: z.object({
    figures: z.array(Figure),
    groups: z.number().int(),
    /** Seats of kind member at the end of the period. */
    members: z.number().int(),
    /** Days from here on are still being counted or settled. */
    settledTo: Day.nullable(),
  }),
});

export const RowKind = z.enum(["seat", "person", "look", "talk", "group-day", "order", "cost"]);
export type RowKind = z.infer<typeof RowKind>;

/** One row behind a number; the values of all rows, over `divisor`, are the number. */
export const FigureRow = z.object({
  key: z.string(),
  kind: RowKind,
  at: Instant.nullable(),
  day: Day.nullable(),
  group: z.object({ id: Id, name: z.string() }).nullable(),
  member: z.object({ id: Id, name: z.string() }).nullable(),
  /** An entry's name, an order's title, a cost's note, a reason for leaving. */
  note: z.string(),
  value: z.number(),
});
export type FigureRow = z.infer<typeof FigureRow>;

export const rowsEndpoint = defineEndpoint({
  method: "GET",
  path: "/insight/rows",
  permission: "insight.read",
  input: z
    .object({
      metric: MetricKey,
      scope: ScopeText.default("brand"),
      part: Part.default("numerator"),
      ...Period,
      cursor: z.string().max(500).optional(),
      limit: z.coerce.number().int().min(1).max(500).default(50),
    })
    .refine(isForward, backwards),
  output: z.object({
    items: z.array(FigureRow),
    nextCursor: z.string().nullable(),
    total: z.number().int(),
    /** All rows added up, exactly the figure's part times `divisor`. */
    sum: z.number(),
    divisor: z.number(),
    unit: z.enum(["people", "count", "fen"]),
    from: Day,
    to: Day,
  }),
});

export const trendEndpoint = defineEndpoint({
  method: "GET",
  path: "/insight/trend",
  permission: "insight.read",
  input: z
    .object({ scope: ScopeText.default("brand"), metric: MetricKey, ...Period, by: z.enum(["scope", "children"]).default("children") })
    .refine(isForward, backwards),
  output: z.object({
    days: z.array(Day),
    lines: z.array(z.object({ key: z.string(), name: z.string(), values: z.array(z.number().nullable()) })),
    /** What the stage ends with, where the metric is one of the four and the commercial types agree. */
    target: z.number().nullable(),
  }),
});
