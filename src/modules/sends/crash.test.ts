import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { closeStage, killAt, openStage, type Stage } from "../../testing/faults/kill-run.ts";
import { type FaultPlatform, openFaultPlatform } from "../../testing/faults/platform.ts";
import { changeBrandSettings } from "../brands/index.ts";

let test: TestBrand;
let platform: FaultPlatform;
let stage: Stage;
beforeAll(async () => {
  test = await openTestBrand();
  platform = await openFaultPlatform();
  await changeBrandSettings(test.as(), { groupSendsPerDay: 200, quietFromMinute: 0, quietToMinute: 0 });
  stage = await openStage(test, platform, 1);
});
afterAll(async () => {
  await closeStage(stage);
  await platform.close();
  await test.close();
});

it.each(["after-intent", "in-call", "after-accept"] as const)(
  "a process that is killed %s loses no delivery and makes none twice",
  async (phase) => {
    expect(await killAt(stage, phase, 1)).toEqual({
      phase,
      workers: 1,
      hits: 1,
      deliveries: 20,
      double: 0,
      missing: 0,
      wrong: 0,
    });
  },
);
