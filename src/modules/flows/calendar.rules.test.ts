import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CalendarBlock, placeBlocks } from "./calendar.rules.ts";

describe("a drawn day", () => {
  it("lets no block cover another, whatever stands in it", () => {
    const place = fc.record({ minute: fc.integer({ min: 0, max: 90 }).map((n) => n * 15), minutes: fc.constantFrom(15, 30, 60, 120) });
    fc.assert(
      fc.property(fc.array(place, { maxLength: 14 }), (list) => {
        const blocks = list.map((one, n): CalendarBlock => ({
          ...one,
          key: String(n),
          stepId: String(n),
          day: "d",
          weekday: 1,
          name: "",
          direction: null,
          kind: "send",
          isPast: false,
          state: "coming",
          groups: 0,
          mark: null,
        }));
        const placed = placeBlocks(blocks);
        expect(placed).toHaveLength(list.length);
        for (const [i, one] of placed.entries()) {
          expect(one.lane).toBeLessThan(one.lanes);
          for (const two of placed.slice(i + 1)) {
            const isBeside = one.lane !== two.lane && one.lanes === two.lanes;
            if (!isBeside)
              expect(two.minute >= one.minute + Math.max(one.minutes, 27) || one.minute >= two.minute + Math.max(two.minutes, 27)).toBe(
                true,
              );
          }
        }
      }),
    );
  });
});
