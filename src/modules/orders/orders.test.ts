import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { addOrgUnit } from "../brands/index.ts";
import { createGroup } from "../groups/index.ts";
import { resolveMembers, seatMembers, unseatMembers } from "../members/index.ts";
import { mergeMembers, unmergeMember } from "../members/merge.actions.ts";
import { ingest } from "../messages/index.ts";
import { enterCost, type NewOrder, recordCosts, recordOrders, recordRefunds, removeCost } from "./index.ts";
import { listCosts, restoreCost } from "./costs.actions.ts";
import { listOrders, showOrder } from "./list.actions.ts";

let test: TestBrand;
let groups: { id: string; code: string }[];
beforeAll(async () => {
  test = await openTestBrand();
  groups = [];
  for (const name of ["福利群 01", "福利群 02"]) {
    groups.push(
      await createGroup(test.as(), {
        name,
        orgId: test.headquartersId,
        channel: "web",
        positioning: "benefit",
        commercialType: "promotion",
        ownerStaffId: null,
      }),
    );
  }
});
afterAll(() => test.close());

const at = (minutes: number) => new Date(Date.parse("2026-11-20T00:00:00Z") + minutes * 60_000);
const groupId = (n: number) => groups[n]?.id ?? "";
const buyer = (externalId: string) => ({ kind: "web", scope: "", externalId });

function order(externalId: string, more: Partial<NewOrder> = {}): NewOrder {
  return { source: "shop", externalId, title: "砂糖橘 5 斤", paidAt: at(600), paidFen: 2_990, lines: [], ...more };
}

const events = (kind: number) =>
  test.rows<{ group_id: string; member_id: string; value: string; data: { orderId: string } }>(
    "select group_id, member_id, value, data from app.events where kind = $1 order by received_at, id",
    [kind],
  );
const stored = (externalId: string) =>
  test.rows<{ paid_fen: string; refunded_fen: string; group_id: string | null }>(
    "select paid_fen, refunded_fen, group_id from app.orders where external_id = $1",
    [externalId],
  );

describe("orders", () => {
  it("are recorded once, changed when told differently, and never moved in time", async () => {
    expect(await recordOrders(test.system(), [order("1"), order("2"), order("1")])).toMatchObject([
      { verdict: "recorded" },
      { verdict: "recorded" },
      { verdict: "same" },
    ]);
    expect(await recordOrders(test.system(), [order("1"), order("2", { paidFen: 2_590 })])).toMatchObject([
      { verdict: "same" },
      { verdict: "changed" },
    ]);
    expect(await recordOrders(test.system(), [order("1", { paidAt: at(601) }), order("3"), order("3", { paidFen: 1 })])).toMatchObject([
      { reason: "other-moment" },
      { verdict: "recorded" },
      { reason: "told-twice" },
    ]);
    expect(
      await recordOrders(test.system(), [order("4", { paidAt: new Date("2027-11-22T00:00:00Z") }), order("5", { groupCode: "没有" })]),
    ).toMatchObject([{ reason: "moment-unlikely" }, { reason: "group-missing" }]);
    expect(await events(60)).toHaveLength(3);
    expect((await events(62)).map((one) => one.value)).toEqual(["2590"]);
  });

  it("are credited to the buyer's group at that moment: of several the one last spoken in", async () => {
    const [a = "", b = ""] = await resolveMembers(test.system(), [
      { ...buyer("a"), at: at(0) },
      { ...buyer("b"), at: at(0) },
    ]);
    await seatMembers(test.system(), [
      { groupId: groupId(0), memberId: a, kind: "member", nickname: "甲", at: at(0) },
      { groupId: groupId(1), memberId: a, kind: "member", nickname: "甲", at: at(10) },
      { groupId: groupId(0), memberId: b, kind: "member", nickname: "乙", at: at(0) },
    ]);
    await unseatMembers(test.system(), [{ groupId: groupId(0), memberId: b, at: at(500), reason: "left" }]);
    const said = (n: number, minutes: number) => ({
      kind: "message" as const,
      source: "t",
      externalId: `s${minutes}`,
      occurredAt: at(minutes),
      group: { groupId: groupId(n) },
      sender: buyer("a"),
      format: "text" as const,
      text: "好的",
    });
    await ingest(test.system(), [said(0, 300), said(1, 700)]);
    await recordOrders(test.system(), [
      order("c1", { buyer: buyer("a"), paidAt: at(200) }),
      order("c2", { buyer: buyer("a"), paidAt: at(600) }),
      order("c3", { buyer: buyer("a"), paidAt: at(800) }),
      order("c4", { buyer: buyer("b"), paidAt: at(499) }),
      order("c5", { buyer: buyer("b"), paidAt: at(501) }),
      order("c6", { buyer: { memberId: b }, paidAt: at(501), groupCode: groups[1]?.code }),
    ]);
    const credited = await Promise.all(["c1", "c2", "c3", "c4", "c5", "c6"].map(async (id) => (await stored(id))[0]?.group_id));
    expect(credited).toEqual([groupId(1), groupId(0), groupId(1), groupId(0), null, groupId(1)]);
    const paid = (await events(60)).find((one) => one.group_id === groupId(0) && one.member_id === a);
    expect(paid).toMatchObject({ value: "2990" });
  });

  it("changed while their buyer is part of another stay the part's own, and go back with it", async () => {
    const [part = "", into = ""] = await resolveMembers(test.system(), [
      { ...buyer("part"), at: at(0) },
      { ...buyer("whole"), at: at(0) },
    ]);
    await recordOrders(test.system(), [order("m1", { buyer: buyer("part") }), order("m2", { buyer: buyer("part") })]);
    await mergeMembers(test.as(), { memberId: part, intoId: into });
    expect(
      await recordOrders(test.system(), [
        order("m1", { title: "砂糖橘 10 斤" }),
        order("m2", { paidFen: 2_590, buyer: buyer("part") }),
        order("m3", { buyer: buyer("part") }),
      ]),
    ).toMatchObject([{ verdict: "changed" }, { verdict: "changed" }, { verdict: "recorded" }]);
    expect(await recordOrders(test.system(), [order("m1", { title: "", buyer: buyer("whole") })])).toMatchObject([{ verdict: "same" }]);
    const changed = await test.rows<{ member_id: string }>(
      `select e.member_id from app.events e join app.orders o on o.id::text = e.data ->> 'orderId' where e.kind = 62 and o.external_id in ('m1', 'm2')`,
    );
    expect(changed.map((one) => one.member_id)).toEqual([into, into]);
    await unmergeMember(test.as(), { memberId: part });
    const kept = await test.rows<{ member_id: string }>(
      "select member_id from app.orders where external_id in ('m1', 'm2') order by external_id",
    );
    expect(kept.map((one) => one.member_id)).toEqual([part, part]);
    expect(await recordOrders(test.system(), [order("m1", { title: "", buyer: buyer("whole") })])).toMatchObject([{ verdict: "changed" }]);
  });

  it("are refunded once and never over what was paid, whatever comes at once", async () => {
    await recordOrders(test.system(), [order("r1", { paidFen: 1_000 })]);
    const refund = (externalId: string, fen: number) => ({ source: "shop", orderExternalId: "r1", externalId, refundedAt: at(700), fen });
    const [first, second] = await Promise.all([
      recordRefunds(test.system(), [refund("x", 600), refund("y", 300)]),
      recordRefunds(test.system(), [refund("x", 600), refund("z", 300)]),
    ]);
    const verdicts = [...first, ...second].map((one) => (one.verdict === "rejected" ? one.reason : one.verdict)).sort();
    expect(verdicts).toEqual(["over-refunded", "recorded", "recorded", "same"]);
    expect((await stored("r1"))[0]).toMatchObject({ refunded_fen: "900" });
    expect(await recordRefunds(test.system(), [{ ...refund("q", 1), orderExternalId: "none" }])).toEqual([
      { verdict: "rejected", reason: "order-missing" },
    ]);
    expect(await recordOrders(test.system(), [order("r1", { paidFen: 800 })])).toMatchObject([{ reason: "over-refunded" }]);
    expect(await events(61)).toHaveLength(2);
  });

  it("counted once when two tell the same at once", async () => {
    const orders = Array.from({ length: 120 }, (_, i) => order(`k${i}`, { buyer: buyer(`k${i % 20}`) }));
    const outcomes = (await Promise.all([recordOrders(test.system(), orders), recordOrders(test.system(), orders.toReversed())])).flat();
    expect(outcomes.filter((one) => one.verdict === "recorded")).toHaveLength(120);
    expect(outcomes.filter((one) => one.verdict === "same")).toHaveLength(120);
  });

  it("are listed page by page with sums, and to a colleague only those of groups in sight", async () => {
    const { id: cityId } = await addOrgUnit(test.as(), { parentId: test.headquartersId, name: "云溪市" });
    const near = await createGroup(test.as(), {
      name: "云溪 01",
      orgId: cityId,
      channel: "web",
      positioning: "benefit",
      commercialType: "promotion",
      ownerStaffId: null,
    });
    await recordOrders(test.system(), [order("city", { groupId: near.id, title: "猕猴桃" })]);
    const operator = test.as(await test.staff(["operator"], cityId));
    const seen = await listOrders(operator, { limit: 50 });
    expect(seen.items.map((one) => one.externalId)).toEqual(["city"]);
    expect(seen.sums).toEqual({ orders: 1, buyers: 0, paidFen: 2_990, refundedFen: 0 });
    expect(await recordOrders(operator, [order("far", { groupId: groupId(0) })])).toMatchObject([{ reason: "group-missing" }]);
    const all: string[] = [];
    for (let cursor: string | undefined, more = true; more;) {
      const page = await listOrders(test.as(), { limit: 50, cursor, from: "2026-11-20", to: "2026-11-22" });
      all.push(...page.items.map((one) => one.id));
      cursor = page.nextCursor ?? undefined;
      more = cursor !== undefined;
    }
    const [count] = await test.rows<{ n: number }>("select count(*)::int as n from app.orders");
    expect([all.length, new Set(all).size]).toEqual([count?.n, count?.n]);
    expect((await listOrders(test.as(), { limit: 50, q: "猕猴" })).items).toHaveLength(1);
    const [r1] = (await listOrders(test.as(), { limit: 50, refunded: true })).items;
    expect((await showOrder(test.as(), { orderId: r1?.id ?? "" })).refunds).toHaveLength(2);
    await expect(showOrder(operator, { orderId: r1?.id ?? "" })).rejects.toMatchObject({ code: "orders.missing" });
  });
});

describe("costs", () => {
  it("are entered for a place in sight, summed, and taken out again", async () => {
    const { id } = await enterCost(test.as(), { day: "2026-11-20", groupId: groupId(0), kind: "prize", fen: 11_200, note: "猜价奖品" });
    await enterCost(test.as(), { day: "2026-11-21", campaign: "双十一", kind: "promotion", fen: 50_000, note: "" });
    const listed = await listCosts(test.as(), { limit: 50 });
    expect(listed).toMatchObject({ sums: { costs: 2, fen: 61_200 }, campaigns: ["双十一"] });
    expect(listed.items[1]).toMatchObject({ id, group: { name: "福利群 01" }, enteredBy: "何穗" });
    const operator = test.as(
      await test.staff(["operator"], (await addOrgUnit(test.as(), { parentId: test.headquartersId, name: "青岚市" })).id),
    );
    await expect(enterCost(operator, { day: "2026-11-20", groupId: groupId(0), kind: "pay", fen: 1, note: "" })).rejects.toMatchObject({
      code: "groups.missing",
    });
    await expect(enterCost(operator, { day: "2026-11-20", campaign: "x", kind: "pay", fen: 1, note: "" })).rejects.toMatchObject({
      code: "costs.campaign-brand-only",
    });
    await expect(removeCost(operator, { costId: id })).rejects.toMatchObject({ code: "costs.missing" });
    await expect(enterCost(test.as(), { day: "2026-11-23", campaign: "x", kind: "pay", fen: 1, note: "" })).rejects.toMatchObject({
      code: "costs.day-ahead",
    });
    await removeCost(test.as(), { costId: id });
    expect((await events(66))[0]).toMatchObject({ group_id: groupId(0), value: "11200" });
  });

  it("come back as they were, so that the list they came from still knows them", async () => {
    const told = { digest: "ab".repeat(32), day: "2026-11-19", groupId: groupId(1), kind: "venue" as const, fen: 30_000, note: "场地" };
    expect(await recordCosts(test.as(), [told])).toEqual([{ verdict: "recorded" }]);
    const list = async () => (await listCosts(test.as(), { limit: 50, groupId: groupId(1) })).items;
    const before = await list();
    const costId = before[0]?.id ?? "";
    await removeCost(test.as(), { costId });
    const colleague = test.as(await test.staff(["owner"], test.headquartersId));
    await expect(restoreCost(colleague, { costId })).rejects.toMatchObject({ code: "costs.restore-late" });
    await restoreCost(test.as(), { costId });
    expect(await list()).toEqual(before);
    expect(await recordCosts(test.as(), [told])).toEqual([{ verdict: "same" }]);
    await expect(restoreCost(test.as(), { costId })).rejects.toMatchObject({ code: "costs.restore-late" });
    await removeCost(test.as(), { costId });
    expect(await recordCosts(test.as(), [told])).toEqual([{ verdict: "recorded" }]);
    await restoreCost(test.as(), { costId });
    expect(await list()).toHaveLength(1);
    const moved = (kind: number) => test.rows("select id from app.events where kind = $1 and data ->> 'costId' = $2", [kind, costId]);
    expect([(await moved(65)).length, (await moved(66)).length]).toEqual([3, 2]);
  });
});
