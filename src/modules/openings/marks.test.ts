import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { applied, cheap, specOf } from "../../testing/lines.ts";
import { saveBlueprint } from "../groups/index.ts";
import { setThresholds } from "../insight/thresholds.actions.ts";
import { defaultThresholds, type Thresholds } from "../insight/thresholds.contract.ts";
import { applyLine, changeLine, listLines } from "./lines.actions.ts";
import { applyLineEndpoint, type Combination } from "./openings.contract.ts";

const own: Thresholds = { seatsShare: 0.7, interaction7d: 0.3, retention30d: 0.5, conversion30d: 0.4, referral30d: 0.02 };

let test: TestBrand;
beforeAll(async () => {
  test = await openTestBrand({ now: new Date("2026-11-22T02:00:00Z") });
});
afterAll(() => test.close());

const again = async ({ lineId }: { lineId: string }, name: string, combinations: Combination[]) => {
  await changeLine(test.as(), { lineId, name, answers: cheap, combinations });
  return applyLine(test.as(), applyLineEndpoint.input.parse({ lineId }));
};

describe("marks of a line that is applied", () => {
  beforeAll(() => setThresholds(test.as(), { commercialType: "promotion", thresholds: own }));

  it("are lifted from the brand's own, and are the brand's own where nothing lifts them", async () => {
    const games = await applied(test.as(), "茶饮", cheap, ["games"]);
    expect((await specOf(test, games.blueprintId)).thresholds).toEqual({ ...own, interaction7d: 0.36 });
    const plain = await applied(test.as(), "快餐", cheap, []);
    expect((await specOf(test, plain.blueprintId)).thresholds).toBeNull();
    const { marks } = await listLines(test.as());
    expect(marks).toEqual({ ...defaultThresholds, promotion: own });
  });

  it("go again when the combination that lifted them goes", async () => {
    const made = await applied(test.as(), "零食", cheap, ["tiers"]);
    expect((await specOf(test, made.blueprintId)).thresholds).toEqual({ ...own, retention30d: 0.6 });
    await again(made, "零食", []);
    expect((await specOf(test, made.blueprintId)).thresholds).toBeNull();
  });

  it("stay as a person set them in the blueprint", async () => {
    const made = await applied(test.as(), "烘焙", cheap, ["games"]);
    const spec = await specOf(test, made.blueprintId);
    const set = { ...(spec.thresholds ?? own), conversion30d: 0.77 };
    await saveBlueprint(test.as(), { blueprintId: made.blueprintId, fromVersion: 1, spec: { ...spec, thresholds: set }, note: "" });
    await again(made, "烘焙", ["tiers"]);
    expect((await specOf(test, made.blueprintId)).thresholds).toEqual({ ...own, retention30d: 0.6, conversion30d: 0.77 });
    await again(made, "烘焙", []);
    expect((await specOf(test, made.blueprintId)).thresholds).toEqual({ ...own, conversion30d: 0.77 });
    await applied(test.as(), "另一条", cheap, [], { blueprintId: made.blueprintId });
    expect((await specOf(test, made.blueprintId)).thresholds).toMatchObject({ conversion30d: 0.77 });
  });
});
