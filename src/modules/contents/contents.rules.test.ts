import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideMove, movesFrom } from "./approval.rules.ts";
import { CLASH_MINUTES, findSlotClashes } from "./columns.rules.ts";
import { diffTexts } from "./diff.rules.ts";
import { findUnknownVariables, renderContent, renderText } from "./variables.rules.ts";
import { findFlaggedWords } from "./words.rules.ts";

describe("variables", () => {
  it.each([
    ["{昵称},早上好!{群名}今天到货", []],
    ["{ 昵称 } 和 {}", []],
    ["{姓名}您好,{群名},{姓名}", ["姓名"]],
    ["{constructor} {__proto__}", ["constructor", "__proto__"]],
    ['JSON: {"a":1}', ['"a":1']],
  ])("of %j unknown are %j", (text, unknown) => expect(findUnknownVariables(text)).toEqual(unknown));

  it("take their value, or their fallback word", () => {
    expect(renderText("{昵称},{群名}有 {成员数} 人", { groupName: "柳岸 03", memberCount: "268" })).toBe("大家,柳岸 03有 268 人");
    const link = {
      format: "link" as const,
      text: "",
      title: "{城市}到货",
      summary: "{星期}",
      url: "https://example.cn/{群名}",
      cover: null,
    };
    expect(renderContent(link, { city: "云溪市", day: "2026-11-22" })).toEqual({ ...link, title: "云溪市到货", summary: "周日" });
  });

  it.each([
    ["{date}, {weekday}", "November 22, Sunday"],
    ["{日期} {星期}", "11 月 22 日 周日"],
    ["Hello {nickname} of {group}", "Hello everyone of Riverside 03"],
  ])("speak the language they are named in: %j", (text, said) => {
    expect(renderText(text, { groupName: "Riverside 03", day: "2026-11-22" })).toBe(said);
  });

  it("never read a value a second time, whatever it holds", () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        expect(renderText("<{群名}>", { groupName: name })).toBe(`<${name || "本群"}>`);
      }),
    );
  });
});

describe("words of the advertising law", () => {
  it.each([
    ["全网最低价,最甜的橙", ["全网最低", "最甜"]],
    ["最近到货,最后 3 箱,最多买 2 件", []],
    ["第一次来的邻居看这里,第一时间通知", []],
    ["销量第一的猕猴桃", ["第一"]],
    ["国家级果园,100%包甜", ["国家级", "100%", "包甜"]],
    ["雪梨煮水润一润", []],
    ["吃了降血压,还能减肥", ["降血压", "减肥"]],
    ["", []],
  ])("in %j are %j", (text, words) => expect(findFlaggedWords(text).map((one) => one.word)).toEqual(words));

  it("stand where they are said to stand, without overlap", () => {
    const parts = fc.constantFrom("最好", "第一", "最近", "全网最低价", "果", "100%", "😀", "治疗");
    fc.assert(
      fc.property(
        fc.array(parts).map((list) => list.join("")),
        (text) => {
          let end = 0;
          for (const { word, at } of findFlaggedWords(text)) {
            expect(text.slice(at, at + word.length)).toBe(word);
            expect(at).toBeGreaterThanOrEqual(end);
            end = at + word.length;
          }
        },
      ),
    );
  });
});

describe("approval", () => {
  const asked = { flaggedWords: 0, acceptsWords: false, isExpired: false };
  it.each([
    [
      { ...asked, move: "submit" as const, state: "draft" as const },
      { verdict: "move", to: "pending" },
    ],
    [
      { ...asked, move: "approve" as const, state: "pending" as const },
      { verdict: "move", to: "approved" },
    ],
    [
      { ...asked, move: "approve" as const, state: "retired" as const },
      { verdict: "refuse", reason: "wrong-state" },
    ],
    [
      { ...asked, move: "approve" as const, state: "pending" as const, flaggedWords: 1 },
      { verdict: "refuse", reason: "words-flagged" },
    ],
    [
      { ...asked, move: "approve" as const, state: "pending" as const, flaggedWords: 1, acceptsWords: true },
      { verdict: "move", to: "approved" },
    ],
    [
      { ...asked, move: "approve" as const, state: "pending" as const, isExpired: true },
      { verdict: "refuse", reason: "expired" },
    ],
    [
      { ...asked, move: "restore" as const, state: "retired" as const, isExpired: true },
      { verdict: "move", to: "draft" },
    ],
  ])("%j → %j", (input, decision) => expect(decideMove(input)).toEqual(decision));

  it("offers deciding only to who may decide", () => {
    expect(movesFrom("pending", false)).toEqual(["withdraw", "retire"]);
    expect(movesFrom("pending", true)).toEqual(["approve", "reject", "withdraw", "retire"]);
  });
});

describe("clashes of slots", () => {
  it("are pairs of neighbours closer than the limit, whatever the order they come in", () => {
    const slot = fc.record({
      columnId: fc.constantFrom("a", "b", "c"),
      weekday: fc.integer({ min: 1, max: 7 }),
      minute: fc.integer({ min: 0, max: 1439 }),
    });
    fc.assert(
      fc.property(fc.array(slot, { maxLength: 12 }), (slots) => {
        const clashes = findSlotClashes(slots);
        expect(findSlotClashes([...slots].reverse())).toEqual(clashes);
        for (const { first, second } of clashes) {
          expect(first.weekday).toBe(second.weekday);
          expect(second.minute - first.minute).toBeLessThan(CLASH_MINUTES);
        }
        const close = slots.some((one, i) =>
          slots.some((two, j) => i < j && one.weekday === two.weekday && Math.abs(one.minute - two.minute) < CLASH_MINUTES),
        );
        expect(clashes.length > 0).toBe(close);
      }),
    );
  });
});

describe("a difference of texts", () => {
  it("holds both texts, and nothing but what they share is kept", () => {
    const text = fc.string({ unit: fc.constantFrom("橙", "到", "货", "a", "\n", "😀"), maxLength: 30 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const parts = diffTexts(before, after);
        const of = (kind: "added" | "removed") =>
          parts
            .filter((part) => part.kind === "same" || part.kind === kind)
            .map((part) => part.text)
            .join("");
        expect(of("removed")).toBe(before);
        expect(of("added")).toBe(after);
      }),
    );
    expect(diffTexts("今天到货", "今天不到货")).toEqual([
      { kind: "same", text: "今天" },
      { kind: "added", text: "不" },
      { kind: "same", text: "到货" },
    ]);
  });
});
