import { describe, expect, test } from "vitest";
import type { ChatMessage } from "../messages/chat.contract.ts";
import { afterFrame, type MyGroup, type MyGroups } from "./my-groups.rules.ts";

function said(seq: number, senderId: string | null): ChatMessage {
  const sender =
    senderId === null ? null : { id: senderId, kind: "member" as const, name: senderId, badge: null, role: null, avatarUrl: null };
  return { id: `m${seq}`, seq, at: "2026-11-22T02:00:00.000Z", clientId: null, sender, body: { kind: "text", text: String(seq) } };
}

function group(id: string, over: Partial<MyGroup> = {}): MyGroup {
  return { id, name: id, logoUrl: null, memberCount: 3, seatId: "me", lastMessage: said(5, "a"), lastSeq: 5, unread: 1, ...over };
}

const answer: MyGroups = { items: [group("g1"), group("g2")] };

describe("afterFrame", () => {
  test("the group that spoke comes first with its newest line; own lines and notices are not unread", () => {
    const next = afterFrame(answer, { t: "said", groupId: "g2", items: [said(6, "b"), said(7, "me"), said(8, null)] });
    expect(next.items.map((g) => [g.id, g.lastSeq, g.unread])).toEqual([
      ["g2", 8, 2],
      ["g1", 5, 1],
    ]);
  });

  test("what is known already changes nothing", () => {
    expect(afterFrame(answer, { t: "said", groupId: "g2", items: [said(4, "b"), said(5, "b")] })).toBe(answer);
    const next = afterFrame(answer, { t: "said", groupId: "g2", items: [said(5, "b"), said(6, "b")] });
    expect(next.items[0]).toMatchObject({ lastSeq: 6, unread: 2 });
  });

  test("another's group, a tick and an opening change nothing", () => {
    expect(afterFrame(answer, { t: "said", groupId: "g9", items: [said(1, "b")] })).toBe(answer);
    expect(afterFrame(answer, { t: "tick", at: "2026-11-22T02:00:00.000Z" })).toBe(answer);
  });

  test("a renamed group keeps its place, a lost seat goes", () => {
    const renamed = afterFrame(answer, { t: "group", groupId: "g1", group: { name: "新名", memberCount: 9, announcement: null } });
    expect(renamed.items[0]).toMatchObject({ id: "g1", name: "新名", memberCount: 9, unread: 1 });
    expect(afterFrame(answer, { t: "unseated", groupId: "g1" }).items.map((g) => g.id)).toEqual(["g2"]);
  });
});
