import { describe, expect, it } from "vitest";
import { findFilled, wordsToCopy } from "./filled.rules.ts";

const marked = (template: string, filled: string) =>
  findFilled(template, filled)
    .map((part) => (part.variable ? `[${part.text}]` : part.text))
    .join("");

describe("the variables in a filled text", () => {
  it.each([
    ["{群名}的邻居们，今天 {日期} 开抢", "听松里的邻居们，今天 11 月 22 日 开抢", "[听松里]的邻居们，今天 [11 月 22 日] 开抢"],
    ["{昵称}好", "大家好", "[大家]好"],
    ["没有变量", "没有变量", "没有变量"],
    ["{城市}{群名}", "本地听松里", "[本地听松里]"],
    ["价格 (¥29.90)? {群主}", "价格 (¥29.90)? 周禾", "价格 (¥29.90)? [周禾]"],
    ["第一行\n{群名}", "第一行\n听松里", "第一行\n[听松里]"],
    ["只有{别的词}", "只有{别的词}", "只有{别的词}"],
    ["{群名}改过了", "完全不同的话", "完全不同的话"],
  ])("%s", (template, filled, expected) => {
    expect(marked(template, filled)).toBe(expected);
  });
});

it("copies a card as its text, title and address", () => {
  const card = { format: "link" as const, text: "12 点开抢", title: "砂糖橘", summary: "5 斤", url: "https://a.cn/1", cover: null };
  expect(wordsToCopy(card)).toBe("12 点开抢\n砂糖橘\nhttps://a.cn/1");
  expect(wordsToCopy({ ...card, text: "" })).toBe("砂糖橘\nhttps://a.cn/1");
});
