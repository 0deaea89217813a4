import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { addOrgUnit } from "../brands/index.ts";
import { createGroup } from "../groups/index.ts";
import { mergeMembers } from "../members/merge.actions.ts";
import { resolveMembers } from "../members/index.ts";
import { showBuyers } from "./buyers.actions.ts";
import { recordOrders, recordRefunds } from "./index.ts";
import { listOrders } from "./list.actions.ts";
import { packGroups } from "./packs.actions.ts";

/** More than are read loose. */
const GROUPS = 60;

let test: TestBrand;
let operator: Awaited<ReturnType<TestBrand["staff"]>>;
let people: string[];
const groups: string[] = [];

beforeAll(async () => {
  test = await openTestBrand();
  const { id: near } = await addOrgUnit(test.as(), { parentId: test.headquartersId, name: "云溪市" });
  const kind = { channel: "web", positioning: "benefit", commercialType: "promotion", ownerStaffId: null } as const;
  for (let n = 0; n < GROUPS; n++) groups.push((await createGroup(test.as(), { name: `群 ${n}`, orgId: near, ...kind })).id);
  const refs = ["安", "白", "陈"].map((name) => ({ kind: "web", scope: "", externalId: name, at: new Date(0) }));
  people = await resolveMembers(test.system(), refs);
  operator = await test.staff(["operator"], near);
});
afterAll(() => test.close());

interface Told {
  no: string;
  group: number;
  person?: number;
  paidFen?: number;
  ctx?: ReturnType<TestBrand["system"]>;
}

const tell = ({ no, group, person = 0, paidFen = 1_000, ctx = test.system() }: Told) =>
  recordOrders(ctx, [
    {
      source: "shop",
      externalId: no,
      title: "砂糖橘",
      paidFen,
      paidAt: new Date("2026-11-02T08:00:30Z"),
      lines: [],
      buyer: { memberId: people[person] ?? "" },
      groupId: groups[group] ?? "",
    },
  ]);

const refund = (no: string, fen: number) =>
  recordRefunds(test.system(), [
    { source: "shop", orderExternalId: no, externalId: "r", refundedAt: new Date("2026-11-03T00:00:00Z"), fen },
  ]);

const marks = async () => (await test.rows("select distinct group_id from app.order_marks")).length;

/** What the operator is told of all, and of the buyers; it must be what the whole brand's orders say, as all of them are in sight. */
async function expectSums(sums: { orders: number; buyers: number; paidFen: number; refundedFen: number }): Promise<void> {
  for (const who of [test.as(operator), test.as()]) expect((await listOrders(who, { limit: 1 })).sums).toEqual(sums);
  expect(await showBuyers(test.as(operator), {})).toEqual(await showBuyers(test.as(), {}));
}

async function packAll(): Promise<void> {
  while ((await packGroups(test.system(), 0)) > 0);
  expect(await marks()).toBe(0);
}

describe("what operators are told of their orders", () => {
  it("is the same unpacked, packed, and where some of it changed since", async () => {
    for (let n = 0; n < GROUPS; n++) await tell({ no: `A${n}`, group: n, person: n % 3 });
    expect(await marks()).toBe(GROUPS);
    await expectSums({ orders: 60, buyers: 3, paidFen: 60_000, refundedFen: 0 });
    await packAll();
    await expectSums({ orders: 60, buyers: 3, paidFen: 60_000, refundedFen: 0 });

    await tell({ no: "B", group: 7, paidFen: 500 });
    await refund("A9", 400);
    await tell({ no: "A11", group: 12, person: 2 });
    expect(await marks()).toBe(4);
    await expectSums({ orders: 61, buyers: 3, paidFen: 60_500, refundedFen: 400 });
    const ofGroup = async (n: number) => (await listOrders(test.as(operator), { limit: 1, groupId: groups[n] ?? "" })).sums?.orders;
    expect([await ofGroup(11), await ofGroup(12)]).toEqual([0, 2]);
    await packAll();
    await expectSums({ orders: 61, buyers: 3, paidFen: 60_500, refundedFen: 400 });
    expect([await ofGroup(11), await ofGroup(12)]).toEqual([0, 2]);

    await mergeMembers(test.as(), { memberId: people[1] ?? "", intoId: people[0] ?? "" });
    await expectSums({ orders: 61, buyers: 2, paidFen: 60_500, refundedFen: 400 });
  });

  it("does not miss an order that is written while its group is packed", async () => {
    const { sums } = await listOrders(test.as(operator), { limit: 1 });
    await tell({ no: "C", group: 20, paidFen: 1 });
    await test.system().transaction(async (ctx) => {
      await tell({ no: "D", group: 20, paidFen: 2, ctx });
      await packAll();
    });
    expect(await marks()).toBe(1);
    const expected = { ...sums, orders: (sums?.orders ?? 0) + 2, paidFen: (sums?.paidFen ?? 0) + 3 };
    expect((await listOrders(test.as(operator), { limit: 1 })).sums).toEqual(expected);
    await packAll();
    expect((await listOrders(test.as(operator), { limit: 1 })).sums).toEqual(expected);
  });

  it("is packed only where nothing changed for a while", async () => {
    await tell({ no: "E", group: 30 });
    expect(await packGroups(test.system())).toBe(0);
    await test.rows("update app.order_marks set marked_at = marked_at - interval '1 minute'");
    await tell({ no: "F", group: 30 });
    expect(await packGroups(test.system())).toBe(0);
    await test.rows("update app.order_marks set marked_at = marked_at - interval '1 minute'");
    expect(await packGroups(test.system())).toBe(1);
  });
});
