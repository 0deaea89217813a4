import { describe, expect, test } from "vitest";
import { hasTurningMarks, isBlank, isPlain, lengthOf } from "./plain-text.ts";

describe("plain text", () => {
  test.each([
    ["小满", 2],
    ["👨‍👩‍👧", 5],
    ["𠮷野家", 3],
    ["", 0],
  ])("length of %s is %i", (text, length) => expect(lengthOf(text)).toBe(length));

  test.each([
    ["脐橙还有吗\n下班想接两份\t谢谢", true],
    ["<script>alert(1)</script>", true],
    ["a\u0000b", false],
    ["\ud83d", false],
    ["a\udc00", false],
    ["\u001b[31m", false],
    ["\u0085", false],
  ])("%j is plain: %s", (text, plain) => expect(isPlain(text)).toBe(plain));

  test.each([
    ["店长\u202e禾阿", true],
    ["\u2066店长", true],
    ["店长阿禾", false],
  ])("%j turns its reader: %s", (text, turns) => expect(hasTurningMarks(text)).toBe(turns));

  test.each([
    [" \u200b\u3164\u2800 ", true],
    ["小满", false],
    ["👨‍👩‍👧", false],
    ["", true],
  ])("%j is blank: %s", (text, blank) => expect(isBlank(text)).toBe(blank));
});
