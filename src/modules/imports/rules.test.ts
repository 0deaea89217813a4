import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCount, readFen } from "./amount.rules.ts";
import { DayOrderEvidence } from "./day-orders.rules.ts";
import { testManner } from "../../testing/manner.ts";
import type { FieldKey } from "./fields.contract.ts";
import { addedColumns, guessColumns, guessKind, headerKey, missingFields } from "./headers.rules.ts";
import { OrderReader } from "./orders.rules.ts";
import type { Manner } from "./reading.rules.ts";
import { findHeader, headingsOf } from "./sample.rules.ts";
import { stateOf } from "./state.rules.ts";
import { hash53, Tally } from "./tally.rules.ts";
import { dayText, readWhen } from "./when.rules.ts";

const shown = (text: string, order?: "dmy" | "mdy") => {
  const when = readWhen(text, order);
  if (!when) return null;
  return when.kind === "instant" ? new Date(when.ms).toISOString() : `${dayText(when)} ${when.secondOfDay}`;
};

describe("days and times", () => {
  it.each([
    ["2026-11-22", "2026-11-22 0"],
    ["2026/11/22 8:05", "2026-11-22 29100"],
    ["22.11.2026", "2026-11-22 0"],
    ["11/22/2026", "2026-11-22 0"],
    ["2026年11月22日", "2026-11-22 0"],
    ["2026年11月22日 下午3点05分", "2026-11-22 54300"],
    ["2026-11-22（周日） 08:05:09", "2026-11-22 29109"],
    ["20261122", "2026-11-22 0"],
    ["20261122 080509", "2026-11-22 29109"],
    ["２０２６／１１／２２", "2026-11-22 0"],
    ["46348", "2026-11-22 0"],
    ["46348.336805555555", "2026-11-22 29100"],
    ["2026-11-22T08:05:09.123Z", "2026-11-22T08:05:09.123Z"],
    ["2026-11-22 08:05:09+08:00", "2026-11-22T00:05:09.000Z"],
    ["1795305909", "2026-11-22T00:05:09.000Z"],
    ["Nov 22, 2026 3:05 PM", "2026-11-22 54300"],
    ["22 Nov 2026", "2026-11-22 0"],
    ["11/22/26 12:05 AM", "2026-11-22 300"],
    ["1/2/97", "1997-01-02 0"],
    ["昨天", null],
    ["2026-02-30", null],
    ["2026-11-22 25:00", null],
    ["13/13/2026", null],
    ["12345", null],
    ["3.5", null],
  ])("reads %s", (text, expected) => expect(shown(text)).toBe(expected));

  it("reads 3/4/2026 by the order that is asked for", () => {
    expect([shown("3/4/2026", "dmy"), shown("3/4/2026", "mdy")]).toEqual(["2026-04-03 0", "2026-03-04 0"]);
  });

  it("reads back every day in every way of writing it", () => {
    const day = fc.date({ min: new Date("1997-01-01"), max: new Date("2099-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(day, (at) => {
        const iso = at.toISOString().slice(0, 10);
        const [y = "", m = "", d = ""] = iso.split("-");
        const [month, date] = [Number(m), Number(d)];
        const ways = [iso, `${y}/${month}/${date}`, `${y}年${month}月${date}日`, `${y}${m}${d}`, `${date}.${month}.${y}`];
        for (const way of ways) expect(shown(way, "dmy")).toBe(`${iso} 0`);
        expect(shown(`${month}/${date}/${y}`, "mdy")).toBe(`${iso} 0`);
      }),
    );
  });

  it("decides day and month over the column, by what can only be one way", () => {
    const decide = (...cells: string[]) => {
      const evidence = new DayOrderEvidence(["paidAt"]);
      for (const cell of cells) evidence.add([cell]);
      return evidence.decide();
    };
    expect(decide("3/4/2026", "22/4/2026")).toEqual([{ field: "paidAt", order: "dmy", proof: "22/4/2026" }]);
    expect(decide("3/4/2026", "4/22/2026")).toEqual([{ field: "paidAt", order: "mdy", proof: "4/22/2026" }]);
    expect(decide("3/4/2026")).toEqual([{ field: "paidAt", order: "mdy", proof: null }]);
    expect(decide("3.4.2026")).toEqual([{ field: "paidAt", order: "dmy", proof: null }]);
    expect(decide("2026-04-03")).toEqual([]);
  });
});

describe("amounts", () => {
  it.each([
    ["¥1,234.50", 123_450],
    ["1,234", 123_400],
    ["(12.00)", -1_200],
    ["１２．５元", 1_250],
    ["-3", -300],
    ["1.2万", 1_200_000],
    ["1.234,50", 123_450],
    ["1 234,5", 123_450],
    ["12,5", 1_250],
    ["$ 11.77", 1_177],
    ["CNY 8", 800],
    ["0", 0],
    ["11.770000000000001", 1_177],
    ["十块", null],
    ["1,23,4", null],
    ["(12", null],
    ["", null],
    ["99999999999", null],
  ])("reads %s", (text, fen) => expect(readFen(text, 100)).toBe(fen));

  it("reads back every amount", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999_999_999 }), (fen) => {
        const plain = (fen / 100).toFixed(2);
        expect(readFen(plain, 100)).toBe(fen);
        expect(readFen(`￥${Number(plain).toLocaleString("en-US", { minimumFractionDigits: 2 })}`, 100)).toBe(fen);
      }),
    );
  });

  it("counts in fen, and by a rate", () => {
    expect([readFen("1234", 1), readFen("10", 100 * 7.1)]).toEqual([1_234, 7_100]);
    expect([readCount("3"), readCount("3.0"), readCount("3 件"), readCount("0"), readCount("1.5")]).toEqual([3, 3, 3, null, null]);
  });
});

describe("headings", () => {
  it("mean what they say, in both languages, and what the values look like", () => {
    expect(
      guessColumns("orders", ["customer_id", "ordered_on", "quantity", "amount_usd"], [["00001", "1997-01-01", "1", "11.77"]]),
    ).toEqual(["buyerId", "paidAt", "quantity", "paid"]);
    expect(guessColumns("orders", ["单号", "下单时间", "实付(元)", "商品", "备注栏"], [["A", "2026-01-01", "3", "x", ""]])).toEqual([
      "orderId",
      "paidAt",
      "paid",
      "title",
      null,
    ]);
    expect(guessColumns("orders", ["a", "b"], [["2026-01-01 10:00", "12.5"]])).toEqual(["paidAt", "paid"]);
    expect(missingFields("costs", ["day", "cost"])).toEqual(["group"]);
  });

  it("tell what a file is", () => {
    expect(guessKind(["room", "message_id", "sent_at", "user", "text"], [["r", "1", "2026-01-01T00:00:00Z", "u", "hi"]])).toBe("chat");
    expect(guessKind(["会员编号", "昵称", "手机号", "标签"], [["1", "桃", "13800138000", "a"]])).toBe("members");
    expect(guessKind(["日期", "类别", "金额", "群编号", "活动"], [["2026-01-01", "奖品", "3", "FL-1", ""]])).toBe("costs");
    expect(guessKind(["订单号", "退款单号", "退款时间", "退款金额"], [["1", "2", "2026-01-01", "3"]])).toBe("refunds");
  });

  it("are found under a title, told apart where they are the same, and known again whatever their case", () => {
    const rows = [
      { line: 1, cells: ["十一月订单"] },
      { line: 2, cells: ["订单号", "金额", "金额", ""] },
      { line: 3, cells: ["1", "2", "3", "4"] },
    ];
    expect(findHeader(rows)?.line).toBe(2);
    expect(headingsOf(["金额", "金额", ""])).toEqual(["金额", "金额 (2)", "#3"]);
    expect(headingsOf(["金额", "金额 (2)", "金额"])).toEqual(["金额", "金额 (2)", "金额 (3)"]);
    expect(new Set(headingsOf([..."ab"].map((one) => `${"长".repeat(200)}${one}`))).size).toBe(2);
    expect(headerKey(["Order ID", "实付（元）"])).toBe(headerKey(["order_id", "实付"]));
    expect([...addedColumns(["原文件行号", "没导入的原因", "订单号"])]).toEqual([0, 1]);
  });
});

function readOrders(rows: string[][], how: Manner) {
  const torn = new Tally();
  const readAll = () => {
    const reader = new OrderReader(how, torn);
    return [...rows.flatMap((cells, i) => reader.push({ no: i + 1, line: i + 2, cells })), ...reader.end()];
  };
  readAll();
  return readAll().map(({ rows: own, read }) =>
    read.verdict === "row"
      ? { id: read.value.externalId, fen: read.value.paidFen, lines: read.value.lines.map((line) => line.paidFen), rows: own.length }
      : { problem: read.problem, line: read.row.line, rows: own.length },
  );
}

describe("orders", () => {
  const columns: FieldKey[] = ["orderId", "paidAt", "paid", "title", "quantity"];
  const row = (id: string, paid: string, title = "橘", at = "2026-01-01", quantity = "1") => [id, at, paid, title, quantity];

  it("gather rows next to each other that have one number: added up, or the whole said again", () => {
    const rows = [row("A", "10"), row("A", "20", "桃"), row("B", "5")];
    expect(readOrders(rows, testManner(columns))).toEqual([
      { id: "A", fen: 3_000, lines: [1_000, 2_000], rows: 2 },
      { id: "B", fen: 500, lines: [500], rows: 1 },
    ]);
    const whole = [row("A", "30", "橘", "2026-01-01", "1"), row("A", "30", "桃", "2026-01-01", "2")];
    expect(readOrders(whole, testManner(columns, { lines: "whole" }))).toEqual([{ id: "A", fen: 3_000, lines: [1_000, 2_000], rows: 2 }]);
  });

  it("are refused whole where one row is wrong, has too many cells, or where their rows stand apart and differ", () => {
    const torn = [row("A", "10"), row("A", "x"), row("B", "1"), row("A", "9")];
    expect(readOrders(torn, testManner(columns))).toEqual([
      { problem: "order-torn", line: 2, rows: 2 },
      { id: "B", fen: 100, lines: [100], rows: 1 },
      { problem: "order-torn", line: 5, rows: 1 },
    ]);
    expect(readOrders(torn.slice(0, 3), testManner(columns))[0]).toEqual({ problem: "not-an-amount", line: 3, rows: 2 });
    expect(readOrders([row("A", "10"), [...row("A", "20"), "more"], row("A", "30"), row("B", "1")], testManner(columns))).toEqual([
      { problem: "cells", line: 3, rows: 3 },
      { id: "B", fen: 100, lines: [100], rows: 1 },
    ]);
    expect(readOrders([row("A", "1"), row("B", "1"), row("A", "1")], testManner(columns)).map((one) => "id" in one)).toEqual([
      true,
      true,
      true,
    ]);
  });

  it("of more than a hundred lines are refused with every line, wherever these stand", () => {
    const many = (count: number) => Array.from({ length: count }, () => row("A", "1"));
    expect(readOrders([...many(100), row("B", "1")], testManner(columns))).toMatchObject([{ id: "A", rows: 100 }, { id: "B" }]);
    const long = readOrders([...many(250), row("B", "1")], testManner(columns));
    expect(long).toHaveLength(251);
    expect(long.slice(0, 250).every((one) => one.problem === "order-long" && one.rows === 1)).toBe(true);
    expect(long[250]).toMatchObject({ id: "B" });
    const apart = readOrders([...many(60), row("B", "1"), ...many(101), row("C", "1"), ...many(60)], testManner(columns));
    expect(apart.map((one) => one.id ?? one.problem)).toEqual([
      "order-torn",
      "B",
      ...Array.from({ length: 101 }, () => "order-long"),
      "C",
      "order-torn",
    ]);
  });

  it("without a number are known by what they say and how often it was said before", () => {
    const ids = readOrders([row("", "1"), row("", "1"), row("", "2")], testManner(columns)).map((one) => ("id" in one ? one.id : ""));
    expect(new Set(ids).size).toBe(3);
    expect(readOrders([row("", "2"), row("", "1"), row("", "1")], testManner(columns)).map((one) => ("id" in one ? one.id : ""))).toEqual([
      ids[2],
      ids[0],
      ids[1],
    ]);
  });
});

describe("the tally", () => {
  it("counts like a map", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 3 }), { maxLength: 3_000 }), (texts) => {
        const [tally, map] = [new Tally(), new Map<string, number>()];
        for (const text of texts) {
          map.set(text, (map.get(text) ?? 0) + 1);
          expect(tally.count(hash53(text))).toBe(map.get(text));
        }
        expect(tally.size).toBe(map.size);
      }),
    );
    for (const [large, scale] of [[new Tally(), 1] as const, [new Tally(Float64Array), 2 ** 36 + 0.5] as const]) {
      for (let i = 0; i < 100_000; i++) large.set(hash53(`${i}`), i * scale);
      expect([large.size, large.get(hash53("77777"))]).toEqual([100_000, 77_777 * scale]);
    }
  });
});

it.each([
  ["draft", null, "draft"],
  ["check", "running", "checking"],
  ["check", "done", "checked"],
  ["check", "failed", "draft"],
  ["run", "waiting", "waiting"],
  ["run", "cancelled", "cancelled"],
] as const)("an import in %s whose job is %s is %s", (phase, job, state) => expect(stateOf(phase, job)).toBe(state));
