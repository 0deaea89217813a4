import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spreadApart } from "./spread-apart.ts";

describe("labels at the ends of lines", () => {
  it.each([
    [
      [10, 100],
      [10, 100],
    ],
    [
      [50, 54],
      [44, 60],
    ],
    [
      [54, 50],
      [60, 44],
    ],
    [
      [0, 2],
      [0, 16],
    ],
    [
      [198, 200],
      [184, 200],
    ],
    [
      [50, 50, 50],
      [34, 50, 66],
    ],
  ])("%j stand at %j", (places, expected) => expect(spreadApart(places, 200)).toEqual(expected));

  it("keep their order, their distance and the side, where it has room", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 220 }), { maxLength: 10 }), (places) => {
        const placed = spreadApart(places, 220);
        const sorted = places.map((place, n) => ({ place, at: placed[n] ?? 0 })).toSorted((a, b) => a.place - b.place || a.at - b.at);
        for (const [n, one] of sorted.entries()) {
          const next = sorted[n + 1];
          if (next) expect(next.at - one.at).toBeGreaterThanOrEqual(16 - 1e-9);
          expect(one.at).toBeGreaterThanOrEqual(-1e-9);
          expect(one.at).toBeLessThanOrEqual(220 + 1e-9);
        }
      }),
    );
  });
});
