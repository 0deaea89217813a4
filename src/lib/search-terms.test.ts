import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { initialsOf, queryTerms, searchTerms } from "./search-terms.ts";

/** The rule every store follows: each word by one of its sets, whole. */
function fits(text: string, question: string): boolean {
  const terms = new Set(searchTerms(text));
  const words = queryTerms(question);
  return words.length > 0 && words.every((sets) => sets.some((set) => set.every((term) => terms.has(term))));
}

describe("search terms", () => {
  it.each([
    ["河滨·柳岸花园 福利群 03", "柳岸", true],
    ["河滨·柳岸花园 福利群 03", "花", true],
    ["河滨·柳岸花园 福利群 03", "岸柳", false],
    ["河滨·柳岸花园 福利群 03", "柳岸 03", true],
    ["河滨·柳岸花园 福利群 03", "lahy", true],
    ["河滨·柳岸花园 福利群 03", "LAHY 福利", true],
    ["河滨·柳岸花园 福利群 03", "hbl", true],
    ["河滨·柳岸花园 福利群 03", "zzz", false],
    ["FL-1107", "fl-1107", true],
    ["FL-1107", "110", true],
    ["FL-1107", "1108", false],
    ["周禾", "z", true],
    ["周禾", "zh", true],
    ["ＡＢＣ", "abc", true],
    ["Tom 汤姆", "tom", true],
  ])("%s by %s → %s", (text, question, expected) => {
    expect(fits(text, question)).toBe(expected);
  });

  it("has nothing to say to marks alone", () => {
    expect(queryTerms("  ·-%_ ")).toEqual([]);
  });

  it("reads initials in order", () => {
    expect(initialsOf("重庆火锅")).toEqual(["c", "q", "h", "g"]);
  });

  it("finds every text by any part of one of its runs", () => {
    const char = fc.constantFrom(..."河滨柳岸花园福利群abc01");
    fc.assert(
      fc.property(fc.array(char, { minLength: 1, maxLength: 12 }), fc.nat(), fc.nat(), (chars, from, length) => {
        const start = from % chars.length;
        const part = chars.slice(start, start + 1 + (length % chars.length)).join("");
        expect(fits(chars.join(""), part)).toBe(true);
      }),
    );
  });
});
