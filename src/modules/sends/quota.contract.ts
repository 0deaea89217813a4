import { z } from "zod";
import { defineEndpoint, Id, Instant, ListAsk, pageOf } from "../../lib/define.ts";

export const QuotaRow = z.object({
  groupId: Id,
  groupName: z.string(),
  channel: z.string(),
  people: z.number().int(),
  usedToday: z.number().int(),
  plannedToday: z.number().int(),
  capPerDay: z.number().int(),
  /** Of the platform's own cap in its period of now, with what others sent; null where it has none. */
  platform: z.object({ used: z.number().int(), usedByOthers: z.number().int(), cap: z.number().int() }).nullable(),
});
export type QuotaRow = z.infer<typeof QuotaRow>;

/** What a group may still get today: the day's cap, or what the platform's own leaves, whichever is less; below 0 where more is planned. */
export function leftOf({ capPerDay, usedToday, plannedToday, platform }: QuotaRow): number {
  const ofDay = capPerDay - usedToday - plannedToday;
  return platform ? Math.min(ofDay, platform.cap - platform.used) : ofDay;
}
/** What each group may still get today, the fullest first. */
export const listQuotaEndpoint = defineEndpoint({
  method: "GET",
  path: "/quotas",
  permission: "sends.read",
  input: ListAsk,
  output: pageOf(QuotaRow).extend({
    capPerDay: z.number().int(),
    quietFromMinute: z.number().int(),
    quietToMinute: z.number().int(),
    platformRule: z.enum(["month", "week", "day"]),
    /** Until when what others sent is known; null: it was never read. */
    readUntil: Instant.nullable(),
  }),
});
