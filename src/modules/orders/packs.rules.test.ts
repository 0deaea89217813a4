import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type OrderPack, type OrderToPack, PackBuyers, packOrders, type PackFilter, PackSums } from "./packs.rules.ts";

const order = fc.record({
  buyer: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 400_000 })),
  minute: fc.integer({ min: -20_000_000, max: 40_000_000 }),
  paidFen: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 10_000_000_000 })),
  share: fc.constantFrom(0, 0, 0.5, 1),
  source: fc.constantFrom("shop", "商城", "pos"),
  title: fc.constantFrom("砂糖橘 5 斤", "Mango 芒果", ""),
});
const group = fc
  .array(order, { maxLength: 40 })
  .map((list) => list.map(({ share, ...one }): OrderToPack => ({ ...one, refundedFen: Math.floor(one.paidFen * share) })));
const groups = fc.array(group, { maxLength: 6 });
const wholes = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 4 }).map((parts) => new Map(parts.map((part) => [part, 13])));
const filter: fc.Arbitrary<PackFilter> = fc.record({
  from: fc.constantFrom(-Infinity, 0, 12_345),
  before: fc.constantFrom(Infinity, 20_000_000),
  refunded: fc.constantFrom(undefined, true, false),
  source: fc.constantFrom(undefined, "商城", "elsewhere"),
  titles: fc.constantFrom(null, new Set<string>(), new Set(["Mango 芒果", ""])),
});

/** The first minutes of 70 months of 30 days. */
const starts = Array.from({ length: 70 }, (_, n) => n * 30 * 24 * 60);

function readAll<T>(groups: readonly (readonly OrderToPack[])[], into: { add: (pack: OrderPack) => void; read: () => T }): T {
  for (const orders of groups) into.add(packOrders(orders));
  return into.read();
}

describe("orders in packs", () => {
  it("sum up as one by one", () => {
    fc.assert(
      fc.property(groups, filter, wholes, (all, ask, into) => {
        const meant = all.flat().filter((one) => {
          if (one.minute < ask.from || one.minute >= ask.before) return false;
          if (ask.refunded !== undefined && ask.refunded !== one.refundedFen > 0) return false;
          return (ask.source ?? one.source) === one.source && (ask.titles?.has(one.title) ?? true);
        });
        const sum = (key: "paidFen" | "refundedFen") => meant.reduce((total, one) => total + one[key], 0);
        expect(readAll(all, new PackSums(ask, into))).toEqual({
          orders: meant.length,
          buyers: new Set(meant.flatMap((one) => (one.buyer ? [into.get(one.buyer) ?? one.buyer] : []))).size,
          paidFen: sum("paidFen"),
          refundedFen: sum("refundedFen"),
        });
      }),
      { numRuns: 300 },
    );
  });

  it("tell buyers by their months as one by one", () => {
    fc.assert(
      fc.property(
        groups,
        wholes,
        fc.constantFrom(-Infinity, 0, 500_000),
        fc.constantFrom(Infinity, 2_000_000),
        (all, into, from, before) => {
          const bought = all.flat().filter((one) => one.buyer > 0 && (one.refundedFen === 0 || one.refundedFen < one.paidFen));
          const own = [...Map.groupBy(bought, (one) => into.get(one.buyer) ?? one.buyer).values()].filter((list) => {
            const first = Math.min(...list.map((one) => one.minute));
            return first >= from && first < before;
          });
          const monthOf = (minute: number) =>
            Math.max(
              0,
              starts.findLastIndex((start) => start <= minute),
            );
          const months = (list: readonly OrderToPack[]) =>
            starts.map((_, n) => (list.some((one) => monthOf(one.minute) === n) ? "1" : "0")).join("");
          const expected = [...Map.groupBy(own, months)].map(([mask, lists]) => ({
            months: mask,
            buyers: lists.length,
            again: lists.filter((list) => list.length > 1).length,
            orders: lists.flat().length,
            netFen: lists.flat().reduce((sum, one) => sum + one.paidFen - one.refundedFen, 0),
          }));
          const byMonths = (a: { months: string }, b: { months: string }) => (a.months < b.months ? -1 : 1);
          expect(readAll(all, new PackBuyers({ starts, from, before }, into)).toSorted(byMonths)).toEqual(expected.toSorted(byMonths));
        },
      ),
      { numRuns: 300 },
    );
  });
});
