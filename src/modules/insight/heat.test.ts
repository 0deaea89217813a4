import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays, daysFromTo, localDay, minuteOfDay, weekdayOf } from "../../lib/time.ts";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { DAY_MS, makeWorld, settleAll, tell, type World } from "../../testing/history.ts";
import { askRecompute } from "./board.actions.ts";
import { readHeat } from "./group.actions.ts";
import { readHeatMap, readHeatRows } from "./heat.actions.ts";
import { countWeekdays } from "./heat.rules.ts";
import { readMetrics } from "./measure.actions.ts";

const NOW = new Date("2026-11-22T02:18:00.000Z");
const TODAY = "2026-11-22";
let test: TestBrand;
let world: World;
beforeAll(async () => {
  test = await openTestBrand({ now: NOW });
  world = await makeWorld(test, 40);
});
afterAll(() => test.close());

const validOf = async (scope: string, from: string, to: string) => {
  const { figures } = await readMetrics(test.as(), { scope, from, to, trendDays: 0 });
  return figures.find((one) => one.key === "messages")?.second?.numerator;
};

describe("the heat map", () => {
  it("adds up to the valid messages of any scope and period, today among them, and opens into them", async () => {
    for (const [scope, from, to] of [
      ["brand", "2026-10-20", TODAY],
      [`org:${world.cities[0]}`, "2026-11-01", "2026-11-13"],
      [`group:${world.groups[1]}`, addDays(TODAY, -6), TODAY],
    ] as const) {
      const heat = await readHeatMap(test.as(), { scope, from, to });
      expect(heat.total).toBe(await validOf(scope, from, to));
      expect(heat.coverage.level).toBe("exact");
      const { weekday = 1, hour = 0, count = 0 } = heat.peak ?? {};
      expect(Math.max(...heat.values.flat())).toBe(count);
      const first = await readHeatRows(test.as(), { scope, from, to, weekday, hour, limit: 2 });
      const rest = first.nextCursor
        ? await readHeatRows(test.as(), { scope, from, to, weekday, hour, limit: 200, cursor: first.nextCursor })
        : { items: [] };
      const items = [...first.items, ...rest.items];
      expect([items.length, first.total]).toEqual([count, count]);
      expect(new Set(items.map((one) => one.id)).size).toBe(count);
      for (const one of items) {
        const atMs = Date.parse(one.at);
        expect([weekdayOf(localDay(atMs, "Asia/Shanghai")), Math.floor(minuteOfDay(atMs, "Asia/Shanghai") / 60)]).toEqual([weekday, hour]);
        expect(one.text).not.toBe("嗯");
      }
    }
  });

  it("follows what comes late and what is taken back, and is the same counted anew", async () => {
    const ask = { scope: "brand", from: "2026-10-20", to: TODAY };
    const before = await readHeatMap(test.as(), ask);
    const at = new Date(NOW.getTime() - 9 * DAY_MS);
    const groupId = world.groups[0] ?? "";
    await tell(test.system(), [
      { kind: "message", key: "heat-1", at, groupId, person: "会员0-1", text: "晚到的一句" },
      { kind: "message", key: "heat-2", at, groupId, person: "会员0-1", text: "晚到的两句" },
      { kind: "removed", key: "heat-3", at: NOW, groupId, of: "heat-1" },
    ]);
    await settleAll(test);
    const after = await readHeatMap(test.as(), ask);
    expect(after.total).toBe(before.total + 1);
    const cell = { ...ask, weekday: 5, hour: 10, limit: 200 };
    const rows = await readHeatRows(test.as(), cell);
    expect(rows.items.map((one) => one.text)).toContain("晚到的两句");
    expect(rows.items.map((one) => one.text)).not.toContain("晚到的一句");
    expect(rows.items).toHaveLength(rows.total);
    await askRecompute(test.as(), { scope: "brand" });
    await settleAll(test);
    expect(await readHeatMap(test.as(), ask)).toEqual(after);
  });

  it("of a group's own page opens into the messages of its cells", async () => {
    const groupId = world.groups[1] ?? "";
    const { from, to, values, best } = await readHeat(test.as(), { groupId });
    expect(best).not.toBeNull();
    for (const [row, line] of values.entries())
      for (const [hour, count] of line.entries()) {
        if (count === 0) continue;
        const ask = { scope: `group:${groupId}`, from, to, weekday: row + 1, hour, limit: 200 };
        const said = await readHeatRows(test.as(), ask);
        expect([said.total, said.items.length]).toEqual([count, Math.min(count, 200)]);
      }
  });

  it("shows only what is in sight", async () => {
    const operator = await test.staff(["operator"], world.cities[0]);
    const own = await readHeatMap(test.as(operator), { scope: "brand", from: "2026-10-20", to: TODAY });
    const city = await readHeatMap(test.as(), { scope: `org:${world.cities[0]}`, from: "2026-10-20", to: TODAY });
    expect(own).toEqual(city);
    await expect(
      readHeatRows(test.as(operator), { scope: `group:${world.groups[1]}`, from: TODAY, to: TODAY, weekday: 1, hour: 1, limit: 5 }),
    ).rejects.toMatchObject({ kind: "missing" });
  });

  it("knows how often each weekday lies in a period", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 90 }), (shift, days) => {
        const from = addDays("2026-01-01", shift);
        const plain = [0, 0, 0, 0, 0, 0, 0];
        for (const day of daysFromTo(from, addDays(from, days - 1))) plain[weekdayOf(day) - 1] = (plain[weekdayOf(day) - 1] ?? 0) + 1;
        expect(countWeekdays(weekdayOf(from), days)).toEqual(plain);
      }),
    );
  });
});
