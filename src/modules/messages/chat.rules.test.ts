import { describe, expect, test } from "vitest";
import { badgeOf, type ChatRow, decidePace, dressMessage, type SpeakerRow } from "./chat.rules.ts";
import { catchUp, frameMessages, frameText, growBack, growRoom, type Kept, type Room } from "./live-room.rules.ts";

const now = 1_000_000;
const row: ChatRow = {
  id: "m",
  groupId: "g",
  seq: 1,
  sentAt: "2026-11-22T02:18:00.000Z",
  memberId: "p",
  seatKind: "member",
  senderName: "阿安",
  format: "text",
  text: "好的",
  body: null,
  removedAt: null,
};
const speaker: SpeakerRow = { groupId: "g", memberId: "p", seatId: "s", avatar: null, isErased: false, role: null, duty: null };
const dress = (over: Partial<ChatRow>, who: Partial<SpeakerRow> | null = {}) =>
  dressMessage(
    { ...row, ...over },
    {
      speaker: who ? { ...speaker, ...who } : undefined,
      fileUrl: (sha256) => `/files/${sha256.slice(0, 4)}`,
      sizeOf: () => ({ width: 3, height: 2 }),
    },
  );

describe("decidePace", () => {
  test.each([
    ["a first word", [], "go"],
    ["five in a row", [0, 1, 2, 3, 4].map((s) => now - s * 1_000), "go"],
    ["a seventh in ten seconds", [0, 1, 2, 3, 4, 5].map((s) => now - s * 1_000), { verdict: "wait", retryAfterMs: 5_000 }],
    ["a seventh after ten seconds", [1, 2, 3, 4, 5, 10].map((s) => now - s * 1_000), "go"],
    [
      "a thirty-first in two minutes",
      Array.from({ length: 30 }, (_, i) => now - 11_000 - i * 3_000),
      { verdict: "wait", retryAfterMs: 22_000 },
    ],
  ])("%s", (_name, spoken, expected) => {
    expect(decidePace(spoken, now)).toEqual(expected === "go" ? { verdict: "go" } : expected);
  });
});

test("badges are short duties", () => {
  expect(badgeOf("owner", "店长")).toBe("店长");
  expect(badgeOf("admin", "每天早上八点发接龙并回复")).toBeNull();
  expect(badgeOf("koc", null)).toBeNull();
  expect(badgeOf(null, "店长")).toBeNull();
});

describe("dressMessage", () => {
  const sha256 = "a".repeat(64);
  test.each([
    [{}, { kind: "text", text: "好的" }],
    [
      { format: "image", body: { sha256, width: 40, height: 30 } },
      { kind: "picture", url: "/files/aaaa", width: 40, height: 30 },
    ],
    [
      { format: "image", body: { sha256, name: "橙子.jpg" } },
      { kind: "picture", url: "/files/aaaa", width: 3, height: 2 },
    ],
    [
      { format: "image", body: { sha256: "../../etc/passwd" }, text: "" },
      { kind: "missing", format: "image" },
    ],
    [
      { format: "link", body: { url: "https://a.cn", title: "选橙", note: "三步", cover: sha256 } },
      { kind: "link", url: "https://a.cn", title: "选橙", note: "三步", pictureUrl: "/files/aaaa", label: null, foot: null },
    ],
    [
      { format: "system", text: "欢迎新邻居" },
      { kind: "notice", text: "欢迎新邻居" },
    ],
    [
      { format: "video", text: "" },
      { kind: "missing", format: "video" },
    ],
    [{ removedAt: row.sentAt }, { kind: "removed", reason: "guarded" }],
  ] satisfies [Partial<ChatRow>, unknown][])("%o", (over, body) => {
    expect(dress(over).body).toEqual(body);
  });

  test("the words of the erased are gone as erased, and their sender is who sat there", () => {
    expect(dress({ removedAt: row.sentAt }, { isErased: true })).toMatchObject({
      body: { kind: "removed", reason: "erased" },
      sender: { id: "s" },
    });
    expect(dress({ seatKind: "bot", memberId: null, senderName: "小枝" }, null).sender).toMatchObject({
      id: "bot:小枝",
      kind: "bot",
      badge: null,
    });
  });
});

describe("a room", () => {
  const kept = (from: number, to: number): Kept[] =>
    Array.from({ length: to - from + 1 }, (_, i) => ({ seq: from + i, id: `m${from + i}`, json: `{"seq":${from + i}}` }));
  const room = (lastSeq: number, messages: Kept[] = []): Room => ({ groupId: "g", lastSeq, kept: messages });

  test("grows without a hole, and begins anew behind one", () => {
    const one = room(3);
    expect(growRoom(one, kept(4, 6))).toBe(true);
    expect(one).toMatchObject({ lastSeq: 6, kept: kept(4, 6) });
    expect(growRoom(one, kept(8, 9))).toBe(false);
    expect(one).toMatchObject({ lastSeq: 9, kept: [] });
  });

  test("keeps what a reader may come back for, not more than a little over", () => {
    const one = room(0);
    for (let seq = 1; seq <= 1_000; seq += 10) growRoom(one, kept(seq, seq + 9));
    expect(one.kept.length).toBeGreaterThanOrEqual(200);
    expect(one.kept.length).toBeLessThanOrEqual(264);
    expect(catchUp(one, 800, 1_000)).toEqual({ verdict: "here", messages: kept(801, 1_000) });
    expect(catchUp(one, 799, 1_000)).toEqual({ verdict: "behind" });
  });

  test("says what is to be read first, and takes it in where it fits", () => {
    const one = room(10, kept(8, 10));
    expect(catchUp(one, 4, 10)).toEqual({ verdict: "read", afterSeq: 4, untilSeq: 7 });
    growBack(one, kept(3, 6));
    expect(one.kept).toEqual(kept(8, 10));
    growBack(one, kept(5, 9));
    expect(catchUp(one, 4, 10)).toEqual({ verdict: "here", messages: kept(5, 10) });
    expect(catchUp(one, 20, 10)).toEqual({ verdict: "here", messages: [] });
  });

  test("frames are what the protocol says, and none grows large", () => {
    for (const length of [0, 125, 126, 65_535, 65_536]) {
      const frame = frameText("x".repeat(length));
      const head = length < 126 ? 2 : length < 65_536 ? 4 : 10;
      expect(frame.length).toBe(head + length);
      expect(frame[0]).toBe(0x81);
      expect(head === 2 ? frame[1] : head === 4 ? frame.readUInt16BE(2) : Number(frame.readBigUInt64BE(2))).toBe(length);
    }
    const large = Array.from({ length: 40 }, (_, i) => ({
      seq: i + 1,
      id: `m${i}`,
      json: JSON.stringify({ seq: i + 1, text: "鲜".repeat(5_000) }),
    }));
    const frames = frameMessages("said", "g", large);
    expect(frames.length).toBeGreaterThan(3);
    const texts = frames.map((frame) => frame.subarray(frame[1] === 127 ? 10 : 4).toString("utf8"));
    expect(texts.flatMap((text) => (JSON.parse(text) as { items: { seq: number }[] }).items.map((item) => item.seq))).toEqual(
      large.map((one) => one.seq),
    );
  });
});
