import { z } from "zod";
import { Day, defineEndpoint, Id, Instant } from "../../lib/define.ts";
import { backwards, Coverage, ScopeText } from "./metrics.contract.ts";

const Span = { scope: ScopeText.default("brand"), from: Day, to: Day };
const isForward = (ask: { from: string; to: string }) => ask.from <= ask.to;

/** Valid member messages of a scope and period by weekday (Monday first) and hour; the day that is not over counts as far as it goes. */
export const heatMapEndpoint = defineEndpoint({
  method: "GET",
  path: "/insight/heat",
  permission: "insight.read",
  input: z.object(Span).refine(isForward, backwards),
  output: z.object({
    values: z.array(z.array(z.number().int())),
    /** How many Mondays, Tuesdays … the period has. */
    weekdays: z.array(z.number().int()),
    total: z.number().int(),
    peak: z.object({ weekday: z.number().int(), hour: z.number().int(), count: z.number().int() }).nullable(),
    coverage: Coverage,
  }),
});
export type HeatMap = z.output<typeof heatMapEndpoint.output>;

export const SaidMessage = z.object({
  id: Id,
  at: Instant,
  group: z.object({ id: Id, name: z.string() }),
  member: z.object({ id: Id, name: z.string() }).nullable(),
  /** Null where the words are no longer kept. */
  text: z.string().nullable(),
});

/** The messages of one cell, newest first; `total` is the cell's own number. */
export const heatRowsEndpoint = defineEndpoint({
  method: "GET",
  path: "/insight/heat/rows",
  permission: "insight.read",
  input: z
    .object({
      ...Span,
      weekday: z.coerce.number().int().min(1).max(7),
      hour: z.coerce.number().int().min(0).max(23),
      cursor: z.string().max(100).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    })
    .refine(isForward, backwards),
  output: z.object({ items: z.array(SaidMessage), nextCursor: z.string().nullable(), total: z.number().int() }),
});
