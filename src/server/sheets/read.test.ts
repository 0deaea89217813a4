import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { book, cellsOf, codeOf, inPieces, rowsOf, sharedStrings, sheet, zipOf } from "../../testing/books.ts";
import { heldBytes } from "./bytes.ts";
import { isDateFormat, numberText, serialText } from "./serials.ts";
import { sniffSheet } from "./sniff.ts";
import { PackedStrings } from "./strings.ts";

/** 订单号,金额 / 甲,一 in GBK. */
const gbk = Buffer.from([0xb6, 0xa9, 0xb5, 0xa5, 0xba, 0xc5, 0x2c, 0xbd, 0xf0, 0xb6, 0xee, 0x0a, 0xbc, 0xd7, 0x2c, 0xd2, 0xbb, 0x0a]);
const wide = (text: string, big: boolean) => {
  const bytes = Buffer.from(text, "utf16le");
  return big ? Buffer.from(bytes).swap16() : bytes;
};

describe("CSV", () => {
  it.each([
    ["UTF-8 with its mark", Buffer.from("\uFEFF甲,乙\n1,2\n")],
    ["semicolons", Buffer.from("甲;乙\n1;2\n")],
    ["tabs and CRLF", Buffer.from("甲\t乙\r\n1\t2\r\n")],
    ["UTF-16 LE with its mark", Buffer.concat([Buffer.from([0xff, 0xfe]), wide("甲,乙\n1,2\n", false)])],
    ["UTF-16 BE with its mark", Buffer.concat([Buffer.from([0xfe, 0xff]), wide("甲,乙\n1,2\n", true)])],
    ["UTF-16 LE bare", wide("甲,乙\n1,2\n11,22\n", false)],
    ["gz", gzipSync("甲,乙\n1,2\n")],
  ])("reads %s", async (_name, bytes) => {
    const [head, first] = await cellsOf(bytes);
    expect([head, first]).toEqual([
      ["甲", "乙"],
      ["1", "2"],
    ]);
  });

  it("reads GBK", async () => {
    expect(await cellsOf(gbk)).toEqual([
      ["订单号", "金额"],
      ["甲", "一"],
    ]);
  });

  it("reads characters of four bytes in GB18030, wherever the bytes are parted", async () => {
    const first = Buffer.from([0x95, 0x32, 0x82, 0x36]);
    const last = Buffer.from([0x94, 0x39, 0xfc, 0x36]);
    const bytes = Buffer.concat([gbk, first, Buffer.from(","), last, Buffer.from([0xb0, 0xa1, 0x0a])]);
    const expected = [
      ["订单号", "金额"],
      ["甲", "一"],
      ["𠀀", "😀啊"],
    ];
    expect(await sniffSheet(heldBytes(bytes))).toMatchObject({ encoding: "gb18030" });
    for (const length of [1, 2, 3, 5]) expect(await cellsOf(inPieces(bytes, length))).toEqual(expected);
  });

  it("knows the line a row begins on, over cells of several lines, and leaves blank rows out", async () => {
    expect(await rowsOf(Buffer.from('a,b\n"x\ny",1\n,\n\nz,2'))).toEqual([
      { line: 1, cells: ["a", "b"] },
      { line: 2, cells: ["x\ny", "1"] },
      { line: 6, cells: ["z", "2"] },
    ]);
  });

  it("gives back whatever cells were written, in any mark between them and any encoding", async () => {
    const cell = fc.string({ unit: fc.constantFrom("a", "中", "订", ",", ";", "\t", '"', "\n", " ", "é", "😀", "1"), maxLength: 12 });
    const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom(",", ";", "\t"), fc.constantFrom("utf8", "utf16le", "gz"), async (rows, mark, encoding) => {
        const written = [["甲", "乙", "丙"], ...rows]
          .map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(mark))
          .join("\n");
        const bytes =
          encoding === "utf16le"
            ? Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(written, "utf16le")])
            : encoding === "gz"
              ? gzipSync(written)
              : Buffer.from(written);
        const kept = rows.filter((row) => row.some((one) => one.trim() !== ""));
        expect((await cellsOf(bytes)).slice(1)).toEqual(kept);
      }),
      { numRuns: 60 },
    );
  });
});

describe("line ends of CSV", () => {
  const ends = ["\r\n", "\n", "\r"];
  it.each([
    ["CRLF after the header, LF after the rest", "甲,乙\r\n1,2\n3,4\n"],
    ["LF after the header, CRLF after the rest", "甲,乙\n1,2\r\n3,4\r\n"],
    ["CR alone", "甲,乙\r1,2\r3,4\r"],
    ["CR alone, semicolons", "甲;乙\r1;2\r3;4"],
  ])("%s", async (_name, text) => {
    expect(await rowsOf(Buffer.from(text))).toEqual([
      { line: 1, cells: ["甲", "乙"] },
      { line: 2, cells: ["1", "2"] },
      { line: 3, cells: ["3", "4"] },
    ]);
  });

  it("of any mixture read back, in cells too, however the bytes come, with the line each row begins on", async () => {
    const cell = fc.string({ unit: fc.constantFrom("a", "中", ",", '"', "\n", "\r", "\r\n", " ", "1"), maxLength: 8 });
    const row = fc.record({ cells: fc.tuple(cell, cell), end: fc.constantFrom(...ends), isBare: fc.boolean() });
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const written = (text: string, isBare: boolean) => (isBare && /^[^",\r\n]+$/.test(text) ? text : quoted(text));
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 12 }),
        fc.constantFrom(...ends),
        fc.integer({ min: 1, max: 7 }),
        async (rows, end, length) => {
          let line = 2;
          const expected = rows.map(({ cells }) => {
            const at = line;
            line += 1 + cells.join("|").split(/\r\n|\r|\n/).length - 1;
            return { line: at, cells };
          });
          const body = rows.map(({ cells, end: own, isBare }) => cells.map((one) => written(one, isBare)).join(",") + own).join("");
          const read = await rowsOf(inPieces(Buffer.from(`甲,乙${end}${body}`), length));
          expect(read).toEqual([
            { line: 1, cells: ["甲", "乙"] },
            ...expected.filter((one) => one.cells.some((text) => text.trim() !== "")),
          ]);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe("XLSX", () => {
  it("reads shared, inline and formula texts, days by their format, numbers as people write them", async () => {
    const strings = sharedStrings("<si><t>订单号</t></si><si><r><t>红</t></r><r><t>富士</t></r><rPh><t>hong</t></rPh></si>");
    const rows = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>时间</t></is></c><c r="C1" t="str"><f>A1</f><v>金额</v></c></row>
      <row r="4"><c r="A4" t="s"><v>1</v></c><c r="B4" s="1"><v>45983.336805555555</v></c><c r="C4"><v>11.770000000000001</v></c><c r="E4" s="2"><v>45983</v></c><c r="F4" t="b"><v>1</v></c></row>`;
    expect(await rowsOf(await zipOf(book([strings, sheet(rows)])))).toEqual([
      { line: 1, cells: ["订单号", "时间", "金额"] },
      { line: 4, cells: ["红富士", "2025-11-22 08:05:00", "11.77", "", "2025-11-22", "TRUE"] },
    ]);
  });

  it("reads shared texts that are empty or not there as empty cells in their places", async () => {
    const strings = sharedStrings("<si><t>甲</t></si><si/><si><t/></si><si><t></t></si><si><t xml:space='preserve'> </t></si>");
    const cell = (place: string, n: number | string) => `<c r="${place}" t="s"><v>${n}</v></c>`;
    const rows = `<row r="1">${cell("A1", 1)}${cell("B1", 0)}${cell("C1", 2)}${cell("D1", 3)}${cell("E1", 0)}</row>
      <row r="2">${cell("A2", 9)}<c r="B2" t="s"/><c r="C2" t="s"><v/></c>${cell("D2", 0)}${cell("E2", "")}</row>
      <row r="3">${cell("A3", 1)}${cell("B3", 4)}</row>`;
    expect(await rowsOf(await zipOf(book([strings, sheet(rows)])))).toEqual([
      { line: 1, cells: ["", "甲", "", "", "甲"] },
      { line: 2, cells: ["", "", "", "甲"] },
    ]);
  });

  it("counts days from 1904 where the book does", async () => {
    const rows = `<row r="1"><c r="A1" s="2"><v>44521</v></c></row>`;
    expect(await cellsOf(await zipOf(book([sheet(rows)], 'date1904="1"')))).toEqual([["2025-11-22"]]);
  });

  it.each([
    [1, "1900-01-01"],
    [59, "1900-02-28"],
    [61, "1900-03-01"],
    [0.5, "12:00:00"],
    [45983.336805555555, "2025-11-22 08:05:00"],
  ])("reads day %d as %s", (serial, text) => expect(serialText(serial)).toBe(text));

  it("tells formats of days from formats of numbers", () => {
    expect([14, 22, 47].map((id) => isDateFormat(id, undefined))).toEqual([true, true, true]);
    expect(
      ["yyyy-mm-dd", "[$-804]m月d日", "h:mm", '0.00"元"', "General", "0.00E+00", "#,##0", "@"].map((code) => isDateFormat(164, code)),
    ).toEqual([true, true, true, false, false, false, false, false]);
  });

  it.each([
    ["13800138000", "13800138000"],
    ["1.3800138E10", "13800138000"],
    ["13800138000.0", "13800138000"],
    ["0.1", "0.1"],
    ["11.770000000000001", "11.77"],
    ["-5", "-5"],
    ["9007199254740993", "9007199254740993"],
    ["1.234567890123456E15", "1234567890123456"],
    ["1234567890123456789", "1234567890123456789"],
    ["123456789012345678901234567890", "123456789012345678901234567890"],
  ])("keeps what the file holds: %s is %s", (text, shown) => expect(numberText(text)).toBe(shown));

  it.each([
    ["1234567890123450000", "1.23456789012345E+18"],
    ["1234567890123450", "1.23456789012345E+15"],
    ["1.23456789012345E+18", "1.23456789012345E+18"],
    ["1234567890123456800", "1.2345678901234568E+18"],
    ["1.2345678901234568E+18", "1.2345678901234568E+18"],
    ["1E+18", "1E+18"],
    ["4.2E+27", "4.2E+27"],
  ])("shows that digits were lost: %s is %s", (text, shown) => expect(numberText(text)).toBe(shown));

  it("keeps many texts of any length in order, most of them in a file that nobody finds", () => {
    const folder = mkdtempSync(join(tmpdir(), "qunce-strings-"));
    const strings = new PackedStrings({ folder });
    const texts = Array.from({ length: 60_000 }, (_, i) =>
      i % 7 === 0 ? "" : `文字 ${i} ${"长".repeat(i % 5_003 === 0 ? 200_000 : i % 50)}`,
    );
    for (const text of texts) strings.add(text);
    expect(readdirSync(folder)).toEqual([]);
    const order = [...texts.keys(), ...texts.keys().filter((i) => i % 13 === 0)].concat([59_999, 0, 30_000, 1]);
    expect(order.filter((i) => strings.get(i) !== texts[i])).toEqual([]);
    expect(strings.get(texts.length)).toBe("");
    strings.close();
    rmSync(folder, { recursive: true });
  });
});

describe("what is no table", () => {
  const compound = (name: string) =>
    Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(600), Buffer.from(name, "utf16le")]);
  it.each([
    ["sheets.empty", Buffer.alloc(0)],
    ["sheets.locked", compound("EncryptedPackage")],
    ["sheets.xls", compound("Workbook")],
    ["sheets.not-a-table", Buffer.from("%PDF-1.7 …")],
    ["sheets.not-a-table", Buffer.alloc(1_000)],
    ["sheets.html", Buffer.from("<html><table></table></html>")],
    ["sheets.packed-twice", gzipSync(gzipSync("a,b"))],
    ["sheets.gz-broken", gzipSync("a,b\n".repeat(1_000)).subarray(0, 20)],
    ["sheets.quote-open", Buffer.from('a,b\n"1,2\n3,4\n')],
    ["sheets.row-too-long", Buffer.from(`a,b\n1,${"x".repeat(10_000_000)}\n`)],
  ])("is refused as %s", async (code, bytes) => expect(await codeOf(bytes)).toBe(code));

  it("is refused as an archive, a document of another sort, or damaged", async () => {
    expect(await codeOf(await zipOf([{ name: "a.txt", text: "x" }]))).toBe("sheets.zip");
    expect(await codeOf(await zipOf([{ name: "content.xml", text: "<x/>" }]))).toBe("sheets.ods");
    const whole = await zipOf(book([sheet(`<row r="1"><c r="A1"><v>1</v></c></row>`)]));
    expect(await codeOf(whole.subarray(0, whole.length - 30))).toBe("sheets.zip-broken");
    expect(await codeOf(await zipOf(book([sheet("<row><c></row>")])))).toBe("sheets.xlsx-broken");
    expect(await codeOf(await zipOf(book([sheet(`<row r="1"><c r="A1"><v>&lol;</v></c></row>`)])))).toBe("sheets.xlsx-broken");
    expect(await codeOf(await zipOf(book([sheet(`<row r="1"><c r="XFD1"><v>1</v></c></row>`)])))).toBe("sheets.too-many-columns");
  });

  it("is refused where it unpacks to a thousand times its size", async () => {
    expect(await codeOf(gzipSync(`${"0".repeat(999)}\n`.repeat(50_000)))).toBe("sheets.bomb");
    expect(await codeOf(await zipOf(book([sheet(`<x>${" ".repeat(1_000_000)}</x>`.repeat(50))])))).toBe("sheets.bomb");
  });
});
