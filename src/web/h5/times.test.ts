import { describe, expect, test } from "vitest";
import { dayOf, fullTime, greeting, rowTime, talkTime } from "./times.ts";
import { startWords } from "./words.ts";

const now = { nowMs: Date.parse("2026-11-22T02:18:00Z"), offsetMinutes: 480 };

describe("times in the brand's zone", () => {
  test.each([
    ["2026-11-22T00:00:00Z", "今天 08:00", "08:00", "11-22 08:00"],
    ["2026-11-21T15:59:00Z", "昨天 23:59", "昨天", "11-21 23:59"],
    ["2026-11-21T16:00:00Z", "今天 00:00", "00:00", "11-22 00:00"],
    ["2026-11-20T01:12:00Z", "11-20 09:12", "11-20", "11-20 09:12"],
    ["2025-12-31T16:30:00Z", "01-01 00:30", "01-01", "01-01 00:30"],
    ["2025-12-31T15:30:00Z", "2025-12-31 23:30", "2025-12-31", "2025-12-31 23:30"],
  ])("%s", (at, talk, row, full) => {
    expect(talkTime(Date.parse(at), now)).toBe(talk);
    expect(rowTime(Date.parse(at), now)).toBe(row);
    expect(fullTime(Date.parse(at), now)).toBe(full);
  });

  test("greets by the local hour", () => {
    expect(greeting(now)).toBe("上午好");
    expect(greeting({ ...now, nowMs: Date.parse("2026-11-22T16:00:00Z") })).toBe("晚上好");
  });

  test("days turn at local midnight", () => {
    expect(dayOf(Date.parse("2026-11-21T16:00:00Z"), 480) - dayOf(Date.parse("2026-11-21T15:59:59Z"), 480)).toBe(1);
  });
});

test("in English", async () => {
  await startWords("en");
  const at = (text: string) => Date.parse(text);
  expect(talkTime(at("2026-11-21T15:59:00Z"), now)).toBe("Yesterday 23:59");
  expect(fullTime(at("2026-11-20T01:12:00Z"), now)).toBe("Nov 20 09:12");
  expect(rowTime(at("2025-12-31T15:30:00Z"), now)).toBe("Dec 31, 2025");
  expect(greeting(now)).toBe("good morning");
  await startWords("zh-CN");
});
