import { z } from "zod";
import { Day, defineEndpoint, Id } from "../../lib/define.ts";
import { ScopeText } from "./metrics.contract.ts";

const Said = { messages: z.number().int(), writers: z.number().int() };

/** What members said, month by month and group by group; days are the brand's. Writers are people, each once in what is counted. */
export const talkMonthsEndpoint = defineEndpoint({
  method: "GET",
  path: "/insight/talk-months",
  permission: "insight.read",
  input: z
    .object({ scope: ScopeText.default("brand"), from: Day.optional(), to: Day.optional() })
    .refine((ask) => !ask.from || !ask.to || ask.from <= ask.to),
  output: z.object({
    ...Said,
    /** The newest first, ten years at most; `month` is its first day. */
    months: z.array(z.object({ month: Day, ...Said })),
    /** The most talkative first, two hundred at most. */
    groups: z.array(z.object({ id: Id, name: z.string(), ...Said })),
    groupCount: z.number().int(),
  }),
});
