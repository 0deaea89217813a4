import { createReadStream, existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { importOf } from "../../testing/imports.ts";

const folder = join(import.meta.dirname, "../../../../shared/data");
const isThere = existsSync(join(folder, "orders-cdnow.csv.gz"));
if (!isThere) console.log(`skipped: ${folder} is not there, so the figures of real data are not reproduced`);

describe.skipIf(!isThere)("real data", { timeout: 300_000 }, () => {
  let test: TestBrand;
  beforeAll(async () => {
    test = await openTestBrand({ zone: "UTC", slug: "real" });
  });
  afterAll(() => test.close());

  it("CDNOW", async () => {
    const file = () => createReadStream(join(folder, "orders-cdnow.csv.gz"));
    const began = performance.now();
    const run = await importOf(test, file(), { name: "orders-cdnow.csv.gz" });
    console.log(performance.now() - began, run.detail.kind, run.detail.options.columns, run.detail.totals);
    const done = await run.run();
    console.log(performance.now() - began, done.counts, done.failure);
    expect(done.counts).toMatchObject({ read: 69_659, new: 69_659, bad: 0 });
    const again = await (await importOf(test, file(), { name: "again.csv.gz" })).run();
    console.log(performance.now() - began, again.counts);
    expect(again.counts).toMatchObject({ read: 69_659, new: 0, same: 69_659, bad: 0 });
  });
});
