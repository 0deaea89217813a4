import fc from "fast-check";
import { expect, it } from "vitest";
import { countLives, type Life, noLives, packLives } from "./lives.rules.ts";

const DAYS = 40;
const day = fc.integer({ min: -36_000, max: -36_000 + DAYS });
const stay = fc.record({
  came: day,
  stayed: fc.option(fc.nat(20), { nil: null }),
  spoke: fc.option(fc.nat(6), { nil: null }),
});
const life = fc.record({
  stays: fc.array(stay, { maxLength: 3 }),
  bought: fc.uniqueArray(day, { maxLength: 4 }),
  invited: fc.option(day, { nil: null }),
});
const group = fc.array(life, { maxLength: 5 }).map((all) =>
  all.map(({ stays, bought, invited }): Life => ({
    stays: stays
      .map(({ came, stayed, spoke }) => ({
        came,
        gone: stayed === null ? null : came + stayed,
        said: spoke === null ? null : came + spoke,
      }))
      .toSorted((a, b) => a.came - b.came),
    bought: bought.toSorted((a, b) => a - b),
    invited,
  })),
);

/** The same in words: one person, one period. */
function countOne({ stays, bought, invited }: Life, from: number, to: number): ReturnType<typeof noLives> {
  const goneOf = (gone: number | null) => gone ?? Infinity;
  const within = stays.filter((one) => one.came <= to && goneOf(one.gone) >= from);
  const fresh = stays.filter((one) => one.came >= from && one.came <= to);
  const isBuyer = bought.some((at) => at >= from && at <= to);
  const made = [
    fresh.length > 0,
    fresh[0]?.said != null && fresh[0].said <= to,
    fresh.some((one) => goneOf(one.gone) > to),
    bought.some((at) => at <= to),
    invited !== null && invited <= to,
  ];
  const reach = made.indexOf(false) === -1 ? made.length : made.indexOf(false);
  const one = (is: boolean) => (is ? 1 : 0);
  const step = (n: number) => one(reach > n);
  return {
    everJoined: one(stays.some((each) => each.came <= to)),
    present: one(within.length > 0),
    leftPeople: one(within.some((each) => goneOf(each.gone) <= to)),
    retained: one(within.some((each) => each.came < from) && within.some((each) => goneOf(each.gone) > to)),
    buyers: one(isBuyer),
    converted: one(isBuyer && within.length > 0),
    steps: [step(0), step(1), step(2), step(3), step(4)],
  };
}

it("count what each person comes to in any period, out of a few bytes each", () => {
  fc.assert(
    fc.property(group, day, fc.nat(DAYS), (lives, from, length) => {
      const to = from + length;
      const sums = noLives();
      countLives(packLives(lives), from, to, sums);
      const wanted = noLives();
      for (const one of lives.map((each) => countOne(each, from, to))) {
        for (const key of ["everJoined", "present", "leftPeople", "retained", "buyers", "converted"] as const) wanted[key] += one[key];
        for (const [n, value] of one.steps.entries()) wanted.steps[n] = (wanted.steps[n] ?? 0) + value;
      }
      expect(sums).toEqual(wanted);
    }),
    { numRuns: 500, seed: 11 },
  );
});
