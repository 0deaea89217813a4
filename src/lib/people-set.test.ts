import fc from "fast-check";
import { expect, it } from "vitest";
import { packPeople, PeopleUnion } from "./people-set.ts";

const numbers = fc.array(fc.oneof(fc.nat(40), fc.nat(5_000), fc.nat(2 ** 31 - 1 - 2 ** 27)), { maxLength: 60 });

it("holds whoever was put in, once each, whatever the order", () => {
  fc.assert(
    fc.property(fc.array(numbers, { maxLength: 4 }), (sets) => {
      const small = sets.map((set) => set.map((number) => number % 3_000_000));
      const union = new PeopleUnion();
      for (const set of small) union.addAll(packPeople(set));
      const wanted = [...new Set(small.flat())].toSorted((a, b) => a - b);
      expect(union.count).toBe(wanted.length);
      expect(union.numbers()).toEqual(wanted);
    }),
    { numRuns: 200, seed: 4 },
  );
});

it("takes a byte or two a person where many of a brand spoke", () => {
  const everyTenth = Array.from({ length: 10_000 }, (_, at) => at * 10 + 3);
  expect(packPeople(everyTenth).length).toBe(10_000);
  expect(packPeople([]).length).toBe(0);
});
