import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { addOrgUnit } from "../brands/index.ts";
import { createGroup } from "../groups/index.ts";
import { NewGroup } from "../groups/groups.contract.ts";
import { recordOrders } from "../orders/index.ts";
import { NewOrder } from "../orders/orders.contract.ts";
import { showEvidence } from "./evidence.actions.ts";
import { EVIDENCE_ORDERS } from "./openings.contract.ts";

let test: TestBrand;
let cityId: string;
let groupId: string;
beforeAll(async () => {
  test = await openTestBrand({ now: new Date("2026-11-22T02:00:00Z") });
  cityId = (await addOrgUnit(test.as(), { parentId: test.headquartersId, name: "云溪市" })).id;
  groupId = (await createGroup(test.as(), NewGroup.parse({ name: "云溪群", orgId: cityId }))).id;
  await recordOrders(test.system(), [
    order("1", "a", "2026-10-01", 2_000, groupId),
    order("2", "a", "2026-10-11", 3_000),
    order("3", "a", "2026-11-10", 9_000, groupId),
    order("4", "b", "2026-11-01", 4_000),
    order("5", "c", "2025-01-01", 99_000, groupId),
  ]);
});
afterAll(() => test.close());

const order = (externalId: string, buyer: string, day: string, paidFen: number, credited?: string) =>
  NewOrder.parse({
    source: "shop",
    externalId,
    buyer: { kind: "shop", externalId: buyer },
    paidAt: `${day}T04:00:00Z`,
    paidFen,
    ...(credited ? { groupId: credited } : {}),
  });

describe("what orders say of a line", () => {
  it("is the brand's last half year for who reads all of it", async () => {
    expect(await showEvidence(test.as())).toEqual({
      orders: 4,
      buyers: 2,
      repeatBuyers: 1,
      daysBetweenOrders: 20,
      ticketFen: 3_500,
      isWhole: true,
      isOfBrand: true,
    });
  });

  it("is that of the groups in sight for who reads a part", async () => {
    const local = await test.staff(["operator"], cityId);
    expect(await showEvidence(test.as(local))).toEqual({
      orders: 2,
      buyers: 1,
      repeatBuyers: 1,
      daysBetweenOrders: 40,
      ticketFen: 5_500,
      isWhole: true,
      isOfBrand: false,
    });
    const elsewhere = await addOrgUnit(test.as(), { parentId: test.headquartersId, name: "别处" });
    expect(await showEvidence(test.as(await test.staff(["operator"], elsewhere.id)))).toMatchObject({ orders: 0, ticketFen: null });
  });

  it("is nothing for who reads no orders", async () => {
    const admin = await test.staff(["group-admin"], cityId);
    await expect(showEvidence(test.as(admin))).rejects.toMatchObject({ kind: "forbidden" });
  });

  it("is of the last orders where there are more, and reads no others but the ones before them", async () => {
    await test.rows(
      `insert into app.orders (brand_id, id, source, external_id, member_id, group_id, paid_at, paid_fen, created_at)
       select o.brand_id, gen_random_uuid(), 'many', n::text, o.member_id, $2, '2026-11-20T00:00:00Z'::timestamptz - n * interval '1 minute', 1000 + n, now()
       from app.orders o, generate_series(1, $1::int) n where o.external_id = '4'`,
      [EVIDENCE_ORDERS + 500, groupId],
    );
    const whole = await showEvidence(test.as());
    expect(whole).toMatchObject({ orders: EVIDENCE_ORDERS, buyers: 1, repeatBuyers: 1, daysBetweenOrders: 0, isWhole: false });
    expect(whole.ticketFen).toBeLessThan(1000 + EVIDENCE_ORDERS / 2 + 2);
    const part = await showEvidence(test.as(await test.staff(["operator"], cityId)));
    expect(part).toMatchObject({ orders: EVIDENCE_ORDERS, isWhole: false, isOfBrand: false });
  });
});
