import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { book, sharedStrings, sheet, zipOf } from "../../testing/books.ts";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { countOf, csv, importOf, reportOf } from "../../testing/imports.ts";
import { listBadRows } from "./report.actions.ts";
import { previewImport } from "./preview.actions.ts";
import { takeUpload } from "./upload.actions.ts";

let test: TestBrand;
beforeAll(async () => {
  test = await openTestBrand();
});
afterAll(() => test.close());

const membersOf = () =>
  test.rows<{ nickname: string; custom: Record<string, string> }>("select nickname, custom from app.members order by nickname");

describe("odd files", () => {
  const codeOf = (bytes: string | Buffer) =>
    takeUpload(test.as(), Readable.from([Buffer.from(bytes)]), { name: "x", kind: null, limitBytes: 1_000_000 }).then(
      () => "none",
      (error: { code?: string }) => error.code,
    );
  it.each([
    ["imports.header-only", "订单号,金额\n"],
    ["imports.header-only", "订单号,金额\r\r,\r"],
    ["sheets.too-many-columns", `${"a,".repeat(16_000)}b\n1\n`],
    ["files.too-large", "x".repeat(1_000_001)],
    ["sheets.empty", ""],
  ])("are refused as %s and leave nothing", async (code, bytes) => {
    const before = await countOf(test, "imports");
    expect(await codeOf(bytes)).toBe(code);
    expect(await countOf(test, "imports")).toBe(before);
  });

  it("with zeros, halves of pairs and too many cells lose those rows only", async () => {
    const file = Buffer.concat([
      Buffer.from("订单号,支付时间,实付,商品\nN1,2026-01-01,1,a\u0000b\nN2,2026-01-01,1,"),
      Buffer.from([0xed, 0xa0, 0x80]),
      Buffer.from(`\nN3,2026-01-01,1,好,多\nN4,2026-01-01,1,${"长".repeat(300)}\nN5,2026-01-01,1,好\n`),
    ]);
    const run = await importOf(test, file);
    expect((await run.run()).counts).toMatchObject({ new: 1, bad: 4 });
    const { items } = await listBadRows(test.as(), { importId: run.id, limit: 50 });
    expect(items.map((one) => one.fault.problem)).toEqual(["unreadable", "unreadable", "cells", "too-long"]);
  });

  it("with nothing but a header are refused as a workbook too", async () => {
    const strings = sharedStrings("<si><t>订单号</t></si><si><t>金额</t></si><si/>");
    const head = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>`;
    const file = await zipOf(book([strings, sheet(`${head}<row r="2"><c r="A2" t="s"><v>2</v></c></row>`)]));
    expect(await codeOf(file)).toBe("imports.header-only");
  });

  it("with a heading that stands twice show both, and lose neither", async () => {
    const long = "很长的一列问卷标题其中前二十个字完全相同";
    const file = csv(`会员编号,昵称,口味,口味,${long}甲,${long}乙`, "D1,桃,甜,酸,一,二", "D2,李,,辣,,");
    const columns = ["memberId", "nickname", "custom", "custom", "custom", "custom"] as const;
    const run = await importOf(test, file, { kind: "members", options: { columns: [...columns] } });
    expect(run.detail.header).toEqual(["会员编号", "昵称", "口味", "口味 (2)", `${long}甲`, `${long}乙`]);
    const shown = await previewImport(test.as(), { importId: run.id, kind: "members", options: run.detail.options });
    expect(shown.rows[0]?.cells).toEqual(["D1", "桃", "甜", "酸", "一", "二"]);
    expect((await run.run()).counts).toMatchObject({ new: 2, bad: 0 });
    expect(await membersOf()).toEqual([
      { nickname: "李", custom: { "口味 (2)": "辣" } },
      { nickname: "桃", custom: { 口味: "甜", "口味 (2)": "酸", [long]: "一", [`${long.slice(0, 16)} (2)`]: "二" } },
    ]);
  });

  it("of orders with two amounts say which one is taken, and keep both in the report of bad rows", async () => {
    const run = await importOf(test, csv("订单号,支付时间,金额,金额", "E1,2026-01-01,5,7", "E2,昨天,5,7"));
    expect(run.detail).toMatchObject({
      header: ["订单号", "支付时间", "金额", "金额 (2)"],
      options: { columns: ["orderId", "paidAt", "paid", null] },
    });
    expect((await run.run()).counts).toMatchObject({ new: 1, bad: 1 });
    expect(await reportOf(test, run.id)).toMatch(/订单号,支付时间,金额,金额 \(2\)\r\n3,[^\r]*,E2,昨天,5,7\r\n$/);
  });

  it("that were put together from several have their header again and again, which is no member", async () => {
    const run = await importOf(test, csv("会员编号,昵称,昵称", "H1,桃,", "会员编号,昵称,昵称", "H2,李,"), { kind: "members" });
    expect((await run.run()).counts).toMatchObject({ new: 2, bad: 1 });
    const { items } = await listBadRows(test.as(), { importId: run.id, limit: 50 });
    expect(items).toMatchObject([{ line: 3, fault: { field: null, problem: "header-again" } }]);
  });

  it("that quote what would run as a formula are read without those quotes, and say the same with them and without", async () => {
    const file = (quote: string) => csv("会员编号,昵称,余额", `F1,${quote}-_-,${quote}-5`, `F2,'${quote}=1,${quote}+86`);
    const options = { columns: ["memberId", "nickname", "custom"] as ("memberId" | "nickname" | "custom")[] };
    expect((await (await importOf(test, file("'"), { kind: "members", options })).run()).counts).toMatchObject({ new: 2, bad: 0 });
    const read = (await membersOf()).filter((one) => "余额" in one.custom);
    expect(read).toEqual([
      { nickname: "'=1", custom: { 余额: "+86" } },
      { nickname: "-_-", custom: { 余额: "-5" } },
    ]);
    const unnumbered = (quote: string) => csv("日期,金额,活动", `2026-01-02,5,${quote}-秋`);
    expect((await (await importOf(test, unnumbered(""), { kind: "costs" })).run()).counts).toMatchObject({ new: 1 });
    expect((await (await importOf(test, unnumbered("'"), { kind: "costs" })).run()).counts).toMatchObject({ new: 0, same: 1 });
  });

  it("whose numbers lost digits lose those rows, with what to do, and merge nobody", async () => {
    const row = (n: number, id: string, at: string) =>
      `<row r="${n}"><c r="A${n}"><v>${id}</v></c><c r="B${n}" t="inlineStr"><is><t>${at}</t></is></c><c r="C${n}"><v>5</v></c></row>`;
    const head = `<row r="1"><c r="A1" t="inlineStr"><is><t>订单号</t></is></c><c r="B1" t="inlineStr"><is><t>支付时间</t></is></c><c r="C1" t="inlineStr"><is><t>实付</t></is></c></row>`;
    const ids = ["1234567890123456781", "1234567890123456782", "1234567890123450000", "1.23456789012345E+18"];
    const run = await importOf(test, await zipOf(book([sheet(head + ids.map((id, i) => row(i + 2, id, `2026-01-0${i + 1}`)).join(""))])));
    expect((await run.run()).counts).toEqual({ read: 4, new: 2, changed: 0, same: 0, bad: 2 });
    expect(
      (await test.rows<{ id: string }>("select external_id as id from app.orders where external_id like '123%' order by 1")).map(
        (one) => one.id,
      ),
    ).toEqual(ids.slice(0, 2));
    expect(await reportOf(test, run.id)).toMatch(/4,订单号[^,]*文本[^,]*,1\.23456789012345E\+18,/);
  });
});
