import { z } from "zod";
import { Day, defineEndpoint, Id, ListAsk, pageOf } from "../../lib/define.ts";
import { ScopeText } from "./metrics.contract.ts";

const Said = { messages: z.number().int(), writers: z.number().int() };

const Span = { scope: ScopeText.default("brand"), from: Day.optional(), to: Day.optional() };
const isForward = (ask: { from?: string | undefined; to?: string | undefined }) => !ask.from || !ask.to || ask.from <= ask.to;

/** What members said, month by month; days are the brand's. Writers are people, each once in what is counted. */
export const talkMonthsEndpoint = defineEndpoint({
  method: "GET",
  path: "/insight/talk-months",
  permission: "insight.read",
  input: z.object(Span).refine(isForward),
  output: z.object({
    ...Said,
    /** The newest first, ten years at most; `month` is its first day. */
    months: z.array(z.object({ month: Day, ...Said })),
    /** In how many groups anything was said. */
    groupCount: z.number().int(),
  }),
});

export const TalkGroup = z.object({ id: Id, name: z.string(), ...Said });
export type TalkGroup = z.infer<typeof TalkGroup>;

export const talkGroupSorts = ["messages", "-messages", "name", "-name"] as const;
export type TalkGroupSort = (typeof talkGroupSorts)[number];

/** The same by group: those in which anything was said. */
export const talkGroupsEndpoint = defineEndpoint({
  method: "GET",
  path: "/insight/talk-months/groups",
  permission: "insight.read",
  input: z
    .object({ ...Span, sort: z.enum(talkGroupSorts).default("-messages"), cursor: ListAsk.shape.cursor, limit: ListAsk.shape.limit })
    .refine(isForward),
  output: pageOf(TalkGroup),
});
