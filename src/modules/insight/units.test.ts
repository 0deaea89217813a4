import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays, daysBetween } from "../../lib/time.ts";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { DAY_MS, groupAt, makeCities, readRollups, settleAll } from "../../testing/history.ts";
import { mergeMembers } from "../members/merge.actions.ts";
import { askRecompute } from "./board.actions.ts";
import { readCohorts, readFunnel, readFunnelRows } from "./funnel.actions.ts";
import { countFunnel, type FunnelPage, readKeptFunnel, steps as funnelSteps } from "./funnel.store.ts";
import { countPeople } from "./lives.actions.ts";
import { measure, readAllSales } from "./measure.actions.ts";
import * as measured from "./measure.store.ts";
import { noSums } from "./metrics.rules.ts";
import { fact, FACTS_BEGIN, tellSome } from "../../testing/random-history.ts";
import { openScope } from "./scope.actions.ts";
import { showTalkMonths } from "./talk-months.actions.ts";
import { readTalk } from "./talk-months.store.ts";
import { readKeptTo } from "./units.actions.ts";

const NOW = new Date("2026-11-22T02:18:00.000Z");
const YESTERDAY = "2026-11-21";
const TODAY = "2026-11-22";
let test: TestBrand;
let cities: string[];
beforeAll(async () => {
  test = await openTestBrand({ now: NOW });
  cities = await makeCities(test);
});
afterAll(() => test.close());

const allSums = Object.keys(noSums).filter((key): key is keyof typeof noSums => !/groups$/i.test(key));
const pick = <T, K extends keyof T>(from: T, keys: readonly K[]) => Object.fromEntries(keys.map((key) => [key, from[key]]));
const scopes = () => ["brand", ...cities.map((id) => `org:${id}`)];

/** A period that has today in it is what the rows say, though most of it is read from what is kept. */
async function expectToToday(): Promise<void> {
  const { db } = test.system();
  const { id, zone } = test.brand;
  for (const text of scopes()) {
    for (const from of ["2026-10-11", "2026-11-14", YESTERDAY, TODAY]) {
      const what = `${text} ${from} to today`;
      const scope = await openScope(test.as(), text);
      const live = await measured.readLiveSums(db, id, zone, scope, from, TODAY, daysBetween(from, TODAY) + 1);
      const sums = await measure(test.as(), scope, { from, to: TODAY });
      for (const key of [...allSums, "groups", "seenGroups", "talkGroups"] as const)
        expect(sums[key], `${what} ${key}`).toBe(live?.[key] ?? 0);
      const { steps } = await readFunnel(test.as(), { scope: text, from, to: TODAY });
      const { acquired, activated, retained, paid, referred } = await countFunnel(db, id, zone, scope, from, TODAY);
      expect(
        steps.slice(1).map((one) => one.count),
        what,
      ).toEqual([acquired, activated, retained, paid, referred]);
    }
  }
}

async function expectKeptAsLive(): Promise<void> {
  await expectToToday();
  const { db } = test.system();
  const { id, zone } = test.brand;
  expect(await readKeptTo(test.system())).toBe(YESTERDAY);
  for (const text of scopes()) {
    const scope = await openScope(test.as(), text);
    for (const [from, to] of [
      ["2026-10-12", YESTERDAY],
      ["2026-11-03", "2026-11-22"],
      ["2026-11-22", "2026-11-22"],
    ] as const)
      expect(await readAllSales(test.as(), scope, { from, to }), `${text} ${from}`).toEqual(
        await measured.readAllSales(db, id, zone, scope, from, to),
      );
    for (const span of [{}, { from: "2026-10-12" }, { from: "2026-10-12", to: "2026-11-09" }, { to: "2026-10-31" }]) {
      const { messages, writers, months } = await showTalkMonths(test.as(), { scope: text, ...span });
      const live = await readTalk(db, id, scope, { from: "0001-01-01", to: "9999-12-31", ...span });
      expect({ messages, writers, months }, `${text} ${JSON.stringify(span)}`).toEqual(live);
    }
    for (const days of [7, 30] as const)
      for (const to of [YESTERDAY, addDays(YESTERDAY, -days), "2026-11-05"]) {
        const from = addDays(to, 1 - days);
        const kept = await readKeptFunnel(db, id, scope, days, to);
        expect(kept, `${text} ${days} ${to}`).toEqual(await countFunnel(db, id, zone, scope, from, to));
        const [window] = await measured.listWindowSums(db, id, scope, days, to, to);
        const live = await measured.readLiveSums(db, id, zone, scope, from, to, days);
        for (const key of allSums) expect(window?.[key] ?? 0, `${text} ${days} ${to} ${key}`).toBe(live?.[key] ?? 0);
      }
    for (const [from, to] of [
      ["2026-10-11", YESTERDAY],
      ["2026-10-20", "2026-11-16"],
      ["2026-11-02", "2026-11-12"],
      ["2026-10-25", "2026-10-26"],
    ] as const) {
      const what = `${text} ${from} ${to}`;
      const people = await countPeople(test.as(), scope, { from, to });
      expect(people?.funnel, what).toEqual(await countFunnel(db, id, zone, scope, from, to));
      const live = await measured.readLiveSums(db, id, zone, scope, from, to, daysBetween(from, to) + 1);
      const sums = await measure(test.as(), scope, { from, to });
      for (const key of allSums) expect(sums[key], `${what} ${key}`).toBe(live?.[key] ?? 0);
      for (const key of ["groups", "seenGroups", "talkGroups"] as const) expect(sums[key], `${what} ${key}`).toBe(live?.[key]);
      expect(people?.sums, what).toMatchObject(live ? pick(live, ["present", "leftPeople", "retained", "buyers", "converted"]) : {});
    }
    for (const day of [YESTERDAY, "2026-11-08", "2026-10-20"]) {
      const { sums } = await measured.listDaySums(db, id, scope, day, day, ["present", "converted"]);
      const live = await measured.readLiveSums(db, id, zone, scope, day, day, 1);
      for (const key of ["present", "converted"] as const) expect(sums[0]?.[key] ?? 0, `${text} ${day} ${key}`).toBe(live?.[key] ?? 0);
    }
  }
}

/** What waits to be settled is counted from the rows, and stands with what is kept. */
async function expectWholeThoughSomeWait(): Promise<void> {
  await expectToToday();
  const { db } = test.system();
  const { id, zone } = test.brand;
  for (const text of scopes()) {
    const scope = await openScope(test.as(), text);
    for (const [from, to] of [
      ["2026-10-23", YESTERDAY],
      ["2026-11-15", YESTERDAY],
    ] as const) {
      const days = from === "2026-10-23" ? 30 : 7;
      const live = await measured.readLiveSums(db, id, zone, scope, from, to, days);
      const sums = await measure(test.as(), scope, { from, to });
      for (const key of allSums) expect(sums[key], `${text} ${days} ${key}`).toBe(live?.[key]);
      const { steps } = await readFunnel(test.as(), { scope: text, from, to });
      const { acquired, activated, retained, paid, referred } = await countFunnel(db, id, zone, scope, from, to);
      expect(steps.slice(1).map((one) => one.count)).toEqual([acquired, activated, retained, paid, referred]);
    }
    for (const to of [YESTERDAY, "2026-11-08"]) await expectRowsOfSteps({ scope: text, from: "2026-10-20", to });
  }
}

/** The people of each step are as many as it counts, on pages that neither miss nor repeat anybody; with those who stopped, as many as the step before. */
async function expectRowsOfSteps(ask: { scope: string; from: string; to: string }): Promise<void> {
  const peopleOf = async (step: FunnelPage["step"], stopped: boolean) => {
    const found: string[] = [];
    for (let cursor: string | undefined, more = true; more;) {
      const { items, total, nextCursor } = await readFunnelRows(test.as(), {
        ...ask,
        step,
        stopped,
        limit: 2,
        ...(cursor ? { cursor } : {}),
      });
      found.push(...items.map((one) => one.groupId + one.memberId));
      if (!nextCursor) expect(found, JSON.stringify({ ...ask, step, stopped })).toHaveLength(total);
      more = nextCursor !== null;
      cursor = nextCursor ?? undefined;
    }
    expect(new Set(found).size).toBe(found.length);
    return found.toSorted();
  };
  let before = await peopleOf("acquired", false);
  for (const step of funnelSteps.slice(1)) {
    const reached = await peopleOf(step, false);
    expect([...reached, ...(await peopleOf(step, true))].toSorted()).toEqual(before);
    before = reached;
  }
}

interface Stay {
  groupId: string;
  person: string;
  joinedMs: number;
  leftMs: number;
}
const mondayOf = (ms: number) => {
  const day = Math.floor((ms + 8 * 3_600_000) / DAY_MS);
  return (day - ((day + 3) % 7)) * DAY_MS - 8 * 3_600_000;
};

/** Cohorts in plain loops. */
function cohortsOf(stays: readonly Stay[]): Map<number, number[]> {
  const weeks = new Map<number, number[]>();
  for (const ofOne of Map.groupBy(stays, (one) => one.groupId + one.person).values()) {
    const week = mondayOf(Math.min(...ofOne.map((one) => one.joinedMs)));
    const counts = weeks.get(week) ?? Array.from({ length: 13 }, () => 0);
    weeks.set(week, counts);
    counts[0] = (counts[0] ?? 0) + 1;
    for (let n = 1; n <= 12; n++) {
      const end = week + n * 7 * DAY_MS;
      if (ofOne.some((one) => one.joinedMs < end && one.leftMs >= end)) counts[n] = (counts[n] ?? 0) + 1;
    }
  }
  return weeks;
}

async function expectCohorts(): Promise<void> {
  const stays = await test.rows<Stay & { orgId: string }>(
    `select s.group_id as "groupId", g.org_id as "orgId", coalesce(m.canonical_id, m.id) as person, floor(extract(epoch from s.joined_at) * 1000)::float8 as "joinedMs",
      coalesce(floor(extract(epoch from s.left_at) * 1000), 'infinity')::float8 as "leftMs"
     from app.seats s join app.members m on m.id = s.member_id join app.groups g on g.id = s.group_id where s.kind = 'member'`,
  );
  for (const text of scopes()) {
    const model = cohortsOf(text === "brand" ? stays : stays.filter((one) => `org:${one.orgId}` === text));
    const { weeks } = await readCohorts(test.as(), { scope: text, weeks: 12 });
    expect(weeks).toHaveLength(model.size);
    for (const { week, people, kept } of weeks) {
      const [all, ...ends] = model.get(Date.parse(`${week}T00:00:00+08:00`)) ?? [];
      expect(people, week).toBe(all);
      for (const [n, count] of kept.entries()) if (count !== null) expect(count, `${text} ${week} ${n + 1}`).toBe(ends[n]);
    }
  }
}

describe("what is kept of units, cohorts and funnels", () => {
  it("is what the rows say, whatever comes late, twice or out of order, who comes back, and who turns out to be one", async () => {
    let round = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fact, { minLength: 60, maxLength: 90 }), fc.infiniteStream(fc.nat(1000)), async (facts, dice) => {
        const n = ++round;
        const groups: string[] = [];
        for (let at = 0; at < 3; at++)
          groups.push(await groupAt(test, `群${n}-${at}`, new Date(FACTS_BEGIN), { orgId: cities[at % 2] ?? "" }));
        const keyed = [...facts, ...facts.slice(0, 6)].map((one, at) => ({
          one,
          key: `${n}-${at % facts.length}`,
          place: dice.next().value ?? 0,
        }));
        const shuffled = keyed
          .toSorted((a, b) => a.place - b.place)
          .map(({ one, key }) => ({ one: { ...one, person: `${one.person}${n}` }, key }));
        for (let from = 0, size = 1; from < shuffled.length; from += size) {
          size = 1 + ((dice.next().value ?? 0) % 12);
          await tellSome(test, shuffled.slice(from, from + size), groups);
          const roll = (dice.next().value ?? 0) % 8;
          if (roll > 3) await test.react();
          if (roll > 6) await settleAll(test);
        }
        await test.react();
        await expectWholeThoughSomeWait();
        await settleAll(test);
        await expectKeptAsLive();
        await expectCohorts();
        const [one, other] = await test.rows<{ id: string }>(
          "select id from app.members where nickname = any($1) and canonical_id is null order by nickname",
          [[`阿宁${n}`, `小满${n}`]],
        );
        if (one && other) await mergeMembers(test.as(), { memberId: one.id, intoId: other.id });
        await settleAll(test);
        await expectKeptAsLive();
        await expectCohorts();
      }),
      { numRuns: 1, seed: 11, endOnFailure: true },
    );
  });

  it("is the same counted anew, goes on when the clock turns, and begins with a brand that was there before", async () => {
    const kept = await readRollups(test);
    await askRecompute(test.as(), { scope: "brand" });
    await settleAll(test);
    expect(await readRollups(test)).toEqual(kept);
    const { steps } = await readFunnel(test.as(), { scope: "brand", from: "2026-10-23", to: YESTERDAY });
    const { months } = await showTalkMonths(test.as(), { scope: "brand" });
    for (const table of ["unit_turns", "talk_days", "talk_months", "unit_sales", "group_funnels", "group_cohorts"])
      await test.rows(`delete from app.${table}`);
    await test.rows("insert into app.unit_turns (brand_id, begins_at) values ($1, $2)", [test.brand.id, new Date(NOW.getTime() + 60_000)]);
    await settleAll(test);
    expect(await readKeptTo(test.system())).toBeNull();
    expect((await readFunnel(test.as(), { scope: "brand", from: "2026-10-23", to: YESTERDAY })).steps).toEqual(steps);
    expect((await showTalkMonths(test.as(), { scope: "brand" })).months).toEqual(months);
    test.clock.now = new Date(NOW.getTime() + 120_000);
    await settleAll(test);
    await expectCohorts();
    const again = await readRollups(test);
    for (const name of ["cohorts", "talkDays", "talkMonths", "sales"] as const) expect(again[name], name).toEqual(kept[name]);
    expect((await readFunnel(test.as(), { scope: "brand", from: "2026-10-23", to: YESTERDAY })).steps).toEqual(steps);
    test.clock.now = new Date(NOW.getTime() + DAY_MS);
    await settleAll(test);
    expect(await readKeptTo(test.system())).toBe("2026-11-22");
    expect((await showTalkMonths(test.as(), { scope: "brand" })).months).toEqual(months);
    test.clock.now = NOW;
  });

  it("reads the rows where a group's lives are not kept, as after it was settled by a release that knows none", async () => {
    await settleAll(test);
    const scope = () => openScope(test.as(), "brand");
    const period = { from: "2026-10-20", to: "2026-11-16" };
    const kept = await measure(test.as(), await scope(), period);
    expect(await countPeople(test.as(), await scope(), period)).not.toBeNull();
    const [group] = await test.rows<{ id: string }>("select group_id as id from app.group_lives order by group_id limit 1");
    await test.rows("insert into app.insight_dirty (brand_id, group_id, from_day) values ($1, $2, '2026-11-21')", [
      test.brand.id,
      group?.id,
    ]);
    await test.rows("delete from app.insight_dirty where group_id = $1", [group?.id]);
    expect(await test.rows("select 1 from app.group_lives where group_id = $1", [group?.id])).toEqual([]);
    expect(await countPeople(test.as(), await scope(), period)).toBeNull();
    expect(await measure(test.as(), await scope(), period)).toEqual(kept);
  });
});
