import { describe, expect, it } from "vitest";
import { testManner } from "../../testing/manner.ts";
import type { FieldKey, ImportKind } from "./fields.contract.ts";
import { ImportOptions } from "./options.contract.ts";
import { readerOf } from "./readers.rules.ts";
import { understood } from "./understood.rules.ts";
import { faultWords } from "./words.rules.ts";

const optionsOf = (columns: (FieldKey | null)[]) => ImportOptions.parse({ columns, source: "shop", zone: "UTC" });

/** What each row of a file comes to: its value, or what is wrong with it. */
function read(kind: ImportKind, columns: (FieldKey | null)[], rows: string[][], header: string[] = columns.map(String)) {
  const reader = readerOf(kind, testManner(columns, {}, header));
  const units = [...rows.flatMap((cells, i) => reader.push({ no: i + 1, line: i + 2, cells })), ...reader.end()];
  return units.map(({ rows: own, read: one }) =>
    one.verdict === "row" ? one.value : { field: one.field, problem: one.problem, rows: own.length },
  );
}

describe("a number that a spreadsheet has cut", () => {
  const lost = (field: FieldKey) => ({ field, problem: "digits-lost", rows: 1 });
  const cut = ["4.2E+27", "1.23457E+18", "1.2345678901234567e+18", "1,38001E+10", "1E+18", "1.3800138E10", "１．３８E+10"];

  it.each(cut)("is no id and no phone: %s", (text) => {
    const order: FieldKey[] = ["orderId", "paidAt", "paid", "phone", "buyerId"];
    expect(
      read("orders", order, [
        [text, "2026-01-01", "1", "", ""],
        [text, "2026-01-02", "2", "", ""],
        ["A", "2026-01-01", "1", text, ""],
        ["B", "2026-01-01", "1", "", text],
      ]),
    ).toEqual([lost("orderId"), lost("orderId"), lost("phone"), lost("buyerId")]);
    expect(
      read(
        "members",
        ["memberId", "phone", "nickname"],
        [
          ["", text, "桃"],
          [text, "", "桃"],
        ],
      ),
    ).toEqual([lost("phone"), lost("memberId")]);
    expect(read("refunds", ["orderId", "refundedAt", "refunded"], [[text, "2026-01-01", "1"]])).toEqual([lost("orderId")]);
    expect([understood("phone", text, optionsOf([])), understood("orderId", text, optionsOf([]))]).toEqual([null, null]);
  });

  it.each(["4200000000000000000000000001", "E10", "1E5", "12E+3", "2E10", "A-1.5E+3", "1.5"])("is not an id like %s", (text) => {
    expect(read("refunds", ["orderId", "refundedAt", "refunded"], [[text, "2026-01-01", "1"]])).toMatchObject([{ orderExternalId: text }]);
  });

  it("says what to do, in both languages", () => {
    const fault = { field: "phone", problem: "digits-lost" } as const;
    expect(faultWords("zh-CN", fault)).toMatch(/手机号.*文本.*导出/);
    expect(faultWords("en", fault)).toMatch(/Phone.*text.*export/);
  });

  it("leaves a name alone", () => {
    expect(read("members", ["memberId", "nickname"], [["1", "1.5E+3"]])).toMatchObject([{ nickname: "1.5E+3" }]);
  });
});

it("a phone that became a decimal number is the same phone", () => {
  expect(read("members", ["phone"], [["13800138000.0"], ["13800138000"]])).toMatchObject([
    { identity: { externalId: "13800138000" }, phone: "13800138000" },
    { identity: { externalId: "13800138000" }, phone: "13800138000" },
  ]);
  expect(read("orders", ["paidAt", "paid", "phone"], [["2026-01-01", "1", "13800138000.0"]])).toMatchObject([
    { buyer: { externalId: "13800138000", phone: "13800138000" } },
  ]);
});

it("a phone in wide digits is the same phone, for members and buyers", () => {
  const wide = "１３８ ００１３ ８０００";
  expect(read("members", ["phone"], [[wide]])).toMatchObject([{ identity: { externalId: "13800138000" }, phone: "138 0013 8000" }]);
  expect(read("orders", ["paidAt", "paid", "phone"], [["2026-01-01", "1", wide]])).toMatchObject([
    { buyer: { externalId: "13800138000", phone: "138 0013 8000" } },
  ]);
  expect(understood("phone", wide, optionsOf([]))).toBe("13800138000");
});

it.each<ImportKind>(["orders", "refunds", "members", "chat", "costs"])("the headings said again are no row of %s", (kind) => {
  const header = ["编号", "下单时间", "金额"];
  expect(read(kind, ["orderId", "paidAt", "paid"], [header], header)).toEqual([{ field: null, problem: "header-again", rows: 1 }]);
});
