import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { OutgoingBody } from "../channel.ts";
import { WireGroupMsg } from "./sends.wire.ts";
import { isLike, markOfBody, tokenOf, withToken } from "./wecom.mark.ts";

const ID = "0193f1aa-5b5c-7abc-8def-001122334455";
const TOKEN = tokenOf(ID);
const text = (words: string): OutgoingBody => ({ format: "text", text: words });
const card = (url: string): OutgoingBody => ({ format: "link", text: "看看", title: "砂糖橘", summary: "甜", url, cover: null });
const listed = (content: string, attachments: unknown[] = []) => WireGroupMsg.parse({ msgid: "m1", text: { content }, attachments });

describe("the token of a dispatch", () => {
  it("is 22 letters, another for each", () => {
    expect(TOKEN).toMatch(/^[A-Za-z0-9_-]{22}$/);
    fc.assert(fc.property(fc.uuid(), fc.uuid(), (a, b) => (a === b) === (tokenOf(a) === tokenOf(b))));
  });

  it.each([
    ["https://a.cn/x", `https://a.cn/x?qd=${TOKEN}`],
    ["https://a.cn/x?y=1", `https://a.cn/x?y=1&qd=${TOKEN}`],
    ["https://a.cn/x?", `https://a.cn/x?qd=${TOKEN}`],
    ["https://a.cn/x#top", `https://a.cn/x?qd=${TOKEN}#top`],
    ["https://a.cn/%E6%A9%98?y=1#/r?z", `https://a.cn/%E6%A9%98?y=1&qd=${TOKEN}#/r?z`],
  ])("goes into the card's address %s", (url, marked) => {
    expect(withToken(card(url), ID)).toEqual(card(marked));
  });

  it.each([
    ["到货了：https://a.cn/x，快看", `到货了：https://a.cn/x?qd=${TOKEN}，快看`],
    ["(https://a.cn/x).", `(https://a.cn/x?qd=${TOKEN}).`],
    ["https://a.cn 和 https://b.cn", `https://a.cn?qd=${TOKEN} 和 https://b.cn`],
  ])("goes into the first link of %s", (words, marked) => {
    expect(withToken(text(words), ID)).toEqual(text(marked));
  });

  it("goes nowhere without a link, or where it would make the message too long", () => {
    expect(withToken(text("早上好"), ID)).toBeNull();
    expect(withToken(text(`https://a.cn/${"x".repeat(3_980)}`), ID)).toBeNull();
    expect(withToken(card(`https://a.cn/${"x".repeat(2_030)}`), ID)).toBeNull();
  });
});

describe("a listed send", () => {
  const other = "0193f1aa-5b5c-7abc-8def-ffffffffffff";

  it("is ours by the token alone, wherever it stands", () => {
    const attachments = [{ msgtype: "link", link: { title: "别的", url: `https://a.cn/x?qd=${TOKEN}` } }];
    expect(isLike(listed("改过的字", attachments), card("https://a.cn/x"), ID)).toBe(true);
    expect(isLike(listed("看看", attachments), card("https://a.cn/x"), other)).toBe(false);
    expect(isLike(listed(`快看 https://a.cn?qd=${TOKEN}`), text("快看 https://a.cn"), ID)).toBe(true);
  });

  it("without a token is like ours when it says the same and the same hangs on it", () => {
    expect(isLike(listed(" 早上好\r\n到货了 "), text("早上好\n到货了"), ID)).toBe(true);
    expect(isLike(listed("早上好"), text("早上好！"), ID)).toBe(false);
    const pictures: OutgoingBody = { format: "image", text: "早", images: [{ sha256: "a".repeat(64), name: "a" }] };
    expect(isLike(listed("早", [{ msgtype: "image", image: { media_id: "M" } }]), pictures, ID)).toBe(true);
    expect(isLike(listed("早"), pictures, ID)).toBe(false);
    expect(markOfBody(pictures)).not.toBe(markOfBody(text("早")));
  });
});
