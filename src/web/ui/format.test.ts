import { expect, test } from "vitest";
import { startWords } from "../i18n/index.ts";
import { formatBytes, formatCount, formatDecimal, formatMoney, formatPercent, formatPoints, formatShort, formatYuan } from "./format.ts";
import {
  dayOf,
  formatAgo,
  formatClock,
  formatDay,
  formatDayLong,
  formatFullTime,
  formatSpan,
  formatTime,
  minuteOfDay,
} from "./format-time.ts";

await startWords("zh-CN");

test.each([
  [formatCount(218604), "218,604"],
  [formatCount(null), "—"],
  [formatShort(9999), "9,999"],
  [formatShort(10000), "10,000"],
  [formatShort(182400), "18.24 万"],
  [formatShort(47100), "4.71 万"],
  [formatShort(20000), "2 万"],
  [formatShort(120000000), "1.2 亿"],
  [formatPercent(0.189), "18.9%"],
  [formatPercent(0.0036), "0.36%"],
  [formatPercent(0), "0.0%"],
  [formatPercent(1), "100.0%"],
  [formatPercent(null), "—"],
  [formatPoints(0.012), "1.2 点"],
  [formatPoints(-0.0008), "0.08 点"],
  [formatDecimal(0.06, 3), "0.060"],
  [formatMoney(123450), "¥1,234.50"],
  [formatYuan(874215), "¥8,742"],
  [formatBytes(999), "999 B"],
  [formatBytes(18640), "19 kB"],
  [formatBytes(2400000), "2.4 MB"],
])("%s", (written, expected) => expect(written).toBe(expected));

const shanghai = 480;
const at = "2026-11-22T12:00:05.000Z";
const now = Date.parse("2026-11-22T14:00:00.000Z");

test.each([
  [formatTime(at, shanghai, now), "今天 20:00"],
  [formatTime("2026-11-21T17:30:00.000Z", shanghai, now), "今天 01:30"],
  [formatTime("2026-11-21T15:59:00.000Z", shanghai, now), "11-21 23:59"],
  [formatTime("2025-12-31T15:59:00.000Z", shanghai, now), "2025-12-31"],
  [formatFullTime(at, shanghai), "2026-11-22 20:00:05"],
  [formatClock(at, -300), "07:00"],
  [dayOf("2026-11-22T16:00:00.000Z", shanghai), "2026-11-23"],
  [String(minuteOfDay(at, shanghai)), "1200"],
  [formatDay("2026-11-22"), "11-22"],
  [formatDay("2026-11-22", true), "11-22 周日"],
  [formatDayLong("2026-11-19"), "11 月 19 日 周四"],
  [formatSpan(42 * 60_000), "42 分"],
  [formatSpan(72 * 60_000), "1 小时 12 分"],
  [formatSpan(120 * 60_000), "2 小时"],
  [formatSpan(9 * 86_400_000), "9 天"],
  [formatSpan(8_000), "8 秒"],
  [formatAgo(now - 5 * 60_000, now), "5 分前"],
  [formatAgo(now - 5_000, now), "刚刚"],
])("%s", (written, expected) => expect(written).toBe(expected));

test("in English", async () => {
  await startWords("en");
  expect([9_999, 18_240, 182_400, 1_250_000, 120_000_000].map(formatShort)).toEqual(["9,999", "18.2k", "182.4k", "1.3M", "120M"]);
  expect(formatTime(at, shanghai, now)).toBe("Today 20:00");
  expect(formatTime("2026-11-21T15:59:00.000Z", shanghai, now)).toBe("Nov 21 23:59");
  expect(formatTime("2025-12-31T15:59:00.000Z", shanghai, now)).toBe("Dec 31, 2025");
  expect([formatDay("2026-11-02"), formatDay("2026-11-22", true), formatDayLong("2026-11-19")]).toEqual([
    "Nov 2",
    "Sun Nov 22",
    "Thu, Nov 19",
  ]);
  expect([1, 9].map((days) => formatSpan(days * 2 * 86_400_000))).toEqual(["2 days", "18 days"]);
  expect([formatSpan(72 * 60_000), formatAgo(now - 5 * 60_000, now), formatPoints(0.012)]).toEqual(["1 h 12 min", "5 min ago", "1.2 pt"]);
});
