import { channelOf } from "../../channels/index.ts";
import type { InputOf, OutputOf } from "../../lib/define.ts";
import { addDays, localDay, startOfDayMs } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import { decodeCursor, encodeCursor } from "../../server/page.ts";
import { readBrandSettings } from "../brands/index.ts";
import { visibleGroups } from "../groups/index.ts";
import { findPlatformUse, isCapped } from "./cap.actions.ts";
import { capPeriod } from "./cap.rules.ts";
import { knowOutside } from "./outside.actions.ts";
import type { listQuotaEndpoint } from "./quota.contract.ts";
import * as store from "./quota.store.ts";

/** The local day of now. */
export function today(ctx: Context): { from: Date; to: Date } {
  const day = localDay(ctx.now.getTime(), ctx.brand.zone);
  const at = (local: string) => new Date(startOfDayMs(local, ctx.brand.zone));
  return { from: at(day), to: at(addDays(day, 1)) };
}

export function capOf(channel: string, groupSendsPerDay: number): number {
  return Math.min(channelOf(channel)?.capabilities.groupSendsPerDay ?? groupSendsPerDay, groupSendsPerDay);
}

export async function listQuota(ctx: Context, input: InputOf<typeof listQuotaEndpoint>): Promise<OutputOf<typeof listQuotaEndpoint>> {
  const [used, groupId] = decodeCursor(input.cursor) ?? [];
  const after = typeof used === "number" && typeof groupId === "string" ? { used, groupId } : null;
  const { groupSendsPerDay, quietFromMinute, quietToMinute, wecomSendCap } = await readBrandSettings(ctx);
  const rows = await store.listQuota(ctx.db, ctx.brand.id, visibleGroups(ctx, "sends.read"), { ...input, ...today(ctx), after });
  const day = localDay(ctx.now.getTime(), ctx.brand.zone);
  const period = capPeriod(wecomSendCap, day);
  const uses = await findPlatformUse(ctx, rows, wecomSendCap, [day]);
  const platformOf = (row: (typeof rows)[number]) => {
    const { own, outside } = uses.get(`${row.groupId} ${period.from}`) ?? { own: 0, outside: 0 };
    return isCapped(row.channel) ? { used: own + outside, usedByOthers: outside, cap: period.cap } : null;
  };
  const items = rows
    .slice(0, input.limit)
    .map((row) => ({ ...row, capPerDay: capOf(row.channel, groupSendsPerDay), platform: platformOf(row) }));
  const last = items.at(-1);
  const nextCursor = rows.length > input.limit && last ? encodeCursor([last.usedToday + last.plannedToday, last.groupId]) : null;
  const readUntil = await knowOutside(ctx, false);
  return { items, nextCursor, capPerDay: groupSendsPerDay, quietFromMinute, quietToMinute, platformRule: wecomSendCap, readUntil };
}
