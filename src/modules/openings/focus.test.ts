import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { applied, cheap, slow } from "../../testing/lines.ts";
import { addOrgUnit } from "../brands/index.ts";
import { addToRoster, stampGroups } from "../groups/index.ts";
import { StampAsk } from "../groups/stamp.contract.ts";
import { showFocus } from "./focus.actions.ts";
import { changeLine } from "./lines.actions.ts";

let test: TestBrand;
let eastId: string;
let westId: string;
const stamped = (blueprintId: string, orgId: string, count: number) =>
  stampGroups(test.as(), StampAsk.parse({ blueprintId, pattern: "{组织} 群 {序号}", units: [{ orgId, count }], open: true }));
const typesOf = async (ctx = test.as(), ask: { mine?: boolean; orgId?: string } = {}) =>
  (await showFocus(ctx, ask)).items.map((one) => [one.commercialType, one.line, one.groups]);

beforeAll(async () => {
  test = await openTestBrand({ now: new Date("2026-11-22T02:00:00Z") });
  eastId = (await addOrgUnit(test.as(), { parentId: test.headquartersId, name: "东城" })).id;
  westId = (await addOrgUnit(test.as(), { parentId: test.headquartersId, name: "西城" })).id;
});
afterAll(() => test.close());

describe("what Today looks at first", () => {
  it("is, without groups, what was applied last", async () => {
    expect(await typesOf()).toEqual([]);
    const fruit = await applied(test.as(), "鲜果", cheap);
    test.clock.now = new Date(test.clock.now.getTime() + 60_000);
    const home = await applied(test.as(), "家具", slow);
    expect(await typesOf()).toEqual([
      ["service", "家具", 0],
      ["promotion", "鲜果", 0],
    ]);
    await stamped(fruit.blueprintId, eastId, 2);
    await stamped(home.blueprintId, westId, 1);
  });

  it("goes by the types of the groups a person sees, that of most groups first", async () => {
    const both = [
      ["promotion", "鲜果", 2],
      ["service", "家具", 1],
    ];
    expect(await typesOf()).toEqual(both);
    expect(await typesOf(test.as(await test.staff(["operator"], eastId)))).toEqual([both[0]]);
    expect(await typesOf(test.as(await test.staff(["operator"], westId)))).toEqual([both[1]]);
    expect(await typesOf(test.as(), { orgId: westId })).toEqual([both[1]]);
  });

  it("counts as one's own the groups one has a duty in", async () => {
    const admin = await test.staff(["operator"], test.headquartersId);
    const [group] = await test.rows<{ id: string }>("select id from app.groups where org_id = $1", [westId]);
    await addToRoster(test.as(), { groupId: group?.id ?? "", role: "admin", kind: "staff", personId: admin.id, duty: "", shift: "" });
    expect(await typesOf(test.as(admin), { mine: true })).toEqual([["service", "家具", 1]]);
  });

  it("is as the line was applied, whatever is answered since", async () => {
    const { lineId } = await applied(test.as(), "茶饮", cheap, ["games"]);
    const first = async () => (await showFocus(test.as(), {})).items[0];
    const before = await first();
    expect(before).toMatchObject({ line: "茶饮", metrics: ["conversion", "spend", "leave", "interaction"] });
    await changeLine(test.as(), { lineId, name: "茶饮", answers: slow, combinations: ["tiers", "campaign"] });
    expect(await first()).toEqual(before);
  });
});
