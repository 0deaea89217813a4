import { expect, it } from "vitest";
import { overInTurns } from "./turns.ts";

it("goes over everything in order, and lets others have the process after every megabyte", async () => {
  const sizes = Array.from({ length: 40 }, () => 300_000);
  const seen: number[] = [];
  let turnsOfOthers = 0;
  let isOver = false;
  const other = () => {
    turnsOfOthers++;
    if (!isOver) setImmediate(other);
  };
  setImmediate(other);
  await overInTurns(
    [...sizes.entries()],
    ([, bytes]) => bytes,
    ([place]) => void seen.push(place),
  );
  isOver = true;
  expect(seen).toEqual([...sizes.keys()]);
  expect(turnsOfOthers).toBeGreaterThanOrEqual(8);
});

it("keeps the process for what is soon done", async () => {
  let isGiven = false;
  setImmediate(() => (isGiven = true));
  await overInTurns(
    [1, 2, 3],
    () => 1000,
    () => undefined,
  );
  expect(isGiven).toBe(false);
});
