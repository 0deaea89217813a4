import { createReadStream } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { importOf } from "../../testing/imports.ts";
import { realData } from "../../testing/real-data.ts";

const sample = realData("orders-cdnow-sample.csv.gz");

/** Asked for as the console's pages ask: over HTTP, as a signed-in colleague. */
describe.skipIf(!sample.isThere)("the published sample", { timeout: 120_000 }, () => {
  let test: TestBrand;
  let cookie: string;
  beforeAll(async () => {
    test = await openTestBrand({ zone: "UTC", slug: "real" });
    cookie = await test.cookieOf(["owner"]);
  });
  afterAll(() => test.close());

  const call = async (path: string, payload?: object) => {
    const url = `/api/v1/b/real${path}`;
    const app = await test.app();
    const answer = await (payload
      ? app.inject({ method: "POST", url, headers: { cookie }, payload })
      : app.inject({ url, headers: { cookie } }));
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json();
  };

  it("gives the published parameters, and what came in the weeks after", async () => {
    const checked = await importOf(test, createReadStream(sample.path), { name: "orders-cdnow-sample.csv.gz" });
    expect((await checked.run()).counts).toMatchObject({ read: 6_919, new: 6_919, bad: 0 });
    expect(await call("/orders-values")).toEqual({ fit: null, job: null, lastDay: "1998-06-30" });
    await call("/orders-values", { to: "1997-09-30", until: "1998-06-30", horizonWeeks: 39, discountPercent: 0 });
    await test.work();
    const { fit, job } = await call("/orders-values");
    expect(job).toMatchObject({ state: "done", done: 2_357, total: 2_357, failure: null });
    expect(fit).toMatchObject({ buyers: 2_357, repeaters: 946, firstDay: "1997-01-01", isPart: false });
    const written = (name: string, digits: number) => {
      const one = fit.models.find((model: { name: string }) => model.name === name);
      return Object.fromEntries(
        one.parameters.map((parameter: { name: string; value: number }) => [parameter.name, parameter.value.toFixed(digits)]),
      );
    };
    expect(written("bg-nbd", 3)).toEqual({ r: "0.243", alpha: "4.414", a: "0.793", b: "2.426" });
    expect(written("pareto-nbd", 3)).toEqual({ r: "0.553", alpha: "10.578", s: "0.606", beta: "11.669" });
    expect(written("gamma-gamma", 2)).toEqual({ p: "6.25", q: "3.74", v: "15.44" });
    const heights = fit.models.map((model: { lnLikelihood: number }) => model.lnLikelihood.toFixed(1));
    expect(heights).toEqual(["-9582.4", "-9595.0", "-4055.9"]);
    expect(fit.models.map((model: { isUsed: boolean }) => model.isUsed)).toEqual([true, false, true]);
    expect(fit.weeks).toHaveLength(39);
    const sum = (key: "expected" | "actual") =>
      fit.weeks.reduce((total: number, week: Record<string, number>) => total + (week[key] ?? 0), 0);
    expect(sum("actual")).toBe(1_882);
    expect(sum("expected")).toBeCloseTo(fit.purchases, 6);
    expect(sum("expected") / sum("actual")).toBeGreaterThan(0.85);
  });
});
