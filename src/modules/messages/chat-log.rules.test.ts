import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countFresh, isOpenable, layTalk, mergeStretch, replaceChanged, splitText } from "./chat-log.rules.ts";
import type { ChatMessage } from "./chat.contract.ts";

const START = Date.parse("2026-11-22T00:00:00Z");

function message(seq: number, over: { text?: string; at?: number; senderId?: string } = {}): ChatMessage {
  return {
    id: `00000000-0000-7000-8000-${String(seq).padStart(12, "0")}`,
    seq,
    at: new Date(over.at ?? START + seq * 1000).toISOString(),
    clientId: null,
    sender: { id: over.senderId ?? "seat", kind: "member", name: "柚子妈妈", badge: null, role: null, avatarUrl: null },
    body: { kind: "text", text: over.text ?? `第 ${seq} 句` },
  };
}

const stretch = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => message(from + i));
const seqs = (messages: readonly ChatMessage[]) => messages.map((m) => m.seq);

describe("mergeStretch", () => {
  test.each([
    ["newer", 5, 9, 10, 12, [5, 12], null],
    ["older", 5, 9, 2, 4, [2, 9], null],
    ["over the end", 5, 9, 8, 11, [5, 11], null],
    ["over the start", 5, 9, 3, 6, [3, 9], null],
    ["inside", 5, 9, 6, 7, [5, 9], null],
    ["around", 5, 9, 3, 12, [3, 12], null],
    ["beyond a hole", 5, 9, 11, 12, [5, 9], 9],
    ["before a hole", 5, 9, 1, 3, [5, 9], null],
  ] as const)("%s", (_, from, to, nextFrom, nextTo, [first, last], missing) => {
    const merged = mergeStretch(stretch(from, to), stretch(nextFrom, nextTo));
    expect(seqs(merged.messages)).toEqual(seqs(stretch(first, last)));
    expect(merged.missingAfterSeq).toBe(missing);
  });

  test("a newer copy replaces the older one", () => {
    const merged = mergeStretch(stretch(1, 3), [message(2, { text: "改过" }), message(3)]);
    expect(merged.messages[1]?.body).toEqual({ kind: "text", text: "改过" });
  });

  test("frames in any order, repeated, with the history asked at each hole, end in the whole talk", () => {
    const whole = stretch(1, 40);
    const frame = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 6 }));
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 30 }), (frames) => {
        let messages: readonly ChatMessage[] = whole.slice(0, 1);
        for (const [from, more] of frames) {
          const part = whole.slice(from - 1, from + more);
          const merged = mergeStretch(messages, part);
          messages =
            merged.missingAfterSeq === null
              ? merged.messages
              : mergeStretch(messages, whole.slice(merged.missingAfterSeq, from + more)).messages;
          expect(seqs(messages)).toEqual(seqs(stretch(1, messages.at(-1)?.seq ?? 0)));
        }
      }),
    );
  });
});

test("changed messages keep their places", () => {
  const gone: ChatMessage = { ...message(2), body: { kind: "removed", reason: "guarded" } };
  const changed = replaceChanged(stretch(1, 3), [gone, message(9)]);
  expect(changed.map((m) => m.body.kind)).toEqual(["text", "removed", "text"]);
});

test("own messages and notices are not fresh", () => {
  const notice: ChatMessage = { ...message(4), sender: null, body: { kind: "notice", text: "木子进群了" } };
  expect(countFresh([...stretch(1, 2), message(3, { senderId: "me" }), notice, message(5)], 1, "me")).toBe(2);
});

test("the time stands at a new local day and after ten minutes of silence", () => {
  const at = (clock: string) => Date.parse(`2026-11-${clock}:00Z`);
  const talk = [
    message(1, { at: at("21T15:55") }),
    message(2, { at: at("21T16:01") }),
    message(3, { at: at("21T16:05") }),
    message(4, { at: at("21T16:15") }),
  ];
  const rows = layTalk(talk, { readSeq: 2, offsetMinutes: 480 });
  expect(
    rows.map((row) => (row.kind === "message" ? row.message.seq : row.kind === "time" ? (row.sameDay ? "time" : "day") : "unread")),
  ).toEqual(["day", 1, "day", 2, "unread", 3, "time", 4]);
});

describe("splitText", () => {
  test.each([
    ["看 https://a.cn/x?y=1，再说", ["看 ", "https://a.cn/x?y=1", "，再说"]],
    ["@小满 有的", ["@小满", " 有的"]],
    ["javascript:alert(1)", ["javascript:alert(1)"]],
    ["（http://a.cn/b）。", ["（", "http://a.cn/b", "）。"]],
    ["end http://a.cn.", ["end ", "http://a.cn", "."]],
  ])("%s", (text, parts) => expect(splitText(text, "小满").map((part) => part.text)).toEqual(parts));

  test("nothing is lost or changed", () => {
    fc.assert(
      fc.property(
        fc.string(),
        (text) =>
          splitText(`${text}@小满 http://a.cn ${text}`, "小满")
            .map((p) => p.text)
            .join("") === `${text}@小满 http://a.cn ${text}`,
      ),
    );
  });
});

test.each([
  ["https://a.cn", true],
  ["/m/fresh/", true],
  ["//evil.cn", false],
  ["javascript:alert(1)", false],
  ["data:text/html,x", false],
])("%s may be opened: %s", (url, openable) => expect(isOpenable(url)).toBe(openable));
