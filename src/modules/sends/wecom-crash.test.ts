import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { closeWecomStage, killWecom, openWecomStage, type WecomStage } from "../../testing/faults/wecom-kill.ts";
import { changeBrandSettings } from "../brands/index.ts";

let test: TestBrand;
let stage: WecomStage;
beforeAll(async () => {
  test = await openTestBrand({ outbound: { allowPrivate: true } });
  await changeBrandSettings(test.as(), { groupSendsPerDay: 200, quietFromMinute: 0, quietToMinute: 0 });
  stage = await openWecomStage(test, 1);
});
afterAll(async () => {
  await closeWecomStage(stage);
  await test.close();
});

it.each(["in-call", "after-accept"] as const)(
  "a process that is killed %s gives every WeCom group its task exactly once",
  async (phase) => {
    expect(await killWecom(stage, phase, 1)).toEqual({ phase, workers: 1, hits: 1, deliveries: 20, double: 0, missing: 0, wrong: 0 });
  },
);
