import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { Coalescer } from "./coalesce.ts";

function gather(options: { maxBatch: number; maxWaitMs: number }, run: () => Promise<void>) {
  const batches: number[][] = [];
  const queue = new Coalescer<number, number>(options, async (calls) => {
    batches.push([...calls]);
    await run();
    return calls.map((call) => call * 2);
  });
  return { batches, queue };
}

it("calls that come together are one batch, one batch at a time, and each gets its own answer", async () => {
  const { batches, queue } = gather({ maxBatch: 3, maxWaitMs: 1 }, () => sleep(5));
  expect(await Promise.all([1, 2, 3, 4].map((call) => queue.add(call)))).toEqual([2, 4, 6, 8]);
  expect(batches).toEqual([[1, 2, 3], [4]]);
});

it("without a wait the first leaves at once, and what comes while it is under way leaves together", async () => {
  const under = Promise.withResolvers<void>();
  const { batches, queue } = gather({ maxBatch: 500, maxWaitMs: 0 }, () => under.promise);
  const first = queue.add(1);
  await expect.poll(() => batches).toEqual([[1]]);
  const later = [2, 3, 4].map((call) => queue.add(call));
  under.resolve();
  expect(await Promise.all([first, ...later])).toEqual([2, 4, 6, 8]);
  expect(batches).toEqual([[1], [2, 3, 4]]);
});
