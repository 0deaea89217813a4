import { channelOf, platformCapped } from "../../channels/index.ts";
import { startOfDayMs } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import { type CapPeriod, capPeriods, type PlatformCapRule } from "./cap.rules.ts";
import { countPlatformUse, type PlatformUse, type Stretch } from "./cap.store.ts";
import type { TargetRow } from "./targets.store.ts";

export function stretchesOf(ctx: Context, periods: readonly CapPeriod[]): Stretch[] {
  const at = (day: string) => new Date(startOfDayMs(day, ctx.brand.zone));
  return periods.map(({ from, to }) => ({ key: from, from: at(from), to: at(to) }));
}

export const isCapped = (channel: string) => channelOf(channel)?.capabilities.platformCap === true;

/** What these groups have used up of their platforms' caps in the periods of these days, by `group period`. */
export async function findPlatformUse(
  ctx: Context,
  rows: readonly Pick<TargetRow, "groupId" | "channel">[],
  rule: PlatformCapRule,
  days: readonly string[],
): Promise<Map<string, PlatformUse>> {
  if (platformCapped().length === 0) return new Map();
  const groupIds = rows.filter((row) => isCapped(row.channel)).map((row) => row.groupId);
  const uses = await countPlatformUse(ctx.db, ctx.brand.id, groupIds, stretchesOf(ctx, capPeriods(rule, days)));
  return new Map(uses.map((use) => [`${use.groupId} ${use.key}`, use]));
}
