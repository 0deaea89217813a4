import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { capPeriod, capPeriods } from "./cap.rules.ts";
import { groupIntoDispatches } from "./plan.rules.ts";

describe("dispatches", () => {
  it("hold every target once, of one carrier, and no more than the channel takes", () => {
    const target = fc.record({
      target: fc.uuid(),
      account: fc.constantFrom("a", "b"),
      channel: fc.constantFrom("web", "manual"),
      wording: fc.constantFrom("", "早", "晚"),
    });
    fc.assert(
      fc.property(fc.array(target, { maxLength: 60 }), fc.integer({ min: 1, max: 7 }), (list, maxTargets) => {
        const dispatches = groupIntoDispatches(
          list.map((one) => ({
            target: one.target,
            carrier: { channel: one.channel, accountId: one.account, assigneeId: null, maxTargets, wording: one.wording },
          })),
        );
        expect(dispatches.flatMap((one) => one.targets).toSorted()).toEqual(list.map((one) => one.target).toSorted());
        expect(dispatches.every((one) => one.targets.length <= maxTargets && one.targets.length > 0)).toBe(true);
        const wordings = new Map(list.map((one) => [one.target, one.wording]));
        expect(dispatches.every((one) => one.targets.every((id) => wordings.get(id) === one.carrier.wording))).toBe(true);
      }),
    );
  });
});

describe("a platform's own cap", () => {
  it.each([
    ["month", "2026-11-23", { from: "2026-11-01", to: "2026-12-01", cap: 30 }],
    ["month", "2028-02-29", { from: "2028-02-01", to: "2028-03-01", cap: 29 }],
    ["month", "2026-12-31", { from: "2026-12-01", to: "2027-01-01", cap: 31 }],
    ["week", "2026-11-29", { from: "2026-11-23", to: "2026-11-30", cap: 7 }],
    ["week", "2026-11-23", { from: "2026-11-23", to: "2026-11-30", cap: 7 }],
    ["day", "2026-12-31", { from: "2026-12-31", to: "2027-01-01", cap: 1 }],
  ] as const)("by the %s on %s", (rule, day, period) => {
    expect(capPeriod(rule, day)).toEqual(period);
  });

  it("names the periods of some days, each once", () => {
    expect(capPeriods("month", ["2026-12-01", "2026-11-30", "2026-12-02"]).map((one) => one.from)).toEqual(["2026-11-01", "2026-12-01"]);
  });
});
