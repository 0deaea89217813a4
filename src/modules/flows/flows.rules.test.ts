import { minuteOf } from "../../lib/clock.ts";
import { languages } from "../../lib/language.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, atLocalMs, localDay, minuteOfDay, weekdayOf } from "../../lib/time.ts";
import { diffSpecs } from "./diff.rules.ts";
import { addSlots, moveSlot, removeSlot } from "./edit.rules.ts";
import { computeOccurrences, nextDueMs, occurrencesBetween } from "./occurrences.rules.ts";
import { planOccurrences, type PlanFacts } from "./plan.rules.ts";
import { FlowSpec, type Step } from "./spec.contract.ts";
import { parseFlow, printFlow } from "./text.rules.ts";
import { CLASH_MINUTES, findClashes, findGaps, GAP_MINUTES, splitGroups } from "./week.rules.ts";

const ID = "01990000-0000-7000-8000-000000000001";
const everyDay = (minute: number) => [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, minute }));
const stepOf = (part: Partial<Step>): Step => ({
  id: "morning",
  name: "早打卡",
  direction: "engage",
  slots: everyDay(450),
  minutes: 30,
  graceMinutes: 60,
  action: { kind: "send", content: { kind: "text", text: "早" } },
  ...part,
});

const zones = fc.constantFrom(
  "Asia/Shanghai",
  "America/New_York",
  "Europe/Berlin",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Asia/Kathmandu",
  "UTC",
);
const minute = fc.integer({ min: 0, max: 1439 });
const slots = fc.uniqueArray(fc.record({ weekday: fc.integer({ min: 1, max: 7 }), minute }), {
  selector: (slot) => slot.weekday,
  minLength: 1,
  maxLength: 7,
});
const steps = fc.array(slots, { minLength: 1, maxLength: 5 }).map((list) => list.map((one, n) => stepOf({ id: `step-${n}`, slots: one })));
const moments = fc.integer({ min: Date.parse("2024-01-01"), max: Date.parse("2027-12-31") });

describe("occurrences", () => {
  it.each([
    ["an ordinary day", "Asia/Shanghai", "2026-11-22", 450, "2026-11-21T23:30:00Z"],
    ["the last of a month", "Asia/Shanghai", "2026-02-28", 1439, "2026-02-28T15:59:00Z"],
    ["a leap day", "Asia/Shanghai", "2028-02-29", 0, "2028-02-28T16:00:00Z"],
    ["a minute the clock jumps over", "America/New_York", "2026-03-08", 150, "2026-03-08T07:30:00Z"],
    ["a minute that comes twice", "America/New_York", "2026-11-01", 90, "2026-11-01T05:30:00Z"],
    ["a midnight that does not exist", "America/Santiago", "2026-09-06", 0, "2026-09-06T04:00:00Z"],
  ])("fall due on %s", (_name, zone, day, at, due) => {
    const [found, ...more] = computeOccurrences([stepOf({ slots: everyDay(at) })], day, day, zone);
    expect(more).toEqual([]);
    expect(found).toMatchObject({ day, weekday: weekdayOf(day), minute: at, dueMs: Date.parse(due) });
  });

  it("come once per step and day, on the step's weekday, at its minute where the clock shows it", () => {
    fc.assert(
      fc.property(steps, moments, zones, fc.integer({ min: 0, max: 40 }), (list, at, zone, days) => {
        const from = localDay(at, zone);
        const to = addDays(from, days);
        const found = computeOccurrences(list, from, to, zone);
        expect(new Set(found.map((one) => `${one.stepId} ${one.day}`)).size).toBe(found.length);
        for (const one of found) {
          expect(one.weekday).toBe(weekdayOf(one.day));
          expect(list.find((step) => step.id === one.stepId)?.slots).toContainEqual({ weekday: one.weekday, minute: one.minute });
          const late = minuteOfDay(one.dueMs, zone) - one.minute;
          expect(one.dueMs).toBe(atLocalMs(one.day, one.minute, zone));
          if (localDay(one.dueMs, zone) === one.day) expect(late >= 0 && late <= 60).toBe(true);
        }
        expect(found.map((one) => one.dueMs)).toEqual(found.map((one) => one.dueMs).toSorted((a, b) => a - b));
      }),
      { numRuns: 200 },
    );
  });

  it("are neither lost nor doubled however a span is cut into windows", () => {
    fc.assert(
      fc.property(
        steps,
        moments,
        zones,
        fc.array(fc.integer({ min: 1, max: 3 * 86_400_000 }), { minLength: 1, maxLength: 8 }),
        (list, start, zone, cuts) => {
          const pieces: string[] = [];
          let at = start;
          for (const cut of cuts) {
            pieces.push(...occurrencesBetween(list, at, at + cut, zone).map((one) => `${one.stepId} ${one.day}`));
            at += cut;
          }
          expect(pieces).toEqual(occurrencesBetween(list, start, at, zone).map((one) => `${one.stepId} ${one.day}`));
        },
      ),
      { numRuns: 150 },
    );
  });

  it("are announced by the next due moment", () => {
    fc.assert(
      fc.property(steps, moments, zones, (list, at, zone) => {
        const next = nextDueMs(list, at, zone);
        expect(next).not.toBeNull();
        expect(next ?? 0).toBeGreaterThan(at);
        expect(occurrencesBetween(list, at, (next ?? 0) - 1, zone)).toEqual([]);
      }),
      { numRuns: 150 },
    );
    expect(nextDueMs([], 0, "UTC")).toBeNull();
  });
});

describe("a plan", () => {
  const day = "2026-11-22";
  const dueMs = atLocalMs(day, 450, "Asia/Shanghai");
  const at = (offsetMinutes: number): PlanFacts => ({
    nowMs: dueMs + offsetMinutes * 60_000,
    skips: new Set(),
    standings: new Map(),
    issues: [],
  });
  const occurrence = { stepId: "morning", day, weekday: 7, minute: 450, dueMs };
  const plan = (step: Partial<Step>, facts: Partial<PlanFacts> = {}) =>
    planOccurrences([occurrence], [stepOf(step)], { ...at(0), ...facts })[0];
  const standing = {
    contentId: ID,
    name: "脐橙",
    state: "approved" as const,
    approvedVersion: 3,
    expiresOn: null,
    body: { format: "text" as const, text: "橙" },
  };
  const send = (content: object) => ({ action: { kind: "send" as const, content: content as never } });

  it("sends in time, and not after the grace has run out", () => {
    expect(plan({})).toMatchObject({ verdict: "send", wording: { contentId: null, body: { text: "早" } }, expiresMs: dueMs + 3_600_000 });
    expect(plan({}, { nowMs: dueMs + 3_600_000 - 1 })?.verdict).toBe("send");
    expect(plan({}, { nowMs: dueMs + 3_600_000 })?.verdict).toBe("expired");
    expect(plan({}, { skips: new Set([`morning ${day}`]) })?.verdict).toBe("skipped");
    expect(plan({ action: { kind: "task", instructions: "巡群" } })).toMatchObject({ verdict: "task", instructions: "巡群" });
  });

  it.each([
    ["approved", {}, { verdict: "send", wording: { contentId: ID, version: 3 } }],
    ["retired", { state: "retired" }, { verdict: "empty", reason: "content-retired" }],
    ["never approved", { approvedVersion: null }, { verdict: "empty", reason: "content-not-approved" }],
    ["edited since", { state: "draft" }, { verdict: "send", wording: { version: 3 } }],
    ["good until that day", { expiresOn: day }, { verdict: "send" }],
    ["expired", { expiresOn: "2026-11-21" }, { verdict: "empty", reason: "content-expired" }],
  ])("with a content that is %s", (_name, part, expected) => {
    const facts = { standings: new Map([[ID, { ...standing, ...(part as object) }]]) };
    expect(plan(send({ kind: "content", contentId: ID }), facts)).toMatchObject(expected);
  });

  it("takes the issue of a column nearest to its time", () => {
    const other = "01990000-0000-7000-8000-000000000002";
    const issue = (at: number, contentId: string) => ({ columnId: ID, day, minute: at, contentId });
    const standings = new Map([
      [ID, standing],
      [other, { ...standing, contentId: other }],
    ]);
    expect(plan(send({ kind: "column", columnId: ID }), { standings, issues: [issue(600, ID), issue(480, other)] })).toMatchObject({
      wording: { contentId: other },
    });
    expect(plan(send({ kind: "column", columnId: ID }), { standings, issues: [] })).toMatchObject({ verdict: "empty", reason: "no-issue" });
    expect(plan({ action: { kind: "send", content: null } })).toMatchObject({ verdict: "empty", reason: "nothing-chosen" });
  });
});

describe("a day", () => {
  const block = (at: number, minutes = 30, key = String(at)) => ({ key, day: "d", minute: at, minutes });
  it.each([
    [[], [[480, 1320]]],
    [
      [block(450), block(690, 45), block(1050)],
      [
        [735, 1050],
        [1080, 1320],
      ],
    ],
    [[block(480, 840)], []],
    [[block(600, 500), block(660, 10)], []],
  ])("with %j has gaps %j", (blocks, gaps) =>
    expect(findGaps(blocks, "d", { from: 480, to: 1320 }).map((gap) => [gap.from, gap.to])).toEqual(gaps),
  );

  it("has gaps in which nothing stands, and clashes of things that begin close together", () => {
    const blocks = fc.array(
      fc.record({ key: fc.uuid(), day: fc.constantFrom("a", "b"), minute, minutes: fc.integer({ min: 5, max: 240 }) }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(blocks, (list) => {
        for (const gap of findGaps(list, "a", { from: 480, to: 1320 })) {
          expect(gap.to - gap.from).toBeGreaterThanOrEqual(GAP_MINUTES);
          expect(list.some((one) => one.day === "a" && one.minute < gap.to && one.minute + one.minutes > gap.from)).toBe(false);
        }
        const pairs = findClashes(list);
        for (const { first, second } of pairs) expect(first.day === second.day && second.minute - first.minute < CLASH_MINUTES).toBe(true);
        const close = list.flatMap((one, i) =>
          list.slice(i + 1).filter((two) => one.day === two.day && Math.abs(one.minute - two.minute) < CLASH_MINUTES),
        );
        expect(pairs.length).toBe(close.length);
      }),
    );
  });

  it("puts every group into one part", () => {
    const n = fc.integer({ min: 0, max: 500 });
    fc.assert(
      fc.property(n, n, n, n, fc.boolean(), (a, b, c, shared, isEmpty) => {
        const groups = a + b + c;
        const parts = splitGroups({ groups, over: a, leftOut: b, shared, isEmpty });
        expect(parts.ok + parts.clash + parts.over + parts.leftOut + parts.missing).toBe(groups);
        expect(Math.min(...Object.values(parts))).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe("editing", () => {
  const spec: FlowSpec = {
    audience: { kind: "groups", groupIds: [ID] },
    steps: [
      stepOf({
        slots: [
          { weekday: 1, minute: 450 },
          { weekday: 3, minute: 480 },
        ],
      }),
    ],
  };
  it("moves one weekday's slot and never doubles a day", () => {
    expect(moveSlot(spec, "morning", 1, { weekday: 2, minute: 465 })).toMatchObject({
      spec: {
        steps: [
          {
            slots: [
              { weekday: 2, minute: 465 },
              { weekday: 3, minute: 480 },
            ],
          },
        ],
      },
    });
    expect(moveSlot(spec, "morning", 1, { weekday: 3, minute: 465 })).toEqual({ verdict: "refuse", reason: "day-taken" });
    expect(moveSlot(spec, "morning", 5, { weekday: 6, minute: 465 })).toEqual({ verdict: "refuse", reason: "no-such-slot" });
    expect(moveSlot(spec, "morning", 1, { weekday: 1, minute: 1440 })).toEqual({ verdict: "refuse", reason: "outside" });
    expect(addSlots(spec, "morning", [3, 5], 500).steps[0]?.slots).toEqual([
      { weekday: 1, minute: 450 },
      { weekday: 3, minute: 480 },
      { weekday: 5, minute: 500 },
    ]);
    expect(removeSlot(removeSlot(spec, "morning", 1), "morning", 3).steps).toEqual([]);
  });
  it.each([
    ["7:30", 450],
    ["07:30", 450],
    ["24:00", null],
    ["7:60", null],
    ["", null],
    ["abc", null],
  ])("reads %j as %j", (text, at) => expect(minuteOf(text)).toBe(at));

  it("says what changed", () => {
    const moved = moveSlot(spec, "morning", 1, { weekday: 1, minute: 465 });
    expect(moved.verdict === "done" && diffSpecs(spec, moved.spec)).toEqual([
      { kind: "slot-moved", stepId: "morning", name: "早打卡", weekday: 1, from: 450, to: 465 },
    ]);
    expect(diffSpecs(spec, { audience: { kind: "orgs", orgIds: [ID] }, steps: [] })).toMatchObject([
      { kind: "audience-changed" },
      { kind: "step-removed" },
    ]);
    expect(diffSpecs(spec, spec)).toEqual([]);
  });

  it("reads back what it printed", () => {
    const names = fc.string({ minLength: 1, maxLength: 20 }).filter((name) => name.trim() === name && name.length > 0);
    fc.assert(
      fc.property(steps, names, (list, name) => {
        const whole = FlowSpec.parse({
          ...spec,
          steps: list.map((step) => ({ ...step, name, slots: step.slots.toSorted((a, b) => a.weekday - b.weekday) })),
        });
        for (const language of languages) expect(parseFlow(printFlow(whole, language))).toEqual({ verdict: "read", spec: whole });
      }),
    );
    expect(parseFlow("{")).toMatchObject({ reason: "not-json" });
    expect(parseFlow(printFlow(spec, "zh-CN").replace("三 08:00", "八 08:00"))).toMatchObject({ reason: "time", where: "早打卡" });
    expect(parseFlow('{"steps":[{"times":["一 08:00"]}]}')).toMatchObject({ reason: "shape" });
  });
});
