import fc from "fast-check";
import { expect, test } from "vitest";
import { healthTone, heatStep } from "./shades.ts";
import { computeHours, computeLanes } from "./timeline-lanes.ts";

test("no two things of one lane overlap, whatever their times", () => {
  const item = fc.record({ at: fc.integer({ min: 0, max: 1400 }), minutes: fc.integer({ min: 1, max: 200 }) });
  fc.assert(
    fc.property(fc.array(item, { maxLength: 30 }), (items) => {
      const lanes = computeLanes(items);
      expect(lanes).toHaveLength(items.length);
      items.forEach((a, n) =>
        items.forEach((b, m) => {
          if (n === m || lanes[n] !== lanes[m]) return;
          expect(a.at + a.minutes <= b.at || b.at + b.minutes <= a.at).toBe(true);
        }),
      );
    }),
  );
});

test("a day of steps one after the other needs one lane", () => {
  expect(
    computeLanes([
      { at: 540, minutes: 60 },
      { at: 450, minutes: 60 },
      { at: 600, minutes: 30 },
    ]),
  ).toEqual([0, 0, 0]);
});

test("the hours widen for what stands outside of them", () => {
  expect(computeHours([])).toEqual({ from: 7, to: 23 });
  expect(
    computeHours([
      { at: 350, minutes: 30 },
      { at: 1380, minutes: 45 },
    ]),
  ).toEqual({ from: 5, to: 24 });
});

test.each([
  [0, 100, 0],
  [1, 100, 1],
  [50, 100, 3],
  [100, 100, 5],
  [5, 0, 0],
])("of %i in %i the step is %i", (value, largest, step) => expect(heatStep(value, largest)).toBe(step));

test.each([
  [75, "good"],
  [74.9, "warn"],
  [55, "warn"],
  [54.9, "bad"],
])("a score of %d is %s", (score, tone) => expect(healthTone(score)).toBe(tone));
