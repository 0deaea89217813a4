import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { groupAt, makeCities, readRollups, settleAll } from "../../testing/history.ts";
import { fact, FACTS_BEGIN, tellSome } from "../../testing/random-history.ts";
import { changeGroup } from "../groups/groups.actions.ts";
import { measure, readAllSales } from "./measure.actions.ts";
import { readAllSales as readSalesLive, readLiveSums } from "./measure.store.ts";
import { noSums } from "./metrics.rules.ts";
import { openScope } from "./scope.actions.ts";

const NOW = new Date("2026-11-22T02:18:00.000Z");
const PERIOD = { from: "2026-10-12", to: "2026-11-21" };
let test: TestBrand;
let cities: string[];
const groups: string[] = [];

beforeAll(async () => {
  test = await openTestBrand({ now: NOW });
  cities = await makeCities(test);
  for (const n of [0, 1, 2]) groups.push(await groupAt(test, `群${n}`, new Date(FACTS_BEGIN), { orgId: cities[n % 2] ?? "" }));
  await tellSome(
    test,
    fc.sample(fact, { numRuns: 120, seed: 5 }).map((one, n) => ({ one, key: `f${n}` })),
    groups,
  );
  await test.react();
  await settleAll(test);
});
afterAll(() => test.close());

/** What is kept of each city is what its groups' rows say. */
async function expectKept(): Promise<Map<string, number>> {
  const { db } = test.system();
  const { id, zone } = test.brand;
  const talked = new Map<string, number>();
  for (const city of cities) {
    const scope = await openScope(test.as(), `org:${city}`);
    expect(scope.keptUnitId).toBe(city);
    const live = await readLiveSums(db, id, zone, scope, PERIOD.from, PERIOD.to, 41);
    expect(await measure(test.as(), scope, PERIOD)).toEqual({ ...noSums, ...live });
    expect(await readAllSales(test.as(), scope, PERIOD)).toEqual(await readSalesLive(db, id, zone, scope, PERIOD.from, PERIOD.to));
    talked.set(city, live?.messages ?? 0);
  }
  return talked;
}

const unitTables = ["unit_turns", "talk_days", "talk_months", "unit_sales", "unit_sums", "unit_fills"];
const sumsOfUnits = () => test.rows("select * from app.unit_sums order by org_id, days, day, channel");

it("follows a group that moves to another unit, at once in sums and after settling in who wrote and what was sold", async () => {
  const before = await expectKept();
  const [group = ""] = groups;
  expect(await changeGroup(test.as(), { groupId: group, orgId: cities[1] ?? "" })).toEqual({ changed: ["orgId"] });
  const scope = await openScope(test.as(), `org:${cities[1]}`);
  const { messages } = await measure(test.as(), scope, PERIOD);
  expect(messages).toBeGreaterThan(before.get(cities[1] ?? "") ?? 0);
  await settleAll(test);
  await expectKept();

  const [moved, sums] = [await readRollups(test), await sumsOfUnits()];
  for (const table of unitTables) await test.rows(`delete from app.${table}`);
  await settleAll(test);
  const anew = await readRollups(test);
  for (const name of ["talkDays", "talkMonths", "sales"] as const) expect(moved[name], name).toEqual(anew[name]);
  expect(sums).toEqual(await sumsOfUnits());
  expect(sums.length).toBeGreaterThan(50);
});
