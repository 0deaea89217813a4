import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { groupAt } from "../../testing/history.ts";
import { csv, importOf, reportOf } from "../../testing/imports.ts";

let test: TestBrand;
beforeAll(async () => {
  test = await openTestBrand();
});
afterAll(() => test.close());

describe("orders of a file", () => {
  it("told again with more refunded are refunded the difference, never less, and no refund twice", async () => {
    const orders = (refunded: string) => csv("订单号,支付时间,实付,退款金额", `T1,2026-01-01,20,${refunded}`, "T2,2026-01-01,20,5");
    const refunds = csv("订单号,退款单号,退款时间,退款金额", "T1,r1,2026-01-02,6", "T1,r2,2026-01-03,3");
    const take = async (file: string, known: "update" | "keep" = "update") => {
      const { counts } = await (await importOf(test, file, { options: { known } })).run();
      const [row] = await test.rows<{ fen: number; events: number }>(
        `select refunded_fen::int as fen, (select sum(value)::int from app.events where kind = 61 and data->>'orderId' = o.id::text) as events
         from app.orders o where external_id = 'T1'`,
      );
      expect(row?.events).toBe(row?.fen);
      return [row?.fen, counts.new, counts.changed, counts.same];
    };
    expect(await take(orders("4"))).toEqual([400, 2, 0, 0]);
    expect(await take(orders("10"))).toEqual([1_000, 0, 1, 1]);
    expect(await take(orders("10"))).toEqual([1_000, 0, 0, 2]);
    expect(await take(orders("4"))).toEqual([1_000, 0, 0, 2]);
    expect(await take(refunds)).toEqual([1_300, 1, 0, 1]);
    expect(await take(orders("10"))).toEqual([1_300, 0, 0, 2]);
    expect(await take(orders("15"))).toEqual([1_500, 0, 1, 1]);
    expect(await take(refunds)).toEqual([1_500, 0, 0, 2]);
    expect(await take(orders("15"))).toEqual([1_500, 0, 0, 2]);
    expect(await take(orders("20"), "keep")).toEqual([1_500, 0, 0, 2]);
  });

  it("with a refund of a moment that cannot be are not taken at all", async () => {
    const file = csv("订单号,支付时间,实付,退款金额,退款时间", "T3,2026-01-01,20,4,2027-12-01");
    expect((await (await importOf(test, file)).run()).counts).toMatchObject({ new: 0, bad: 1 });
    expect(await test.rows("select 1 from app.orders where external_id = 'T3'")).toEqual([]);
  });

  it("with a row that cannot be taken stay whole: all of their rows come back, and mended go in as one", async () => {
    const line = (id: string, paid: number, more = "") => `${id},2026-02-01,${paid},橘${more}`;
    const file = csv(
      "订单号,支付时间,实付,商品",
      line("W1", 10),
      line("W1", 20, ",多"),
      line("W1", 30),
      line("W2", 1),
      line("W3", 5),
      line("W2", 2),
      ...Array.from({ length: 101 }, () => line("W4", 1)),
    );
    const run = await importOf(test, file);
    expect(run.detail.totals).toMatchObject({ rows: 107, units: 1, bad: 106 });
    expect((await run.run()).counts).toEqual({ read: 107, new: 1, changed: 0, same: 0, bad: 106 });
    const orders = "select external_id as id, paid_fen::int as fen from app.orders where external_id like 'W%' order by 1";
    expect(await test.rows(orders)).toEqual([{ id: "W3", fen: 500 }]);
    const [head = "", ...rows] = (await reportOf(test, run.id)).replace("橘,多", "橘").trim().split("\r\n");
    const mended = [head, ...rows.toSorted((a, b) => (a.split(",")[2] ?? "").localeCompare(b.split(",")[2] ?? "")).slice(0, -1)];
    expect((await (await importOf(test, mended.join("\r\n"))).run()).counts).toEqual({ read: 105, new: 105, changed: 0, same: 0, bad: 0 });
    expect(await test.rows(orders)).toEqual([
      { id: "W1", fen: 6_000 },
      { id: "W2", fen: 300 },
      { id: "W3", fen: 500 },
      { id: "W4", fen: 10_000 },
    ]);
    expect((await (await importOf(test, file)).run()).counts).toEqual({ read: 107, new: 0, changed: 0, same: 1, bad: 106 });
  });

  it("told again get the group, buyer and lines they had not, move to another group with their sums, and keep what the file leaves out", async () => {
    const near = await groupAt(test, "近群", test.clock.now);
    const far = await groupAt(test, "远群", test.clock.now);
    const head = "订单号,支付时间,实付,商品,数量,会员号,社群";
    const take = async (row: string, columns = head) => {
      const { counts } = await (await importOf(test, csv(columns, row), { kind: "orders" })).run();
      await test.react();
      return Object.entries(counts).flatMap(([name, n]) => (n > 0 && name !== "read" ? [name] : []));
    };
    const standing = async () => {
      const [row] = await test.rows<{ group_id: string | null; has: boolean; lines: string[] }>(
        `select group_id, member_id is not null as has, title, (select array_agg(l.title || '×' || l.quantity order by l.line_no) from app.order_lines l where l.order_id = o.id) as lines
         from app.orders o where external_id = 'U1'`,
      );
      return row;
    };
    const sums = async () =>
      (
        await test.rows<{ group_id: string; orders: number; buyers: number; fen: number }>(
          "select group_id, sum(orders)::int as orders, sum(buyers)::int as buyers, sum(paid_fen)::int as fen from app.group_days group by 1",
        )
      ).flatMap(({ group_id: id, ...row }) => (row.orders > 0 ? [{ in: id === near ? "near" : "far", ...row }] : []));
    expect(await take("U1,2026-11-20,20,橘", "订单号,支付时间,实付,商品")).toEqual(["new"]);
    expect(await take("U1,2026-11-20,20,橘,2,u,近群")).toEqual(["changed"]);
    expect(await standing()).toMatchObject({ group_id: near, has: true, title: "橘", lines: ["橘×2"] });
    expect(await sums()).toEqual([{ in: "near", orders: 1, buyers: 1, fen: 2_000 }]);
    expect(await take("U1,2026-11-20,20,橘,2,u,远群")).toEqual(["changed"]);
    expect(await sums()).toEqual([{ in: "far", orders: 1, buyers: 1, fen: 2_000 }]);
    expect(await take("U1,2026-11-20,20,橘,2,u,远群")).toEqual(["same"]);
    expect(await take("U1,2026-11-20,20", "订单号,支付时间,实付")).toEqual(["same"]);
    expect(await take("U1,2026-11-20,25", "订单号,支付时间,实付")).toEqual(["changed"]);
    expect(await standing()).toMatchObject({ group_id: far, has: true, title: "橘", lines: ["橘×2"] });
    expect(await sums()).toEqual([{ in: "far", orders: 1, buyers: 1, fen: 2_500 }]);
  });
});
