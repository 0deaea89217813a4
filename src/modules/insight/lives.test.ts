import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { groupAt, makeCities, settleAll } from "../../testing/history.ts";
import { FACTS_BEGIN, tellSome } from "../../testing/random-history.ts";
import { countFunnel } from "./funnel.store.ts";
import { countPeople } from "./lives.actions.ts";
import { openScope } from "./scope.actions.ts";

let test: TestBrand;
let cities: string[];
beforeAll(async () => {
  test = await openTestBrand({ now: new Date("2026-11-22T02:18:00.000Z") });
  cities = await makeCities(test);
});
afterAll(() => test.close());

describe("people of a period, from the lives of groups", () => {
  it("counts a group again when its lives were written anew, though it was just counted", async () => {
    const groups: string[] = [];
    for (const name of ["又来的群", "不变的群"]) groups.push(await groupAt(test, name, new Date(FACTS_BEGIN), { orgId: cities[0] ?? "" }));
    const join = (key: string, place: number) => ({ one: { kind: "joined" as const, hour: 48, person: key, place }, key });
    await tellSome(test, [join("晚桃", 0), join("青禾", 1)], groups);
    await settleAll(test);
    const period = { from: "2026-10-10", to: "2026-11-16" };
    const scope = () => openScope(test.as(), `org:${cities[0]}`);
    const before = await countPeople(test.as(), await scope(), period);
    expect(await countPeople(test.as(), await scope(), period)).toEqual(before);
    await tellSome(test, [join("石楠", 0), { one: { kind: "left", hour: 120, person: "晚桃", place: 0 }, key: "gone" }], groups);
    await settleAll(test);
    const after = await countPeople(test.as(), await scope(), period);
    const { present = 0, leftPeople = 0 } = before?.sums ?? {};
    expect(after?.sums).toMatchObject({ present: present + 1, leftPeople: leftPeople + 1 });
    const { db } = test.system();
    expect(after?.funnel).toEqual(await countFunnel(db, test.brand.id, test.brand.zone, await scope(), period.from, period.to));
  });
});
