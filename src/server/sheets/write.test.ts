import { buffer } from "node:stream/consumers";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import readWorkbook from "read-excel-file/node";
import { describe, expect, it } from "vitest";
import { cellsOf } from "../../testing/books.ts";
import type { Cell, Table, TableColumn } from "./table.ts";
import { writeCsv } from "./write-csv.ts";
import { writeXlsx } from "./write-xlsx.ts";

const zone = "Asia/Shanghai";
async function* batches(rows: readonly (readonly Cell[])[], size: number) {
  for (let at = 0; at < rows.length; at += size) yield rows.slice(at, at + size);
}
const tableOf = (columns: readonly TableColumn[], rows: readonly (readonly Cell[])[], size = 3): Table => ({
  name: "会员",
  columns,
  rows: batches(rows, size),
  zone,
});
const texts: readonly TableColumn[] = [
  { title: "昵称", kind: "text" },
  { title: "备注", kind: "text" },
];
const csvRows = async (table: Table) => parse(await buffer(writeCsv(table)), { bom: true }) as string[][];
const sheetsOf = async (table: Table, sheetRows?: number) => readWorkbook(await buffer(writeXlsx(table, sheetRows)));

/** What no eye sees and some programs drop. */
const unseen = fc.string({
  unit: fc.constantFrom("\u0000", "\u0001", "\u001F", "\u007F", "\u0085", "\u200B", "\uFEFF", "\uFFFE", "\uFFFF", " "),
  maxLength: 3,
});
/** Text as people and attackers write it. */
const anyText = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 30 }),
  fc
    .tuple(
      unseen,
      fc.constantFrom("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", " =", "\n@", "　＝"),
      fc.string({ maxLength: 10 }),
    )
    .map((parts) => parts.join("")),
);
const isFormula = (text: string) => /^[\s\p{Cc}\p{Cf}\uFFFE\uFFFF]*[=+\-@\t\r＝＋－＠]/u.test(text);
/** What an XML document can hold of a text. */
const held = (text: string) => text.replace(/[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]/gu, "").replace(/\r\n?/g, "\n");

describe("a written table", () => {
  const columns: readonly TableColumn[] = [
    { title: "群名", kind: "text" },
    { title: "成员", kind: "count" },
    { title: "成交（元）", kind: "fen" },
    { title: "互动率", kind: "share" },
    { title: "付款时间", kind: "moment" },
    { title: "日期", kind: "day" },
  ];
  const rows: Cell[][] = [
    ["鲜果福利群 01", 203, -123_450, 0.125, "2026-11-22T15:59:59.000Z", "2026-11-22"],
    ["=HYPERLINK(1)", null, 0, null, null, null],
    ["两\n行，<b>&\"'", 0, 1, 1, "2026-11-22T16:00:00.000Z", "2024-02-29"],
  ];

  it("keeps numbers numbers and dates dates of the brand's zone, in a workbook that another program opens", async () => {
    const [sheet] = await sheetsOf(tableOf(columns, rows));
    expect(sheet?.sheet).toBe("会员");
    expect(sheet?.data).toEqual([
      columns.map((column) => column.title),
      ["鲜果福利群 01", 203, -1234.5, 0.125, new Date("2026-11-22T23:59:59.000Z"), new Date("2026-11-22T00:00:00.000Z")],
      ["'=HYPERLINK(1)", null, 0, null, null, null],
      ["两\n行，<b>&\"'", 0, 0.01, 1, new Date("2026-11-23T00:00:00.000Z"), new Date("2024-02-29T00:00:00.000Z")],
    ]);
  });

  it("says the same as CSV", async () => {
    expect(await csvRows(tableOf(columns, rows))).toEqual([
      columns.map((column) => column.title),
      ["鲜果福利群 01", "203", "-1234.5", "0.125", "2026-11-22 23:59:59", "2026-11-22"],
      ["'=HYPERLINK(1)", "", "0", "", "", ""],
      ["两\n行，<b>&\"'", "0", "0.01", "1", "2026-11-23 00:00:00", "2024-02-29"],
    ]);
  });

  it("goes on in another sheet where one is full, each with its head", async () => {
    const many = Array.from({ length: 25 }, (_, n) => [`群 ${n}`, ""]);
    const sheets = await sheetsOf(tableOf(texts, many, 7), 11);
    expect(sheets.map((one) => [one.sheet, one.data.length])).toEqual([
      ["会员", 11],
      ["会员 2", 11],
      ["会员 3", 6],
    ]);
    expect(sheets.flatMap((one) => one.data.slice(1).map((row) => row[0]))).toEqual(many.map((row) => row[0]));
    expect((await sheetsOf(tableOf(texts, many.slice(0, 10)), 11)).map((one) => one.data.length)).toEqual([11]);
    expect((await sheetsOf(tableOf(texts, [])))[0]?.data).toEqual([["昵称", "备注"]]);
  });

  it("ends with the error of its rows, half written", async () => {
    async function* broken() {
      yield [["a", "b"]];
      throw new Error("gone");
    }
    for (const write of [writeCsv, writeXlsx]) {
      const stream = write({ ...tableOf(texts, []), rows: broken() });
      await new Promise((resolve) => setTimeout(resolve, 20));
      await expect(buffer(stream)).rejects.toThrow("gone");
    }
  });

  it("lets no text begin as a formula, in either format, and loses no other", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(anyText, anyText), { minLength: 1, maxLength: 8 }), async (pairs) => {
        const csv = (await csvRows(tableOf(texts, pairs))).slice(1);
        const xlsx = (await sheetsOf(tableOf(texts, pairs)))[0]?.data.slice(1) ?? [];
        pairs.forEach((pair, row) =>
          pair.forEach((text, column) => {
            const safe = isFormula(text) ? `'${text}` : text;
            expect(isFormula(csv[row]?.[column] ?? "")).toBe(false);
            expect(csv[row]?.[column]).toBe(safe);
            const shown = String(xlsx[row]?.[column] ?? "");
            expect(isFormula(shown)).toBe(false);
            const kept = isFormula(held(text)) ? `'${held(text)}` : held(text);
            expect(shown.replace(/\s/g, "")).toBe(kept.replace(/\s/g, ""));
          }),
        );
      }),
      { numRuns: 150 },
    );
  });

  it("comes back as the same cells when it is imported, in either format", async () => {
    const count = fc.oneof(fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 }), fc.constant(null));
    const fen = fc.oneof(fc.integer({ min: -10_000_000_000, max: 10_000_000_000 }), fc.constant(null));
    const at = fc.date({ min: new Date("1997-01-01"), max: new Date("2099-12-31"), noInvalidDate: true });
    const row = fc.tuple(anyText, fc.constantFrom("'=1", "'-5", "''", "'", "it's", "''+1"), count, fen, at);
    // So long that the few control characters below do not make the file look like a program.
    const columns = (["text", "text", "count", "fen", "moment", "day"] as const).map((kind) => ({
      title: `列 ${kind}`.padEnd(400, "。"),
      kind,
    }));
    const wall = (moment: Date) => new Date(moment.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace("T", " ");
    const shown = (moment: string) => (moment.endsWith(" 00:00:00") ? moment.slice(0, 10) : moment);
    const digits = (value: number | null) => (value === null ? "" : String(value === 0 ? 0 : value));
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 6 }), async (rows) => {
        const table = () =>
          tableOf(
            columns,
            rows.map(([any, quoted, n, money, moment]) => {
              const whole = new Date(Math.floor(moment.getTime() / 1_000) * 1_000).toISOString();
              return [any, quoted, n, money, whole, whole.slice(0, 10)];
            }),
          );
        const expected = (text: (any: string) => string, time: (wall: string) => string) =>
          rows.map(([any, quoted, n, money, moment]) => [
            text(any),
            quoted,
            digits(n),
            money === null ? "" : digits(money / 100),
            time(wall(moment)),
            moment.toISOString().slice(0, 10),
          ]);
        expect((await cellsOf(await buffer(writeCsv(table())))).slice(1)).toEqual(
          expected(
            (any) => any,
            (time) => time,
          ),
        );
        expect((await cellsOf(await buffer(writeXlsx(table())))).slice(1)).toEqual(expected(held, shown));
      }),
      { numRuns: 60 },
    );
  });
});
