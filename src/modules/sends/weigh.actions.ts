import { channelOf } from "../../channels/index.ts";
import { addDays, localDay, minuteOfDay, startOfDayMs } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import { readBrandSettings } from "../brands/index.ts";
import type { SendWish } from "./plan.actions.ts";
import { type PlanRules, planTarget } from "./plan.rules.ts";
import type { LeaveOutReason } from "./sends.contract.ts";
import { type AlikeGroups, countAlike } from "./targets.store.ts";

/** What a send comes to, in groups. */
export interface Weight {
  going: number;
  overCap: number;
  leftOut: Map<LeaveOutReason, number>;
}

type Weighed = Pick<SendWish, "body" | "dueAt">;

/**
 * How many groups would get each wish, and why not the others, where all wishes mean the same groups: what `planSends` says, in numbers.
 * Groups in which nothing differs that a verdict looks at are judged as one, so that ten thousand take no longer than ten.
 */
export async function weighSends(ctx: Context, groupIds: readonly string[], wishes: readonly Weighed[]): Promise<Weight[]> {
  const rules = await readBrandSettings(ctx);
  const moments = wishes.map(({ dueAt }) => dueAt.getTime());
  const days = [...new Set(moments.map((at) => localDay(at, ctx.brand.zone)))].sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const span = { days, from: new Date(startOfDayMs(first, ctx.brand.zone)), to: new Date(startOfDayMs(addDays(last, 1), ctx.brand.zone)) };
  const alike = await countAlike(ctx.db, ctx.brand.id, groupIds, { ...span, zone: ctx.brand.zone });
  const byDay = Map.groupBy(alike, (one) => one.day);
  return wishes.map(({ body, dueAt }) => {
    const at = dueAt.getTime();
    return weigh(byDay.get(localDay(at, ctx.brand.zone)) ?? [], body.format, minuteOfDay(at, ctx.brand.zone), rules);
  });
}

/** One wish over the groups of its day; those that get it have one send more for the wishes after it. */
function weigh(alike: readonly AlikeGroups[], format: Weighed["body"]["format"], minute: number, rules: PlanRules): Weight {
  const weight: Weight = { going: 0, overCap: 0, leftOut: new Map() };
  for (const one of alike) {
    const verdict = planTarget({ ...one, capabilities: channelOf(one.channel)?.capabilities }, format, minute, rules);
    if (verdict.verdict === "send") {
      weight.going += one.groups;
      one.sendsThatDay++;
    } else if (verdict.verdict === "over-cap") weight.overCap += one.groups;
    else weight.leftOut.set(verdict.reason, (weight.leftOut.get(verdict.reason) ?? 0) + one.groups);
  }
  return weight;
}
