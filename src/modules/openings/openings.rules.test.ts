import { describe, expect, it } from "vitest";
import { BlueprintSpec } from "../groups/blueprints.contract.ts";
import { FlowSpec } from "../flows/spec.contract.ts";
import { commercialTypes } from "../groups/profile.contract.ts";
import { languages } from "../../lib/language.ts";
import { findFlaggedWords } from "../contents/words.rules.ts";
import { type BlueprintAsk, blueprintOf } from "./blueprint.rules.ts";
import { checkFit } from "./fit.rules.ts";
import { standardSteps } from "./flow-steps.rules.ts";
import { defaultThresholds } from "../insight/thresholds.contract.ts";
import { focusMetrics, marksOf } from "./focus.rules.ts";
import { type GuideFacts, guideOf } from "./guide.rules.ts";
import { combinations, guideSteps, type LineAnswers } from "./openings.contract.ts";
import { decideType } from "./type.rules.ts";

const yuan = (amount: number) => amount * 100;
const trades: [string, number, number, number, string][] = [
  ["fast food", 7, 25, 0.2, "promotion"],
  ["grocery", 4, 45, 0.5, "promotion"],
  ["milk tea", 10, 18, 0.1, "promotion"],
  ["beauty", 45, 320, 24, "refined"],
  ["health food", 30, 400, 48, "refined"],
  ["baby formula", 20, 280, 12, "refined"],
  ["jewellery", 700, 6000, 240, "service"],
  ["furniture", 1500, 8000, 500, "service"],
  ["appliances", 900, 3500, 200, "service"],
];

const answers = (part: Partial<LineAnswers> = {}): LineAnswers => ({
  daysBetweenOrders: 7,
  ticketFen: yuan(35),
  decisionHours: 1,
  margin: 0.2,
  needsExplaining: true,
  appeal: "broad",
  impulse: true,
  ...part,
});

describe("the type of a line", () => {
  it.each(trades)("%s", (_trade, daysBetweenOrders, price, decisionHours, type) => {
    const verdict = decideType({ daysBetweenOrders, ticketFen: yuan(price), decisionHours });
    expect(verdict.type).toBe(type);
    expect(verdict.likeness[verdict.type]).toBe(Math.max(...Object.values(verdict.likeness)));
    expect(Object.values(verdict.likeness).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
  });

  it("says when it is a close call", () => {
    expect(decideType({ daysBetweenOrders: 4, ticketFen: yuan(20), decisionHours: 0.1 }).isClose).toBe(false);
    const calls = [10, 20, 40, 80, 160, 320, 640, 1280].map((price) =>
      decideType({ daysBetweenOrders: 10, ticketFen: yuan(price), decisionHours: 4 }),
    );
    expect(calls.some((one) => one.isClose)).toBe(true);
    expect(calls.map((one) => one.type).filter((type, at, all) => type !== all[at - 1])).toEqual(["promotion", "refined"]);
  });

  it("never turns back to promotions as a line gets dearer, rarer and slower", () => {
    const order = ["promotion", "refined", "service"];
    for (let days = 1; days <= 1024; days *= 4) {
      for (let hours = 0.25; hours <= 1024; hours *= 4) {
        const walk = [10, 40, 160, 640, 2560, 10_240].map((price) =>
          order.indexOf(decideType({ daysBetweenOrders: days, ticketFen: yuan(price), decisionHours: hours }).type),
        );
        expect(walk.includes(0) ? walk.lastIndexOf(0) : -1).toBe(walk.filter((one) => one === 0).length - 1);
      }
    }
  });
});

describe("whether a group pays", () => {
  it("needs three of four", () => {
    expect(checkFit(answers())).toMatchObject({ count: 4, way: "group", marginFen: 700 });
    expect(checkFit(answers({ needsExplaining: false }))).toMatchObject({ count: 3, way: "group" });
    expect(checkFit(answers({ needsExplaining: false, impulse: false }))).toMatchObject({ count: 2, way: "one-to-one" });
  });
  it("takes small margins where buyers come back within a month, and only then", () => {
    expect(checkFit(answers({ daysBetweenOrders: 30 })).met.margin).toBe(true);
    expect(checkFit(answers({ daysBetweenOrders: 31 })).met.margin).toBe(false);
    expect(checkFit(answers({ daysBetweenOrders: 31, ticketFen: yuan(100) })).met.margin).toBe(true);
    expect(checkFit(answers({ decisionHours: 169 })).met.margin).toBe(false);
    expect(checkFit(answers({ appeal: "unclear" })).met.appeal).toBe(false);
  });
});

const made = (ask: Pick<BlueprintAsk, "type" | "language"> & Partial<BlueprintAsk>) =>
  blueprintOf({ base: null, positioning: "flash", marks: defaultThresholds[ask.type], isLifted: false, written: null, ...ask });

describe("what an answer makes", () => {
  it("is a whole blueprint and a flow that may be published, for every type, combination and language", () => {
    for (const language of languages) {
      for (const type of commercialTypes) {
        const spec = made({ type, marks: marksOf(combinations, defaultThresholds[type]), isLifted: true, language });
        expect(BlueprintSpec.parse(spec)).toEqual(spec);
        const steps = standardSteps(type, [...combinations], "one-to-one", language);
        expect(FlowSpec.parse({ audience: { kind: "groups", groupIds: [crypto.randomUUID()] }, steps }).steps).toEqual(steps);
        const texts = steps.flatMap((step) =>
          step.action.kind === "send" && step.action.content?.kind === "text" ? [step.action.content.text] : [],
        );
        expect(texts.length).toBeGreaterThan(0);
        expect([...texts, ...spec.profile.gives.map((one) => one.title), spec.slogan].flatMap((text) => findFlaggedWords(text))).toEqual(
          [],
        );
      }
    }
  });

  it("differs by type in marks, metrics and times", () => {
    expect(new Set(commercialTypes.map((type) => focusMetrics(type, []).join())).size).toBe(3);
    expect(new Set(commercialTypes.map((type) => JSON.stringify(standardSteps(type, [], "group", "en")))).size).toBe(3);
    expect(marksOf([], defaultThresholds.promotion)).toEqual(defaultThresholds.promotion);
    expect(marksOf(["games", "tiers"], defaultThresholds.promotion)).toMatchObject({
      interaction7d: 0.18,
      retention30d: 0.92,
      conversion30d: 0.18,
    });
    expect(focusMetrics("service", ["games", "shop", "campaign"])).toEqual(["retention", "referral", "interaction", "conversion", "join"]);
  });

  it("keeps a brand's own words in a blueprint that stands", () => {
    const base = made({ type: "promotion", language: "en" });
    const own = { ...base, slogan: "Ours" };
    const marks = marksOf(["shop"], defaultThresholds.service);
    const fresh = made({ type: "service", marks, isLifted: true, language: "zh-CN" });
    expect(made({ base: own, type: "service", marks, isLifted: true, language: "zh-CN" })).toEqual({ ...fresh, slogan: "Ours" });
    const busier = { ...base, crew: { ...base.crew, kocs: 7 }, profile: { ...base.profile, gives: [] } };
    expect(made({ base: busier, type: "refined", language: "en" })).toMatchObject({ crew: { kocs: 7 }, profile: { gives: [] } });
    expect(made({ base: own, type: "promotion", language: "zh-CN" })).toEqual(own);
  });

  it("writes anew for another type what nobody changed since it was written", () => {
    for (const language of languages)
      for (const from of commercialTypes)
        for (const type of commercialTypes) {
          const base = BlueprintSpec.parse(JSON.parse(JSON.stringify(made({ type: from, language }))));
          expect(made({ base, type, language })).toEqual(made({ type, language }));
        }
  });

  it("adds talk one to one where a group does not pay, once", () => {
    const ids = (way: "group" | "one-to-one", chosen: ("private" | "shop")[]) =>
      standardSteps("service", chosen, way, "en").map((step) => step.id);
    expect(ids("group", [])).not.toContain("private-talk");
    expect(ids("one-to-one", []).filter((id) => id === "private-talk")).toHaveLength(1);
    expect(ids("one-to-one", ["private"]).filter((id) => id === "private-talk")).toHaveLength(1);
  });
});

describe("the guide", () => {
  const bare: GuideFacts = {
    purposes: 0,
    lines: 0,
    owners: 0,
    admins: 0,
    adminsWanted: 2,
    kocs: 0,
    kocsWanted: 0,
    rules: 0,
    penalty: 0,
    slogan: 0,
    logo: 0,
    greeting: 0,
    entries: 0,
    channel: "web",
    leastApproved: 0,
    contentTimes: 0,
    gives: 0,
    rewards: 0,
    penalties: 0,
    sellingTimes: 0,
    orders: 0,
    flows: 0,
    made: 0,
  };
  it("has the eight steps in order, all open at first and done when every test holds", () => {
    expect(guideOf(bare).map((one) => one.step)).toEqual([...guideSteps]);
    expect(guideOf(bare).some((one) => one.ok)).toBe(false);
    const full = Object.fromEntries(
      Object.entries(bare).map(([key, value]) => [key, value === "web" ? value : 9]),
    ) as unknown as GuideFacts;
    expect(guideOf(full).every((one) => one.ok)).toBe(true);
  });
  it("leaves out what nobody asks for, and asks for one manager at least", () => {
    const organisation = guideOf({ ...bare, adminsWanted: 0 }).find((one) => one.step === "organisation");
    expect(organisation?.checks).toEqual([
      { name: "owner", value: 0, wanted: 1, ok: false },
      { name: "admins", value: 0, wanted: 1, ok: false },
    ]);
  });
  it("asks for a way in where one is made here", () => {
    const isAsked = (channel: string) =>
      guideOf({ ...bare, channel }).some(({ checks }) => checks.some((one) => one.name === "entry" && one.wanted === 1));
    expect(["web", "wecom", "qq", "manual"].filter(isAsked)).toEqual(["web", "wecom"]);
  });
});
