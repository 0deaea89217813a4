import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays } from "../../lib/time.ts";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { dice, groupAt, makeWorld, settleAll, type World } from "../../testing/history.ts";
import { BlueprintSpec, createBlueprint } from "../groups/index.ts";
import { measure, readMetrics } from "./measure.actions.ts";
import { readLiveSums } from "./measure.store.ts";
import { type Figure, type FigureRow, metricKeys, type Part, parts } from "./metrics.contract.ts";
import { readRows } from "./rows.actions.ts";
import { openScope } from "./scope.actions.ts";

const NOW = new Date("2026-11-22T02:18:00.000Z");
const YESTERDAY = "2026-11-21";
let test: TestBrand;
let world: World;
beforeAll(async () => {
  test = await openTestBrand({ now: NOW });
  world = await makeWorld(test, 60);
});
afterAll(() => test.close());

const partOf = (figure: Figure, part: Part): number => {
  if (part === "numerator") return figure.numerator;
  if (part === "denominator") return figure.denominator;
  return (part === "second-numerator" ? figure.second?.numerator : figure.second?.denominator) ?? Number.NaN;
};

/** All rows, page by page. */
async function allRows(ask: {
  limit: number;
  metric: Figure["key"];
  scope: string;
  part: Part;
  from: string;
  to: string;
}): Promise<{ rows: FigureRow[]; sum: number; divisor: number; total: number }> {
  const rows: FigureRow[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await readRows(test.as(), { ...ask, ...(cursor ? { cursor } : {}) });
    rows.push(...page.items);
    if (!page.nextCursor) return { rows, sum: page.sum, divisor: page.divisor, total: page.total };
    cursor = page.nextCursor;
  }
}

describe("figures", () => {
  it("are what their rows add up to, in 100 random cells", async () => {
    const roll = dice(20);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(roll() * list.length)] as T;
    const scopes = ["brand", ...world.cities.map((id) => `org:${id}`), ...world.groups.map((id) => `group:${id}`)];
    let shown = 0;
    for (let cell = 0; cell < 100;) {
      const [scope, metric, part] = [pick(scopes), pick(metricKeys), pick(parts)];
      const to = pick([YESTERDAY, YESTERDAY, "2026-11-22", addDays(YESTERDAY, -Math.floor(roll() * 40))]);
      const from = addDays(to, 1 - pick([1, 7, 30, 3, 12, 45]));
      const { figures } = await readMetrics(test.as(), { scope, from, to, trendDays: 0 });
      const figure = figures.find((one) => one.key === metric);
      if (!figure) throw new Error(metric);
      if (part.startsWith("second") && !figure.second) continue;
      cell++;
      const limit = cell % 10 === 0 ? 47 : 500;
      const { rows, sum, divisor, total } = await allRows({ limit, metric, scope, part, from, to });
      const cellName = `${metric} ${part} ${scope.slice(0, 10)} ${from}…${to}`;
      expect(
        rows.reduce((all, row) => all + row.value, 0),
        cellName,
      ).toBe(sum);
      expect(rows, cellName).toHaveLength(total);
      expect(new Set(rows.map((row) => row.key)).size, cellName).toBe(total);
      expect(sum / divisor, cellName).toBeCloseTo(partOf(figure, part), 9);
      if (sum > 0) shown++;
    }
    expect(shown).toBeGreaterThan(60);
  });

  it("come out of kept windows and of the tables themselves alike", async () => {
    for (const text of ["brand", `org:${world.cities[0]}`, `group:${world.groups[2]}`]) {
      const scope = await openScope(test.as(), text);
      for (const days of [1, 7, 30]) {
        const period = { from: addDays(YESTERDAY, 1 - days), to: YESTERDAY };
        const live = await readLiveSums(test.system().db, test.brand.id, test.brand.zone, scope, period.from, period.to, days);
        const kept = await measure(test.as(), scope, period);
        const keys = days === 1 ? Object.keys(kept).filter((key) => key !== "retained" && key !== "everJoined") : Object.keys(kept);
        for (const key of keys.filter((name) => name !== "costFen" && name !== "day" && name !== "part"))
          expect(kept[key as keyof typeof kept], `${text} ${days} ${key}`).toBe(live?.[key as keyof typeof live]);
      }
    }
  });

  it("add up over the groups of a city, and over the cities of the brand", async () => {
    const sumOf = async (scope: string, key: Figure["key"]) => {
      const { figures } = await readMetrics(test.as(), { scope, from: "2026-10-23", to: YESTERDAY, trendDays: 0 });
      const figure = figures.find((one) => one.key === key);
      return [figure?.numerator ?? 0, figure?.denominator ?? 0];
    };
    for (const key of metricKeys) {
      const cities = await Promise.all(world.cities.map((id) => sumOf(`org:${id}`, key)));
      const groups = await Promise.all(world.groups.map((id) => sumOf(`group:${id}`, key)));
      const brand = await sumOf("brand", key);
      for (const side of [0, 1]) {
        const below = key === "roi" && side === 1 ? 33_300 : 0;
        expect(
          cities.reduce((all, one) => all + (one[side] ?? 0), 0),
          key,
        ).toBeCloseTo(brand[side] ?? 0, 6);
        expect(groups.reduce((all, one) => all + (one[side] ?? 0), 0) + below, key).toBeCloseTo(brand[side] ?? 0, 6);
      }
    }
  });

  it("leave out what was bought in other groups where nobody asks for it, and are otherwise the same", async () => {
    const ask = { scope: `org:${world.cities[0]}`, from: "2026-10-23", to: YESTERDAY, trendDays: 0 };
    const [whole, short] = [await readMetrics(test.as(), ask), await readMetrics(test.as(), { ...ask, allSales: false })];
    for (const [n, figure] of whole.figures.entries())
      expect(short.figures[n], figure.key).toMatchObject(
        figure.key === "roi"
          ? { ...figure, second: { kind: "all", isCounted: false, value: null, denominator: figure.denominator } }
          : figure,
      );
  });

  it("of a blueprint add up over its groups, and no others", async () => {
    const spec = BlueprintSpec.parse({ positioning: "benefit", commercialType: "promotion", capacity: 200, targetMembers: 100 });
    const { id } = await createBlueprint(test.as(), { name: "福利群", spec, note: "" });
    const own = world.groups.filter((_, n) => n % 2 === 0);
    await test.rows("update app.groups set blueprint_id = $1, blueprint_version = 1 where id = any($2)", [id, own]);
    const read = async (scope: string) =>
      (await readMetrics(test.as(), { scope, from: "2026-10-23", to: YESTERDAY, trendDays: 0 })).figures;
    const whole = await read(`blueprint:${id}`);
    const each = await Promise.all(own.map((groupId) => read(`group:${groupId}`)));
    const brand = await read("brand");
    for (const figure of whole) {
      const rows = each.map((figures) => figures.find((one) => one.key === figure.key));
      for (const part of ["numerator", "denominator"] as const)
        expect(
          rows.reduce((sum, one) => sum + (one?.[part] ?? 0), 0),
          `${figure.key} ${part}`,
        ).toBeCloseTo(figure[part], 6);
    }
    const messages = (figures: Figure[]) => figures.find((one) => one.key === "messages")?.numerator ?? 0;
    expect(messages(whole)).toBeGreaterThan(0);
    expect(messages(whole)).toBeLessThan(messages(brand));
  });

  it("keep their seed readings, never say zero for unknown, and tell 14 days", async () => {
    const { figures, members, groups, settledTo } = await readMetrics(test.as(), {
      scope: "brand",
      from: YESTERDAY,
      to: YESTERDAY,
      trendDays: 14,
    });
    expect(groups).toBe(4);
    expect(settledTo).toBe(YESTERDAY);
    const [{ n } = { n: 0 }] = await test.rows<{ n: number }>(
      "select count(*)::int as n from app.seats where kind = 'member' and joined_at < '2026-11-21T16:00:00Z' and (left_at is null or left_at >= '2026-11-21T16:00:00Z')",
    );
    expect(members).toBe(n);
    const by = new Map(figures.map((one) => [one.key, one]));
    expect(by.get("retention")).toMatchObject({ days: 30, from: "2026-10-23", second: { kind: "seed" } });
    expect(by.get("leave")?.second).toMatchObject({ kind: "seed", denominator: n });
    expect(by.get("roi")?.value).toBeNull();
    for (const figure of figures) expect(figure.trend, figure.key).toHaveLength(14);
    for (const figure of figures)
      if (figure.value !== null && figure.key !== "roi") expect(figure.trend.at(-1), figure.key).toBeCloseTo(figure.value, 9);
    const quiet = await groupAt(test, "微信老群", new Date("2026-11-01T02:00:00.000Z"), { channel: "manual", open: true });
    await settleAll(test);
    const manual = await readMetrics(test.as(), { scope: `group:${quiet}`, from: YESTERDAY, to: YESTERDAY, trendDays: 0 });
    expect(manual.figures.find((one) => one.key === "interaction")).toMatchObject({
      value: null,
      coverage: { level: "none", groups: 0, of: 1 },
    });
  });

  it("are limited to the subtree", async () => {
    const operator = await test.staff(["operator"], world.cities[1]);
    const ask = { from: "2026-10-23", to: YESTERDAY, trendDays: 0 };
    const own = await readMetrics(test.as(operator), { scope: "brand", ...ask });
    const city = await readMetrics(test.as(), { scope: `org:${world.cities[1]}`, ...ask });
    expect(own.figures.map((one) => [one.numerator, one.denominator])).toEqual(city.figures.map((one) => [one.numerator, one.denominator]));
    await expect(readMetrics(test.as(operator), { scope: `group:${world.groups[0]}`, ...ask })).rejects.toMatchObject({ kind: "missing" });
    await expect(
      readRows(test.as(operator), {
        metric: "join",
        part: "numerator",
        scope: `org:${world.cities[0]}`,
        from: YESTERDAY,
        to: YESTERDAY,
        limit: 10,
      }),
    ).rejects.toMatchObject({ kind: "missing" });
  });
});
