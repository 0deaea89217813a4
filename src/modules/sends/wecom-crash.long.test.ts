import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { phases } from "../../testing/faults/kill-run.ts";
import { closeWecomStage, killWecom, openWecomStage, type WecomStage } from "../../testing/faults/wecom-kill.ts";
import { changeBrandSettings } from "../brands/index.ts";

let test: TestBrand;
let stage: WecomStage;
beforeAll(async () => {
  test = await openTestBrand({ outbound: { allowPrivate: true } });
  await changeBrandSettings(test.as(), { groupSendsPerDay: 200, quietFromMinute: 0, quietToMinute: 0 });
  stage = await openWecomStage(test, 2);
});
afterAll(async () => {
  await closeWecomStage(stage);
  await test.close();
});

it.each(phases.flatMap((phase) => [1, 2].map((workers) => [phase, workers] as const)))(
  "processes that are killed %s, %i at work, give every WeCom group its task exactly once",
  async (phase, workers) => {
    const { hits, ...tally } = await killWecom(stage, phase, workers);
    expect(hits).toBeGreaterThan(0);
    expect(tally).toEqual({ phase, workers, deliveries: 20, double: 0, missing: 0, wrong: 0 });
  },
);
