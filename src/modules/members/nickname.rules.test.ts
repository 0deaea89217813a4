import { describe, expect, it } from "vitest";
import { isReservedNickname } from "./nickname.rules.ts";

describe("a nickname", () => {
  it.each([
    ["小满", false],
    ["店长阿禾", true],
    ["店 长", true],
    ["客·服", true],
    ["枝上鲜果小二", true],
    ["何穗", true],
    ["何穗妈妈", false],
    ["Ａｄｍｉｎ", true],
    ["abbott", false],
    ["群里的bot", true],
    ["阿宁bot1", true],
  ])("%s is reserved: %s", (nickname, expected) =>
    expect(isReservedNickname(nickname, { brandName: "枝上鲜果", staffNames: ["何穗"] })).toBe(expected),
  );
});
