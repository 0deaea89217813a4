import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { BlueprintSpec, saveBlueprint } from "../groups/index.ts";
import { setThresholds } from "../insight/thresholds.actions.ts";
import { defaultThresholds, type Thresholds } from "../insight/thresholds.contract.ts";
import { applyLine, changeLine, createLine, listLines } from "./lines.actions.ts";
import { applyLineEndpoint, type Combination, type LineAnswers } from "./openings.contract.ts";

/** A 群推 line: often, cheap, at once. */
const cheap: LineAnswers = {
  daysBetweenOrders: 5,
  ticketFen: 3_500,
  decisionHours: 0.5,
  margin: 0.4,
  needsExplaining: true,
  appeal: "segmented",
  impulse: true,
};
const own: Thresholds = { seatsShare: 0.7, interaction7d: 0.3, retention30d: 0.5, conversion30d: 0.4, referral30d: 0.02 };

let test: TestBrand;
beforeAll(async () => {
  test = await openTestBrand({ now: new Date("2026-11-22T02:00:00Z") });
});
afterAll(() => test.close());

const applied = async (name: string, combinations: Combination[], part: Record<string, unknown> = {}) => {
  const { id } = await createLine(test.as(), { name, answers: cheap, combinations });
  return { lineId: id, ...(await applyLine(test.as(), applyLineEndpoint.input.parse({ lineId: id, ...part }))) };
};
const specOf = async (blueprintId: string) => {
  const [row] = await test.rows<{ spec: unknown }>(
    "select v.spec from app.blueprint_versions v join app.blueprints b on b.id = v.blueprint_id and v.version = b.latest_version where b.id = $1",
    [blueprintId],
  );
  return BlueprintSpec.parse(row?.spec);
};
const again = async ({ lineId }: { lineId: string }, name: string, combinations: Combination[]) => {
  await changeLine(test.as(), { lineId, name, answers: cheap, combinations });
  return applyLine(test.as(), applyLineEndpoint.input.parse({ lineId }));
};

describe("marks of a line that is applied", () => {
  beforeAll(() => setThresholds(test.as(), { commercialType: "promotion", thresholds: own }));

  it("are lifted from the brand's own, and are the brand's own where nothing lifts them", async () => {
    const games = await applied("茶饮", ["games"]);
    expect((await specOf(games.blueprintId)).thresholds).toEqual({ ...own, interaction7d: 0.36 });
    const plain = await applied("快餐", []);
    expect((await specOf(plain.blueprintId)).thresholds).toBeNull();
    const { marks } = await listLines(test.as());
    expect(marks).toEqual({ ...defaultThresholds, promotion: own });
  });

  it("go again when the combination that lifted them goes", async () => {
    const made = await applied("零食", ["tiers"]);
    expect((await specOf(made.blueprintId)).thresholds).toEqual({ ...own, retention30d: 0.6 });
    await again(made, "零食", []);
    expect((await specOf(made.blueprintId)).thresholds).toBeNull();
  });

  it("stay as a person set them in the blueprint", async () => {
    const made = await applied("烘焙", ["games"]);
    const spec = await specOf(made.blueprintId);
    const set = { ...(spec.thresholds ?? own), conversion30d: 0.77 };
    await saveBlueprint(test.as(), { blueprintId: made.blueprintId, fromVersion: 1, spec: { ...spec, thresholds: set }, note: "" });
    await again(made, "烘焙", ["tiers"]);
    expect((await specOf(made.blueprintId)).thresholds).toEqual({ ...own, retention30d: 0.6, conversion30d: 0.77 });
    await again(made, "烘焙", []);
    expect((await specOf(made.blueprintId)).thresholds).toEqual({ ...own, conversion30d: 0.77 });
    await applied("另一条", [], { blueprintId: made.blueprintId });
    expect((await specOf(made.blueprintId)).thresholds).toMatchObject({ conversion30d: 0.77 });
  });
});
