import { describe, expect, it } from "vitest";
import { decideJoin } from "./join.rules.ts";

const open = { lastSeat: undefined, isEntryClosed: false, status: "active" as const, memberCount: 1, capacity: 2 };
const left = (leaveReason: string) => ({ leftAt: "2026-11-20T00:00:00.000Z", leaveReason });

describe("a join", () => {
  it.each([
    ["somebody new", {}, "sit"],
    ["who left by himself", { lastSeat: left("left") }, "sit"],
    ["who was removed", { lastSeat: left("removed") }, "barred"],
    [
      "who sits there, whatever the group",
      { lastSeat: { leftAt: null, leaveReason: null }, memberCount: 2, status: "closed" as const },
      "seated",
    ],
    ["a full group", { memberCount: 2 }, "join-full"],
    ["a closed way", { isEntryClosed: true }, "join-closed"],
    ["a group not open yet", { status: "planned" as const }, "join-closed"],
  ])("of %s", (_name, facts, expected) => {
    const decision = decideJoin({ ...open, ...facts });
    expect(decision.verdict === "refuse" ? decision.reason : decision.verdict).toBe(expected);
  });
});
