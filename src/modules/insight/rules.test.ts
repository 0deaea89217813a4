import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "../../lib/time.ts";
import { adviceCodes } from "./advice.contract.ts";
import { adviceOrder, findAdvice, type GroupFacts } from "./advice.rules.ts";
import { decideDying, median, type TalkDay } from "./dying.rules.ts";
import { computeHealth, percentiles } from "./health.rules.ts";
import { computeQuotients, metricRules, noSums, type Sums } from "./metrics.rules.ts";
import { metricKeys } from "./metrics.contract.ts";
import { nextStage, type StageDay, walkStages } from "./stage.rules.ts";
import { defaultThresholds } from "./thresholds.contract.ts";

const T = defaultThresholds.promotion;
const day = (n: number, more: Partial<StageDay> = {}): StageDay => ({
  day: addDays("2026-10-01", n),
  ageDays: n,
  members: 10,
  interaction7d: null,
  retention30d: null,
  conversion30d: null,
  ...more,
});

describe("stages", () => {
  it.each([
    ["waits for half of the target", 1, day(3, { members: 39 }), 80, 1],
    ["goes on with half of the target", 1, day(3, { members: 40 }), 80, 2],
    ["goes on with day 7", 1, day(7, { members: 2 }), 80, 2],
    ["stays while a figure is unknown", 2, day(20), 80, 2],
    ["passes several that are met at once", 1, day(40, { members: 60, interaction7d: 0.2, retention30d: 0.95, conversion30d: 0.1 }), 80, 4],
    ["ends in 传播", 4, day(60, { interaction7d: 0.2, retention30d: 0.95, conversion30d: 0.18 }), 80, 5],
  ] as const)("%s", (_name, stage, today, target, expected) => {
    expect(nextStage(stage, [today], T, target)).toBe(expected);
  });

  it("goes back one step after 14 days under 0.8 of the mark, not after 13, and not while it is unknown", () => {
    const days = (low: number, value: number | null = T.interaction7d * 0.79) =>
      Array.from({ length: 30 }, (_, n) => day(n, { interaction7d: n >= 30 - low ? value : 0.2, retention30d: 0.5 }));
    const last = (list: StageDay[]) => walkStages(3, list, "2026-10-01", T, 80).at(-1)?.stage;
    expect(last(days(13))).toBe(3);
    expect(last(days(14))).toBe(2);
    expect(last(days(14, T.interaction7d * 0.8))).toBe(3);
    expect(last(days(14, null))).toBe(3);
  });
});

describe("dying", () => {
  const days = (active: number[], members = 100): TalkDay[] =>
    active.map((n, at) => ({ day: addDays("2026-10-01", at), members, active: n, messages: n }));
  const steady = Array.from({ length: 35 }, () => 20);

  it("is found on the seventh day without a word, and ends with the first", () => {
    expect(decideDying(days([...steady, 0, 0, 0, 0, 0, 0]), false)).toBeNull();
    expect(decideDying(days([...steady, 0, 0, 0, 0, 0, 0, 0]), false)).toMatchObject({
      since: "2026-11-11",
      reason: { kind: "silent", days: 7, lastDay: "2026-11-04" },
    });
    expect(decideDying(days([...steady, 0, 0, 0, 0, 0, 0, 0]), true)).toBeNull();
    expect(
      decideDying(
        days(
          Array.from({ length: 9 }, () => 0),
          0,
        ),
        false,
      ),
    ).toBeNull();
  });

  it("is found after five days under 0.3 of the usual", () => {
    const fading = (low: number) => decideDying(days([...steady, ...Array.from({ length: low }, () => 1)]), true);
    const first = Array.from({ length: 20 }, (_, n) => n).find((n) => fading(n) !== null) ?? 0;
    expect(fading(first)).toMatchObject({ reason: { kind: "fading", usual: 0.2, days: 5 } });
    expect(fading(first - 1)).toBeNull();
    expect(decideDying(days([20, 20, 20, 1, 1, 1, 1, 1, 1, 1, 1, 1]), true)).toBeNull();
    expect(median([1, 9, 4, 2])).toBe(3);
  });
});

describe("health", () => {
  it("is the mean percentile among peers, 50 alone, and null where nothing is known", () => {
    expect(percentiles([3, 1, 2, 2])).toEqual([87.5, 12.5, 50, 50]);
    const one = (groupId: string, peers: string, interaction: number | null) => ({
      groupId,
      peers,
      interaction,
      growth: null,
      retention: interaction,
      conversion: null,
    });
    const found = computeHealth([one("a", "x", 0.1), one("b", "x", 0.3), one("c", "y", 0.2), one("d", "y", null)]);
    expect(found.map((health) => health.score)).toEqual([25, 75, 50, null]);
  });

  it("stays within 0 and 100 and keeps order", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 50 }), (values) => {
        const ranks = percentiles(values);
        values.forEach((a, i) => values.forEach((b, j) => expect(a < b ? (ranks[i] ?? 0) < (ranks[j] ?? 0) : true).toBe(true)));
        expect(Math.min(...ranks)).toBeGreaterThan(0);
        expect(Math.max(...ranks)).toBeLessThan(100);
      }),
    );
  });
});

describe("metrics", () => {
  const sums: Sums = {
    ...noSums,
    days: 2,
    groups: 2,
    seenGroups: 2,
    talkGroups: 1,
    membersStart: 90,
    membersEnd: 95,
    joined: 10,
    memberDays: 200,
    talkMemberDays: 100,
    entryJoins: 9,
    exposures: 90,
    leftPeople: 5,
    activeDays: 25,
    messages: 60,
    validMessages: 50,
    retained: 85,
    everJoined: 170,
    present: 100,
    converted: 8,
    buyers: 10,
    paidFen: 100_000,
    refundedFen: 10_000,
    anonymousPaidFen: 5_000,
    allNetFen: 180_000,
    seenNetFen: 90_000,
    costFen: 30_000,
    referred: 6,
  };
  it.each([
    ["join", 9 / 90, null],
    ["leave", 5 / 100, 5 / 95],
    ["interaction", 25 / 100, null],
    ["messages", 60 / 50, 50 / 50],
    ["retention", 85 / 90, 85 / 170],
    ["conversion", 8 / 100, null],
    ["spend", 85_000 / 10, 95_000 / 10],
    ["roi", 3, 6],
    ["referral", 6 / 100, null],
    ["arpu", 90_000 / 100, null],
  ] as const)("%s", (key, value, second) => {
    const found = computeQuotients(key, sums);
    expect(found.value).toBeCloseTo(value, 9);
    expect(found.second?.value ?? null).toEqual(second);
    expect(found.coverage.level).toBe(metricRules[key].needs === "talk" ? "partial" : "exact");
  });

  it("are unknown, not zero, where nothing stands below the line or nobody tells", () => {
    for (const key of metricKeys) expect(computeQuotients(key, { ...noSums, groups: 1 }).value, key).toBeNull();
    expect(computeQuotients("interaction", { ...sums, talkGroups: 0 })).toMatchObject({ value: null, coverage: { level: "none" } });
  });
});

describe("advice", () => {
  const calm: GroupFacts = {
    channel: "web",
    positioning: "benefit",
    commercialType: "promotion",
    stage: 4,
    members: 80,
    targetMembers: 100,
    ageDays: 90,
    dying: null,
    trail: null,
    ownerName: "周禾",
    isOwnerGone: false,
    admins: 1,
    exposures: 100,
    entryJoins: 9,
    peerJoinRate: 0.1,
    newcomers: 4,
    unwelcomed: 1,
    exodus: null,
    bestHour: { hour: 20, perDay: 12, isServed: true },
    buyersBefore: 10,
    buyersGone: 2,
    ordersIn7Days: 3,
    lastOrderDay: "2026-11-20",
    invitedIn14Days: 2,
  };
  it.each<[string, Partial<GroupFacts>, string[]]>([
    ["is silent where all is well", {}, []],
    ["names the owner who is gone", { isOwnerGone: true, admins: 0 }, ["no-owner"]],
    ["asks for a second pair of hands", { admins: 0 }, ["one-hand"]],
    [
      "puts silence before a weak way in",
      { dying: { since: "2026-11-15", reason: { kind: "silent", days: 9, lastDay: "2026-11-12" } }, entryJoins: 1 },
      ["silent", "weak-entry"],
    ],
    [
      "names the message people left after",
      { exodus: { left: 3, at: "2026-11-20T12:10:00.000Z", text: "促销长图", messageId: "m", flowId: "f", stepId: "s" } },
      ["exodus"],
    ],
    [
      "does not blame two leaves",
      { exodus: { left: 2, at: "2026-11-20T12:10:00.000Z", text: "促销长图", messageId: "m", flowId: null, stepId: null } },
      [],
    ],
    ["finds the hour nothing is sent in", { bestHour: { hour: 20, perDay: 12, isServed: false } }, ["quiet-hour"]],
    ["counts newcomers nobody greeted", { unwelcomed: 3 }, ["unwelcomed"]],
    ["counts buyers who stopped", { buyersGone: 6 }, ["buyers-gone"]],
    ["ends a flash group", { positioning: "flash", ordersIn7Days: 0 }, ["flash-over"]],
    ["sees a slow start", { ageDays: 20, members: 30 }, ["slow-start"]],
    ["asks a spreading group to bring somebody", { stage: 5, invitedIn14Days: 0 }, ["no-referral"]],
  ])("%s", (_name, more, codes) => {
    expect(findAdvice({ ...calm, ...more }).map((one) => one.code)).toEqual(codes);
  });

  it("leads to the ways in where they are made here, and gives a task where people come on their platform alone", () => {
    const acts = (["web", "wecom", "qq", "manual"] as const).map(
      (channel) => findAdvice({ ...calm, ageDays: 20, members: 30, channel })[0]?.act,
    );
    expect(acts).toEqual(["entry", "entry", "task", "task"]);
  });

  it.each([
    ["promotion", ["buyers-gone", "quiet-hour", "unwelcomed", "one-hand"]],
    ["refined", ["unwelcomed", "quiet-hour", "buyers-gone", "one-hand"]],
    ["service", ["unwelcomed", "one-hand", "quiet-hour", "buyers-gone"]],
  ] as const)("puts first what %s groups live on, and before all what is on fire", (commercialType, codes) => {
    const same = { commercialType, unwelcomed: 3, admins: 0, buyersGone: 6, bestHour: { hour: 20, perDay: 12, isServed: false } };
    expect(findAdvice({ ...calm, ...same }).map((one) => one.code)).toEqual(codes);
    expect(findAdvice({ ...calm, ...same, isOwnerGone: true })[0]?.code).toBe("no-owner");
    expect(adviceOrder(commercialType).toSorted()).toEqual(adviceCodes.toSorted());
  });
});
