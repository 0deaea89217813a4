import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays } from "../../lib/time.ts";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { addOrgUnit } from "../brands/index.ts";
import { createGroup } from "../groups/index.ts";
import { mergeMembers } from "../members/merge.actions.ts";
import { resolveMembers } from "../members/index.ts";
import { showBuyers } from "./buyers.actions.ts";
import { cohortsOf, monthsOf } from "./buyers.rules.ts";
import { recordOrders, recordRefunds } from "./index.ts";
import { listOrders } from "./list.actions.ts";
import { packGroups } from "./packs.actions.ts";

const PEOPLE = 24;
/** Who became part of whom; a chain and two into one. */
const merges: readonly (readonly [number, number])[] = [
  [1, 2],
  [3, 2],
  [4, 5],
  [5, 6],
];
const wholeOf = (person: number): number => {
  const into = merges.find(([part]) => part === person)?.[1];
  return into === undefined ? person : wholeOf(into);
};

let seed = 7;
const below = (n: number) => {
  seed = (seed * 48_271) % 2_147_483_647;
  return seed % n;
};

interface Sold {
  no: string;
  title: string;
  person: number | null;
  group: number | null;
  day: string;
  paidFen: number;
  refundedFen: number;
}

const titles = ["砂糖橘 5 斤", "Mango 芒果", "100% 纯果汁", "猕猴桃_礼盒 装"];
const sold: Sold[] = Array.from({ length: 300 }, (_, i) => {
  const paidFen = 100 + below(5_000);
  const refund = below(6);
  return {
    no: `${below(2) ? "A" : "Ä"}${i}`,
    title: titles[below(titles.length)] ?? "",
    person: below(9) === 0 ? null : below(PEOPLE),
    group: below(5) === 0 ? null : below(3),
    day: addDays("2026-06-29", below(140)),
    paidFen,
    refundedFen: refund === 0 ? paidFen : refund === 1 ? Math.ceil(paidFen / 2) : 0,
  };
});

let test: TestBrand;
let operator: Awaited<ReturnType<TestBrand["staff"]>>;
beforeAll(async () => {
  test = await openTestBrand();
  const { id: near } = await addOrgUnit(test.as(), { parentId: test.headquartersId, name: "云溪市" });
  const groups: string[] = [];
  for (const [n, orgId] of [near, near, test.headquartersId].entries()) {
    const kind = { channel: "web", positioning: "benefit", commercialType: "promotion", ownerStaffId: null } as const;
    groups.push((await createGroup(test.as(), { name: `群 ${n}`, orgId, ...kind })).id);
  }
  const refs = Array.from({ length: PEOPLE }, (_, n) => ({ kind: "web", scope: "", externalId: `p${n}`, at: new Date(0) }));
  const ids = await resolveMembers(test.system(), refs);
  await recordOrders(
    test.system(),
    sold.map(({ no, title, person, group, day, paidFen }) => ({
      source: "shop",
      externalId: no,
      title,
      paidFen,
      paidAt: new Date(`${day}T00:10:00+08:00`),
      lines: [],
      ...(person === null ? {} : { buyer: { memberId: ids[person] ?? "" } }),
      ...(group === null ? {} : { groupId: groups[group] ?? "" }),
    })),
  );
  await recordRefunds(
    test.system(),
    sold.flatMap(({ no, refundedFen }) =>
      refundedFen > 0
        ? [{ source: "shop", orderExternalId: no, externalId: "r", refundedAt: new Date("2026-11-20T00:00:00Z"), fen: refundedFen }]
        : [],
    ),
  );
  for (const [part, into] of merges) await mergeMembers(test.as(), { memberId: ids[part] ?? "", intoId: ids[into] ?? "" });
  operator = await test.staff(["operator"], near);
});
afterAll(() => test.close());

const isNear = (one: Sold) => one.group === 0 || one.group === 1;
const buyerOf = (one: Sold) => (one.person === null ? [] : [wholeOf(one.person)]);

function sumsOf(orders: readonly Sold[]) {
  const sum = (key: "paidFen" | "refundedFen") => orders.reduce((total, one) => total + one[key], 0);
  return { orders: orders.length, buyers: new Set(orders.flatMap(buyerOf)).size, paidFen: sum("paidFen"), refundedFen: sum("refundedFen") };
}

describe.each(["as they are", "packed"])("sums over orders %s", (how) => {
  beforeAll(async () => {
    if (how === "packed") while ((await packGroups(test.system(), 0)) > 0);
  });

  const asks: readonly { ask: object; fits: (one: Sold) => boolean }[] = [
    { ask: {}, fits: () => true },
    { ask: { from: "2026-08-01", to: "2026-08-31" }, fits: (one) => one.day.startsWith("2026-08") },
    { ask: { refunded: true }, fits: (one) => one.refundedFen > 0 },
    { ask: { credited: "none" }, fits: (one) => one.group === null },
    { ask: { q: "mango" }, fits: (one) => one.title.startsWith("Mango") },
    { ask: { q: " " }, fits: () => true },
    { ask: { q: "%" }, fits: (one) => one.title.startsWith("100%") },
    { ask: { q: "Ä1" }, fits: (one) => one.no.startsWith("Ä1") },
    { ask: { q: "A2" }, fits: (one) => one.no.startsWith("A2") },
    { ask: { source: "elsewhere" }, fits: () => false },
  ];

  it("are those of the orders that fit and are in sight, merged buyers counted once", async () => {
    for (const { ask, fits } of asks) {
      const all = await listOrders(test.as(), { limit: 200, ...ask });
      expect(all.sums, JSON.stringify(ask)).toEqual(sumsOf(sold.filter(fits)));
      const seen = await listOrders(test.as(operator), { limit: 200, ...ask });
      const near = sold.filter((one) => isNear(one) && fits(one));
      expect(seen.sums, JSON.stringify(ask)).toEqual(sumsOf(near));
      expect(new Set(seen.items.map((one) => one.externalId))).toEqual(new Set(near.map((one) => one.no)));
    }
  });

  it("are left out where they are not asked for", async () => {
    expect((await listOrders(test.as(), { limit: 5, sums: false })).sums).toBeNull();
  });
});

describe("buyers", () => {
  function buyersOf(orders: readonly Sold[], from = "0000", to = "9999") {
    const kept = Map.groupBy(
      orders.filter((one) => one.person !== null && one.refundedFen < one.paidFen),
      (one) => buyerOf(one)[0],
    );
    const firstOf = (own: readonly Sold[]) => own.map((one) => one.day).sort()[0] ?? "";
    const people = [...kept.values()].filter((own) => firstOf(own) >= from && firstOf(own) <= to);
    const cells = new Map<string, number>();
    for (const own of people)
      for (const month of new Set(own.map((one) => one.day.slice(0, 7)))) {
        const cell = `${firstOf(own).slice(0, 7)} ${month}`;
        cells.set(cell, (cells.get(cell) ?? 0) + 1);
      }
    return {
      buyers: people.length,
      again: people.filter((own) => own.length > 1).length,
      orders: people.flat().length,
      netFen: people.flat().reduce((total, one) => total + one.paidFen - one.refundedFen, 0),
      cells: Object.fromEntries(cells),
    };
  }

  it("come back as counted order by order, for the brand and for who sees some groups", async () => {
    const spans: readonly { from?: string; to?: string }[] = [{}, { from: "2026-07-05" }, { from: "2026-07-02", to: "2026-08-10" }];
    for (const span of spans)
      for (const [ctx, orders] of [[test.as(), sold] as const, [test.as(operator), sold.filter(isNear)] as const]) {
        const { cohorts, ...sums } = await showBuyers(ctx, span);
        const cells = cohorts.flatMap(({ month, bought }) =>
          bought.flatMap((count, n) =>
            count > 0 ? [[`${month.slice(0, 7)} ${monthsOf(month, "2027-12-01")[n]?.slice(0, 7)}`, count] as const] : [],
          ),
        );
        expect({ ...sums, cells: Object.fromEntries(cells) }).toEqual(buyersOf(orders, span.from, span.to));
      }
  });

  it("are shown by two years of months, the newest first", () => {
    const months = monthsOf("2023-11-30", "2026-02-01");
    expect([months.length, months[0], months[2], months.at(-1)]).toEqual([28, "2023-11-01", "2024-01-01", "2026-02-01"]);
    const alike = months.map((_, n) => ({ months: `${"0".repeat(n)}1`.padEnd(28, "0"), buyers: n + 1 }));
    const cohorts = cohortsOf(alike, months, "2026-02-10");
    expect([cohorts.length, cohorts[0], cohorts[23]?.month]).toEqual([24, { month: "2026-02-01", buyers: 28, bought: [28] }, "2024-03-01"]);
  });
});
