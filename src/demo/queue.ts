import { addDays, atLocalMs, localDay, minuteOfDay } from "../lib/time.ts";
import { createSends, type SendWish } from "../modules/sends/index.ts";
import type { Company } from "./staff.ts";
import type { Stage } from "./stage.ts";

const HOUR_MS = 3_600_000;

/** A moment near now, or 9:00 of the next morning where now is the night. */
function awake(stage: Stage, atMs: number): number {
  const minute = minuteOfDay(atMs, stage.brand.zone);
  if (minute >= 7 * 60 + 5 && minute < 22 * 60 + 20) return atMs;
  const day = localDay(atMs, stage.brand.zone);
  return atLocalMs(minute < 12 * 60 ? day : addDays(day, 1), 9 * 60, stage.brand.zone);
}

/** What lies before a person right now in groups on a platform that wants a tap: one thing late, two to come. */
export async function fillQueue(stage: Stage, company: Company, groupIds: readonly string[], nowMs: number): Promise<void> {
  const wish = (key: string, name: string, text: string, atMs: number): SendWish => ({
    uniqueKey: `demo-queue-${key}`,
    name,
    source: { kind: "adhoc" },
    contentId: null,
    contentVersion: null,
    direction: "convert",
    body: { format: "text", text },
    groupIds,
    dueAt: new Date(awake(stage, atMs)),
    expiresAt: new Date(awake(stage, atMs) + 4 * HOUR_MS),
    priority: 5,
  });
  await createSends(stage.as(company.owner), [
    wish(
      "late",
      "砂糖橘补货通知",
      "{群名}的邻居们，砂糖橘下午又到了 20 箱，5 斤装 ¥29.90，今晚八点半前在{城市}门店自提。",
      nowMs - 25 * 60_000,
    ),
    wish("soon", "车厘子秒杀预告", "{群名}：明天中午 12 点，车厘子 2 斤装 ¥79.90，限 60 份，一户两份。先定个闹钟。", nowMs + 40 * 60_000),
    wish("later", "满 39 减 8 到期提醒", "手里有满 39 减 8 券的朋友，券今晚 24:00 到期。不用特地来，下单自提就能用。", nowMs + 80 * 60_000),
  ]);
  await stage.tick("dispatch-sends");
}
