import { expect, it } from "vitest";
import { openTestBrand } from "../testing/brand.ts";
import { runCrew } from "../testing/faults/crew.ts";

it("several workers on one database send, carry out and count everything once, without an error, and stop when they are asked", async () => {
  const test = await openTestBrand({ now: new Date() });
  const tally = await runCrew(test, 2, 1);
  await test.close();
  expect(tally).toMatchObject({ deliveries: 32, messages: 600, wrong: 0, wrongTalk: 0, errors: [] });
  // Six each for the work; none for sign-ins, which a worker has nothing to do with.
  expect(tally.connections).toBeLessThanOrEqual(2 * 6);
  expect(tally.stopMs).toBeGreaterThan(0);
  expect(tally.stopMs).toBeLessThan(10_000);
}, 90_000);
