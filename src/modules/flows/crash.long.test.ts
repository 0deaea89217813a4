import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { type FlowStage, killFlows, openFlowStage } from "../../testing/faults/flow-kill.ts";

let test: TestBrand;
let stage: FlowStage;
beforeAll(async () => {
  test = await openTestBrand();
  stage = await openFlowStage(test);
});
afterAll(() => test.close());

it("a process that is killed between claim and sends leaves every step of every group one send", async () => {
  expect(await killFlows(stage, "between claim and sends", 1)).toEqual({ hits: 1, deliveries: 12, missing: 0, double: 0, wrong: 0 });
});
