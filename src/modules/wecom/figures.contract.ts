import { z } from "zod";
import { Day, defineEndpoint, Id } from "../../lib/define.ts";

/** The platform keeps its figures for so long; ours stay. */
export const FIGURE_DAYS = 180;

const Count = z.number().int().nullable();
const figures = {
  groups: Count,
  talkingGroups: Count,
  members: Count,
  newMembers: Count,
  talkingMembers: Count,
  messages: Count,
  /** Of talks with single customers. */
  talks: Count,
  sent: Count,
  added: Count,
  applied: Count,
  dropped: Count,
  /** Shares and minutes of staff who had talks, weighted by them. */
  replyPercent: z.number().nullable(),
  replyMinutes: z.number().nullable(),
};

/** One Beijing day; null where the platform gave nothing. `owners` of `ownersAsked` gave figures. */
export const FigureDay = z.object({ day: Day, owners: z.number().int(), ownersAsked: z.number().int(), ...figures });
export type FigureDay = z.infer<typeof FigureDay>;

/** Stocks as of the last day, flows added up. */
export const FigureOwner = z.object({ userId: z.string(), name: z.string(), days: z.number().int(), ...figures });
export type FigureOwner = z.infer<typeof FigureOwner>;

export const Figures = z.object({
  from: Day,
  to: Day,
  /** Days of the stretch, and those of which there are figures. */
  days: z.number().int(),
  daysWithFigures: z.number().int(),
  byDay: z.array(FigureDay),
  byOwner: z.array(FigureOwner),
});
export type Figures = z.infer<typeof Figures>;

export const showFiguresEndpoint = defineEndpoint({
  method: "GET",
  path: "/connections/:connectionId/wecom/figures",
  permission: "wecom.read",
  input: z.object({ connectionId: Id, days: z.coerce.number().int().min(1).max(400).default(30) }),
  output: Figures,
});
