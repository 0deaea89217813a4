import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { closeReport, openBatch } from "./batch.rules.ts";
import { compareWithKnown, refOf, tailOf } from "./identity.rules.ts";
import { InboundItem } from "./inbound.contract.ts";
import { countPerGroup, numberPerGroup, orderByMoment } from "./ordering.rules.ts";
import { idOfReport } from "./report-id.actions.ts";
import {
  cleanBody,
  cleanName,
  cleanText,
  FUTURE_LIMIT_MS,
  isValidMessage,
  lengthInCharacters,
  screenItem,
  TEXT_LIMIT,
} from "./validity.rules.ts";

const now = Date.parse("2026-11-22T02:18:00Z");
const groupId = "0198d000-0000-7000-8000-000000000001";

function message(more: Partial<Extract<InboundItem, { kind: "message" }>> = {}): InboundItem {
  return {
    kind: "message",
    source: "test",
    externalId: "m1",
    occurredAt: new Date(now),
    group: { groupId },
    sender: { kind: "web", scope: "", externalId: "p1" },
    format: "text",
    text: "早上好",
    ...more,
  };
}

describe("what is a valid message", () => {
  it.each([
    ["two characters", { seatKind: "member", format: "text", text: "好的" }, true],
    ["one character", { seatKind: "member", format: "text", text: "好" }, false],
    ["one emoji of two halves", { seatKind: "member", format: "text", text: "🍊" }, false],
    ["blanks between", { seatKind: "member", format: "text", text: " 好 \n" }, false],
    ["a picture without words", { seatKind: "member", format: "image", text: "" }, true],
    ["a colleague", { seatKind: "staff", format: "text", text: "到货了" }, false],
    ["a bot", { seatKind: "bot", format: "link", text: "今日到货" }, false],
    ["a grey line", { seatKind: "member", format: "system", text: "加入了群聊" }, false],
  ] as const)("%s", (_, one, valid) => {
    expect(isValidMessage(one)).toBe(valid);
  });
});

describe("cleaning", () => {
  it("leaves only what the database takes and a screen can show, and leaves good text alone", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        fc.array(fc.constantFrom("\u0000", "\uD800", "\uDC00", "\u0007", "好", "\n", "مرحبا", "<script>")),
        (a, b) => {
          const text = cleanText(a + b.join(""));
          expect(text.isWellFormed()).toBe(true);
          expect(text).not.toMatch(/[\u0000-\u0008\u000B\u000C\u000E-\u001F]/); // oxlint-disable-line no-control-regex
          expect(cleanText(text)).toBe(text);
          expect(lengthInCharacters(text)).toBe([...text].length);
        },
      ),
    );
    expect(cleanText("<script>alert(1)</script> مرحبا\n好")).toBe("<script>alert(1)</script> مرحبا\n好");
    expect(cleanName("  店\u202E长\n周禾\u0000 ")).toBe("店长 周禾");
    expect([...cleanName("🍊".repeat(200))]).toHaveLength(60);
  });

  it("keeps cards flat and their addresses openable", () => {
    expect(
      cleanBody({
        title: "猕\u0000猴桃",
        url: "javascript:alert(1)",
        pictureUrl: "/files/a",
        coverUrl: "//evil.example",
        "__proto__ x": 1,
        long: "x".repeat(5_000),
        images: [{ sha256: "ab", url: "data:text/html,x" }],
        n: Number.NaN,
      }),
    ).toEqual({ title: "猕猴桃", pictureUrl: "/files/a", images: [{ sha256: "ab" }] });
  });
});

describe("screening", () => {
  it.each([
    ["a fit message", message(), "pass"],
    ["a day ahead", message({ occurredAt: new Date(now + FUTURE_LIMIT_MS) }), "pass"],
    ["more than a day ahead", message({ occurredAt: new Date(now + FUTURE_LIMIT_MS + 1) }), "future"],
    ["seven days late", message({ occurredAt: new Date(now - 7 * 86_400_000) }), "pass"],
    ["from 1996", message({ occurredAt: new Date("1996-12-31T23:59:59Z") }), "too-old"],
    ["no moment", message({ occurredAt: new Date("x") }), "unreadable"],
    ["NUL in the id", message({ externalId: "a\u0000b" }), "unreadable"],
    ["half a pair in the sender", message({ sender: { kind: "web", scope: "", externalId: "\uD800" } }), "unreadable"],
    ["a book", message({ text: "字".repeat(TEXT_LIMIT + 1) }), "too-long"],
  ] as const)("%s", (_, item, expected) => {
    const screened = screenItem(item, now);
    expect(screened.verdict === "keep" ? screened.reason : "pass").toBe(expected);
  });
});

describe("sameness", () => {
  it("tells a duplicate from a correction by the id's two halves", () => {
    const id = idOfReport(message());
    const later = idOfReport(message({ occurredAt: new Date(now + 5) }));
    const other = idOfReport(message({ externalId: "m2" }));
    expect([tailOf(later), refOf(later)]).toEqual([tailOf(id), refOf(id)]);
    const known = [{ id, ref: refOf(id) }];
    expect(compareWithKnown(id, false, known)).toEqual({ verdict: "duplicate", id });
    expect(compareWithKnown(later, false, known)).toEqual({ verdict: "correction", id });
    expect(compareWithKnown(later, true, known)).toEqual({ verdict: "duplicate", id });
    expect(compareWithKnown(other, false, known)).toEqual({ verdict: "new" });
  });

  it("is judged within a batch too, and every item is settled once", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ id: fc.integer({ min: 0, max: 6 }), late: fc.integer({ min: 0, max: 1 }) }), { maxLength: 30 }),
        (reports) => {
          const items = reports.map((one) => message({ externalId: `m${one.id}`, occurredAt: new Date(now - one.late) }));
          const batch = openBatch(items, now, idOfReport);
          expect(new Set(batch.heard.map((one) => tailOf(one.id))).size).toBe(batch.heard.length);
          expect(batch.heard.length).toBe(new Set(reports.map((one) => one.id)).size);
          for (const one of batch.heard) batch.settled.set(one.index, { verdict: "accepted", id: one.id });
          const report = closeReport(items.length, batch.settled);
          expect(report.accepted + report.duplicates + report.kept).toBe(items.length);
        },
      ),
    );
  });
});

describe("order", () => {
  const moments = fc.array(fc.record({ g: fc.integer({ min: 0, max: 3 }), at: fc.integer({ min: 0, max: 9 }) }), { maxLength: 40 });

  it("is that of the moments, and of arrival where they are the same; numbers are dense in each group", () => {
    fc.assert(
      fc.property(moments, (given) => {
        const heard = given.map(({ g, at }, index) => ({ index, groupId: `g${g}`, item: { occurredAt: new Date(at) } }));
        const ordered = orderByMoment(heard);
        expect(ordered.map((one) => one.index)).toEqual(
          heard.toSorted((a, b) => a.item.occurredAt.getTime() - b.item.occurredAt.getTime() || a.index - b.index).map((one) => one.index),
        );
        const numbered = numberPerGroup(ordered, new Map([["g1", 7]]));
        for (const [id, n] of countPerGroup(ordered)) {
          const from = id === "g1" ? 8 : 1;
          const seqs = numbered.filter((one) => one.message.groupId === id).map((one) => one.seq);
          expect(seqs).toEqual(Array.from({ length: n }, (_, i) => from + i));
        }
      }),
    );
  });
});

describe("the wire", () => {
  it("takes ISO moments, refuses nested bodies, and takes unknown reasons of leaving as unknown", () => {
    const base = { source: "s", externalId: "e", occurredAt: "2026-11-22T10:18:00+08:00", group: { channel: "wecom", externalId: "wr1" } };
    const said = InboundItem.parse({
      ...base,
      kind: "message",
      sender: { kind: "web", scope: "", externalId: "p" },
      format: "text",
      text: "好",
    });
    expect(said.occurredAt.getTime()).toBe(now);
    expect(InboundItem.parse({ ...base, kind: "left", member: { memberId: groupId }, reason: "被踢" })).toMatchObject({
      reason: "unknown",
    });
    const nested = { ...base, kind: "message", sender: { memberId: groupId }, format: "link", text: "", body: { a: { b: { c: 1 } } } };
    expect(InboundItem.safeParse(nested).success).toBe(false);
  });
});
