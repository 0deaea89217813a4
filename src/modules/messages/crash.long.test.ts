import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { type IngestStage, killIngest, openIngestStage } from "../../testing/faults/ingest-kill.ts";

let test: TestBrand;
let stage: IngestStage;
beforeAll(async () => {
  test = await openTestBrand();
  stage = await openIngestStage(test);
});
afterAll(() => test.close());

it.each(["between event and message", "before the cursor moves"])(
  "a process that is killed %s leaves every message once, numbered, and counted once when the source sends again",
  async (phase) => {
    expect(await killIngest(stage, phase, 1)).toEqual({ hits: 1, messages: 300, missing: 0, double: 0, broken: 0, otherSums: 0 });
  },
);
