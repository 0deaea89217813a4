import { describe, expect, test } from "vitest";
import { decideRewording } from "./reword.rules.ts";

const body = (text: string) => ({ format: "text" as const, text });

describe("decideRewording", () => {
  test.each([
    ["keeps the first words", body("今天到货"), null, "今天到货，要的接龙", "今天到货，要的接龙", "今天到货"],
    ["keeps the first ones when changed twice", body("改过一次"), "今天到货", "改过两次", "改过两次", "今天到货"],
    ["goes back by itself when typed as it was", body("改过一次"), "今天到货", "今天到货", "今天到货", null],
    ["goes back when asked", body("改过一次"), "今天到货", null, "今天到货", null],
  ])("%s", (_name, before, draftedText, text, left, kept) => {
    expect(decideRewording({ body: before, draftedText, text })).toEqual({ verdict: "change", body: body(left), draftedText: kept });
  });

  test("changes nothing where nothing differs, and lets no text go out empty", () => {
    expect(decideRewording({ body: body("今天到货"), draftedText: null, text: "今天到货" })).toEqual({ verdict: "same" });
    expect(decideRewording({ body: body("今天到货"), draftedText: null, text: null })).toEqual({ verdict: "same" });
    expect(decideRewording({ body: body("今天到货"), draftedText: null, text: "" })).toEqual({
      verdict: "refuse",
      reason: "nothing-to-say",
    });
    const link = { format: "link" as const, text: "看这里", title: "砂糖橘", summary: "", url: "https://example.com/", cover: null };
    expect(decideRewording({ body: link, draftedText: null, text: "" })).toMatchObject({ verdict: "change", body: { text: "" } });
  });
});
