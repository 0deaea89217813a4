import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { csvText, harmless, unguarded } from "./csv.ts";

describe("csv", () => {
  it.each([
    ["=1+1", "'=1+1"],
    ["  =cmd|' /C calc'!A0", "'  =cmd|' /C calc'!A0"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["+86", "'+86"],
    ["-2", "'-2"],
    ["＝1+1", "'＝1+1"],
    ["\t=1", "'\t=1"],
    ["\u0001=1+1", "'\u0001=1+1"],
    ["\u200B@SUM(A1)", "'\u200B@SUM(A1)"],
    ['他说"好", 再见', '"他说""好"", 再见"'],
    ["两\n行", '"两\n行"'],
    ["福利群 01", "福利群 01"],
  ])("%j → %j", (text, expected) => {
    expect(csvText([[text]])).toBe(`\uFEFF${expected}\r\n`);
  });

  it("takes back the quote it gave, and no other", () => {
    const text = fc.string({ unit: fc.constantFrom("'", "=", "-", "5", " ", "\t", "\r", "\u0001", "中"), maxLength: 6 });
    fc.assert(
      fc.property(text, (one) => {
        expect(unguarded(harmless(one))).toBe(one);
      }),
    );
    expect(["'-5", "''=1", "'=1'", "'好'", "it's", "'"].map(unguarded)).toEqual(["-5", "'=1", "=1'", "'好'", "it's", "'"]);
  });

  it("leaves numbers and holes alone", () => {
    expect(csvText([[-1.5, null, 0]])).toBe("\uFEFF-1.5,,0\r\n");
  });
});
