import type { RawBuilder } from "kysely";
import { channelOf, platformCapped } from "../../channels/index.ts";
import { addDays, localDay, minuteOfDay, startOfDayMs } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import { readBrandSettings } from "../brands/index.ts";
import { isCapped, stretchesOf } from "./cap.actions.ts";
import { capPeriod, capPeriods } from "./cap.rules.ts";
import { type AlikeGroups, countAlike } from "./cap.store.ts";
import type { SendWish } from "./plan.actions.ts";
import { type PlanRules, planTarget } from "./plan.rules.ts";
import type { LeaveOutReason } from "./sends.contract.ts";

/** What a send comes to, in groups. */
export interface Weight {
  going: number;
  overCap: number;
  leftOut: Map<LeaveOutReason, number>;
}

type Weighed = Pick<SendWish, "body" | "dueAt">;

/** Groups that are alike, with what they will have got by the wishes before. */
interface Standing extends AlikeGroups {
  onDay: Map<string, number>;
  inPeriod: Map<string, number>;
}

/**
 * How many groups would get each wish, and why not the others, where all wishes mean the same groups: what `planSends` says, in numbers.
 * `groups` is a predicate over groups g. Groups in which nothing differs that a verdict looks at are judged as one, so that ten thousand take no longer than ten.
 */
export async function weighSends(ctx: Context, groups: RawBuilder<boolean>, wishes: readonly Weighed[]): Promise<Weight[]> {
  const settings = await readBrandSettings(ctx);
  const days = [...new Set(wishes.map(({ dueAt }) => localDay(dueAt.getTime(), ctx.brand.zone)))].sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const alike = await countAlike(ctx.db, ctx.brand.id, groups, {
    from: new Date(startOfDayMs(first, ctx.brand.zone)),
    to: new Date(startOfDayMs(addDays(last, 1), ctx.brand.zone)),
    zone: ctx.brand.zone,
    cappedChannels: platformCapped(),
    stretches: stretchesOf(ctx, capPeriods(settings.wecomSendCap, days)),
  });
  const standings = alike.map((one) => ({ ...one, onDay: counts(one.days, one.sends), inPeriod: counts(one.stretches, one.used) }));
  return wishes.map(({ body, dueAt }) => {
    const day = localDay(dueAt.getTime(), ctx.brand.zone);
    const minute = minuteOfDay(dueAt.getTime(), ctx.brand.zone);
    return weigh(standings, { day, minute, format: body.format, period: capPeriod(settings.wecomSendCap, day) }, settings);
  });
}

const counts = (keys: readonly string[] | null, values: readonly number[] | null) =>
  new Map((keys ?? []).map((key, i) => [key, values?.[i] ?? 0]));

interface Moment {
  day: string;
  minute: number;
  format: Weighed["body"]["format"];
  period: { from: string; cap: number };
}

/** One wish over the groups; those that get it have one send more for the wishes after it. */
function weigh(standings: readonly Standing[], { day, minute, format, period }: Moment, rules: PlanRules): Weight {
  const weight: Weight = { going: 0, overCap: 0, leftOut: new Map() };
  for (const one of standings) {
    const sendsThatDay = one.onDay.get(day) ?? 0;
    const used = one.inPeriod.get(period.from) ?? 0;
    const platformLeft = isCapped(one.channel) ? period.cap - used : null;
    const target = { ...one, capabilities: channelOf(one.channel)?.capabilities, sendsThatDay, platformLeft };
    const verdict = planTarget(target, format, minute, rules);
    if (verdict.verdict === "send") {
      weight.going += one.groups;
      one.onDay.set(day, sendsThatDay + 1);
      one.inPeriod.set(period.from, used + 1);
    } else if (verdict.verdict === "over-cap") weight.overCap += one.groups;
    else weight.leftOut.set(verdict.reason, (weight.leftOut.get(verdict.reason) ?? 0) + one.groups);
  }
  return weight;
}
