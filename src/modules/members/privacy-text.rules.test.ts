import { expect, it } from "vitest";
import { eraseFacts, marketingNote, marketingSentence, privacyNotice } from "./privacy-text.rules.ts";

const facts = { brandName: "河滨好物", messageTextDays: 90, quietFromMinute: 1350, quietToMinute: 420, contact: "" };
const sameText = (text: string) => text;

it.each([
  ["hours over night", facts, "，22:30–7:00 不发"],
  ["the same time twice", { ...facts, quietFromMinute: 420 }, ""],
])("promises quiet hours where there are some: %s", (_name, one, promise) => {
  expect(marketingSentence(one, sameText, "zh-CN").body).toBe(`愿意单独收到河滨好物的活动与优惠消息${promise}`);
  expect(marketingNote(one, "zh-CN")).toBe(`单独发给你的活动与优惠${promise}`);
});

it("says the same in English, without a word of Chinese", () => {
  const one = { ...facts, brandName: "Orchard Lane", contact: "Nora" };
  const { body } = privacyNotice(one, sameText, "en");
  expect(body).toHaveLength(privacyNotice(one, sameText, "zh-CN").body.length);
  const all = JSON.stringify([body, marketingSentence(one, sameText, "en"), marketingNote(one, "en"), eraseFacts("en")]);
  expect(all).toContain("never between 22:30 and 7:00");
  expect(all).not.toMatch(/[\u3000-\u9fff\uff00-\uffef]/);
});
