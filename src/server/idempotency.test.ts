import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../testing/brand.ts";
import { ensureMonths } from "./event-log.ts";
import { type OnceAsk, onceApart } from "./idempotency.ts";

let test: TestBrand;
beforeAll(async () => {
  test = await openTestBrand();
});
afterAll(() => test.close());

const ask = (key: string, request: unknown = { name: "码" }): OnceAsk => ({ key, request, secret: "data-folder" });

it("work outside of a transaction is done once: the second call gets the first one's answer, one that comes between is told so", async () => {
  const begun = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  let times = 0;
  const work = async () => {
    times += 1;
    begun.resolve();
    await goOn.promise;
    return { id: times };
  };
  const first = onceApart(test.as(), ask("a"), work);
  await begun.promise;
  // The key is there for everybody before the work is done: nothing is held open meanwhile.
  expect(await test.rows("select answer from app.idempotency_keys")).toEqual([{ answer: null }]);
  await expect(onceApart(test.as(), ask("a"), work)).rejects.toMatchObject({ code: "request.in-progress" });
  goOn.resolve();
  expect(await first).toEqual({ id: 1 });
  expect(await onceApart(test.as(), ask("a"), work)).toEqual({ id: 1 });
  await expect(onceApart(test.as(), ask("a", { name: "别的" }), work)).rejects.toMatchObject({ code: "request.key-reused" });
  expect(times).toBe(1);
});

it("what failed may be asked again under its key, and another's key is another", async () => {
  const failing = () => Promise.reject(new Error("the platform is away"));
  await expect(onceApart(test.as(), ask("b"), failing)).rejects.toThrow("away");
  expect(await onceApart(test.as(), ask("b"), async () => "made")).toBe("made");
  const other = await test.staff(["operator"]);
  expect(await onceApart(test.as(other), ask("b"), async () => "made by another")).toBe("made by another");
});

it("months are known by database: what one has, another need not have", async () => {
  const second = await openTestBrand();
  try {
    const at = [Date.parse("1999-05-03T00:00:00Z")];
    for (const one of [test, second]) await ensureMonths(one.system(), at);
    const partitions = "select 1 from pg_class where relname like 'events%1999%05'";
    expect(await second.rows(partitions)).toEqual(await test.rows(partitions));
    expect(await second.rows(partitions)).toHaveLength(1);
  } finally {
    await second.close();
  }
});
