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
    ["Fruit Admin", true],
    ["FruitAdmin", true],
    ["fruit_admins", true],
    ["Official Shop", true],
    ["Customer Support", true],
    ["Ann (assistant)", true],
    ["shop owner", true],
    ["a d m i n", true],
    ["o.f.f.i.c.i.a.l", true],
    ["Ａ ｄ ｍ ｉ ｎ", true],
    ["Àdmin", true],
    ["off icial 小满", true],
    ["官 方", true],
    ["ownership", false],
    ["badminton fan", false],
    ["supporter", false],
    ["Systematic Lee", false],
    ["Talbot", false],
  ])("%s is reserved: %s", (nickname, expected) =>
    expect(isReservedNickname(nickname, { brandName: "枝上鲜果", staffNames: ["何穗"] })).toBe(expected),
  );
});
