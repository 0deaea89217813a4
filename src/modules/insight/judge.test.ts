import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays } from "../../lib/time.ts";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { DAY_MS, groupAt, makeWorld, settleAll, tell, type Told, type World } from "../../testing/history.ts";
import { changeGroup } from "../groups/index.ts";
import type { CommercialType } from "../groups/profile.contract.ts";
import { adviceOrder } from "./advice.rules.ts";
import type { AdviceCode } from "./advice.contract.ts";
import { dismissAdvice, giveAdviceTask, listGroupsInNeed, recallAdvice } from "./advice.actions.ts";
import { askRecompute, readBoard, readStageBoard } from "./board.actions.ts";
import { readCohorts, readFunnel, readFunnelRows } from "./funnel.actions.ts";
import { readGroupDays, readGroupState, readHeat } from "./group.actions.ts";
import { readMetrics } from "./measure.actions.ts";
import { metricKeys } from "./metrics.contract.ts";
import { setThresholds } from "./thresholds.actions.ts";
import { readTrend } from "./trend.actions.ts";

const NOW = new Date("2026-11-22T02:18:00.000Z");
const YESTERDAY = "2026-11-21";
const MONTH = { from: "2026-10-23", to: YESTERDAY };
let test: TestBrand;
let world: World;
let quiet: string;
let shaken: string;
beforeAll(async () => {
  test = await openTestBrand({ now: NOW });
  world = await makeWorld(test, 60);
  const owner = await test.staff(["operator"], world.cities[0], "周禾");
  const begin = NOW.getTime() - 40 * DAY_MS;
  quiet = await groupAt(test, "静下来的群", new Date(begin), { orgId: world.cities[0] ?? "", ownerStaffId: owner.id });
  shaken = await groupAt(test, "退了人的群", new Date(begin), { orgId: world.cities[1] ?? "", ownerStaffId: owner.id });
  const told: Told[] = [];
  for (const [g, groupId] of [quiet, shaken].entries()) {
    for (let p = 0; p < 24; p++)
      told.push({ kind: "joined", key: `j${g}-${p}`, at: new Date(begin + p * 60_000), groupId, person: `人${g}-${p}` });
    for (let d = 1; d < (g === 0 ? 30 : 40); d++)
      for (let p = 0; p < 6; p++)
        told.push({
          kind: "message",
          key: `m${g}-${d}-${p}`,
          at: new Date(begin + d * DAY_MS + p * 60_000),
          groupId,
          person: `人${g}-${(d + p) % 24}`,
          text: "今天有草莓吗",
        });
  }
  await tell(test.system(), told);
  await test.rows(
    "insert into app.seats (brand_id, id, group_id, member_id, kind, nickname, joined_at) select brand_id, gen_random_uuid(), $1, id, 'staff', '周禾', '2026-10-14' from app.members where nickname = '人0-0' limit 1",
    [shaken],
  );
  const at = NOW.getTime() - 2 * DAY_MS;
  await tell(test.system(), [
    { kind: "message", key: "long-picture", at: new Date(at), groupId: shaken, person: "人0-0", text: "促销长图：全场八折" },
    ...[1, 2, 3].map((p): Told => ({
      kind: "left",
      key: `gone-${p}`,
      at: new Date(at + p * 600_000),
      groupId: shaken,
      person: `人1-${p}`,
    })),
  ]);
  await settleAll(test);
});
afterAll(() => test.close());

const adviceOf = async (groupId: string) => (await readGroupState(test.as(), { groupId })).advice;

describe("groups that need help", () => {
  it("are found with the numbers and days that say why", async () => {
    const { items } = await listGroupsInNeed(test.as(), { scope: "brand", limit: 50 });
    expect(items.find((one) => one.group.id === quiet)).toMatchObject({
      dyingSince: "2026-11-18",
      advice: {
        code: "host-silent",
        act: "roster",
        cause: { effect: "silent", days: 10, lastDay: "2026-11-11", hostDay: null, questions: 90 },
      },
    });
    expect(items.find((one) => one.group.id === shaken)).toMatchObject({
      dyingSince: null,
      advice: { code: "exodus", act: "flow", cause: { left: 3, text: "促销长图：全场八折", at: "2026-11-20T02:18:00.000Z" } },
    });
    const events = await test.rows<{ group_id: string; data: { reason: string; since: string } }>(
      "select group_id, data from app.events where kind = 161",
    );
    expect(events).toContainEqual({ group_id: quiet, data: { reason: "silent", since: "2026-11-18" } });
  });

  it("are only those in sight", async () => {
    const operator = await test.staff(["operator"], world.cities[1]);
    const { items } = await listGroupsInNeed(test.as(operator), { scope: "brand", limit: 50 });
    expect(items.map((one) => one.group.id)).not.toContain(quiet);
    const advice = (await adviceOf(quiet))[0];
    await expect(dismissAdvice(test.as(operator), { adviceId: advice?.id ?? "" })).rejects.toMatchObject({ kind: "missing" });
  });

  it("are told what their type needs first, also when the type changes while advice stands", async () => {
    const ranksOf = async () => {
      const rows = await test.rows<{ code: AdviceCode; rank: number }>(
        "select code, rank from app.group_advice where group_id = $1 and ended_at is null order by rank",
        [quiet],
      );
      return rows.map((row) => [row.code, row.rank]);
    };
    const ordered = (type: CommercialType, codes: AdviceCode[]) => {
      const order = adviceOrder(type);
      return codes.map((code) => [code, order.indexOf(code)] as const).toSorted((a, b) => a[1] - b[1]);
    };
    const codes = (await adviceOf(quiet)).map((one) => one.code);
    for (const commercialType of ["service", "refined", "promotion"] as const) {
      await changeGroup(test.as(), { groupId: quiet, commercialType });
      await tell(test.system(), [
        {
          kind: "message",
          key: `as-${commercialType}`,
          at: new Date(NOW.getTime() - 40 * DAY_MS),
          groupId: quiet,
          person: "人0-3",
          text: "老消息",
        },
      ]);
      await settleAll(test);
      expect(await ranksOf()).toEqual(ordered(commercialType, codes));
    }
  });

  it("lose a piece of advice when it is done, put off, or its cause ends", async () => {
    const exodus = (await adviceOf(shaken)).find((one) => one.code === "exodus");
    await giveAdviceTask(test.as(), { adviceId: exodus?.id ?? "", title: "换掉长图", note: "" });
    const tasks = await test.rows<{ title: string; group_id: string }>("select title, group_id from app.tasks");
    expect(tasks).toEqual([{ title: "换掉长图", group_id: shaken }]);
    const oneHand = (await adviceOf(quiet)).find((one) => one.code === "one-hand");
    const dismissed = { adviceId: oneHand?.id ?? "" };
    await dismissAdvice(test.as(), dismissed);
    const other = await test.staff(["owner"]);
    await expect(recallAdvice(test.as(other), dismissed)).rejects.toMatchObject({ code: "insight.advice-missing" });
    await recallAdvice(test.as(), dismissed);
    expect((await adviceOf(quiet)).find((one) => one.code === "one-hand")).toEqual(oneHand);
    await dismissAdvice(test.as(), dismissed);
    await tell(test.system(), [
      { kind: "message", key: "again", at: new Date(NOW.getTime() - 60_000), groupId: quiet, person: "人0-3", text: "有人吗" },
    ]);
    await settleAll(test);
    expect((await adviceOf(shaken)).map((one) => one.code)).not.toContain("exodus");
    expect((await adviceOf(quiet)).map((one) => one.code)).not.toContain("one-hand");
    expect((await adviceOf(quiet)).find((one) => one.code === "host-silent")?.cause).toMatchObject({ effect: "fading" });
    const late = Array.from({ length: 8 }, (_, d) =>
      Array.from({ length: 6 }, (_, p): Told => ({
        kind: "message",
        key: `late-${d}-${p}`,
        at: new Date(NOW.getTime() - (d + 1) * DAY_MS),
        groupId: quiet,
        person: `人0-${p}`,
        text: "补报的消息",
      })),
    ).flat();
    await tell(test.system(), late);
    await settleAll(test);
    expect((await readGroupState(test.as(), { groupId: quiet })).dyingSince).toBeNull();
    const ended = await test.rows<{ ended_by: string }>("select ended_by from app.group_advice where ended_at is not null order by 1");
    expect(ended.map((one) => one.ended_by)).toEqual(expect.arrayContaining(["action", "cause", "dismissed"]));
    expect(await test.rows("select 1 from app.events where kind = 162 and group_id = $1", [quiet])).toHaveLength(1);
  });
});

describe("the board", () => {
  it("shows the same numbers as the figures, sorted, paged and exported", async () => {
    for (const days of [1, 7, 30] as const) {
      const board = await readBoard(test.as(), { scope: "brand", days, sort: "interaction", descending: true, limit: 3 });
      const { figures } = await readMetrics(test.as(), { scope: "brand", from: addDays(YESTERDAY, 1 - days), to: YESTERDAY, trendDays: 0 });
      for (const figure of figures) expect(board.sums[figure.key].value ?? -1, `${days} ${figure.key}`).toBeCloseTo(figure.value ?? -1, 9);
      const next = await readBoard(test.as(), {
        scope: "brand",
        days,
        sort: "interaction",
        descending: true,
        limit: 3,
        cursor: board.nextCursor ?? "",
      });
      const values = [...board.items, ...next.items].map((row) => row.cells.interaction.value ?? -1);
      expect(values).toEqual(values.toSorted((a, b) => b - a));
      expect(new Set([...board.items, ...next.items].map((row) => row.group.id)).size).toBe(board.total);
    }
  });

  it("counts every live group in one stage", async () => {
    const board = await readStageBoard(test.as(), { scope: "brand" });
    expect(board.columns.reduce((sum, one) => sum + one.groups, 0)).toBe(6);
    expect(board.columns.map((one) => one.measure)).toEqual(["seats", "interaction", "retention", "conversion", "referral"]);
    const before = await readGroupState(test.as(), { groupId: shaken });
    await setThresholds(test.as(), {
      commercialType: "promotion",
      thresholds: { seatsShare: 0.5, interaction7d: 0.01, retention30d: 0.01, conversion30d: 0, referral30d: 0.1 },
    });
    await settleAll(test);
    const after = await readGroupState(test.as(), { groupId: shaken });
    expect([before.stage, after.stage, after.stageSince]).toEqual([4, 5, YESTERDAY]);
    expect(after.ladder.map((rung) => rung.isMet)).toEqual([false, true, true, true, false]);
    const changes = await test.rows("select data from app.events where kind = 160 and group_id = $1 order by id desc limit 1", [shaken]);
    expect(changes).toEqual([{ data: { from: 4, to: 5, day: YESTERDAY } }]);
  });

  it("opens the funnel into people, each step out of the one before", async () => {
    const period = { scope: "brand", from: "2026-09-24", to: YESTERDAY };
    const { steps } = await readFunnel(test.as(), period);
    const counts = steps.slice(1).map((one) => one.count);
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    for (const step of ["acquired", "activated", "retained", "paid"] as const) {
      const { items, total } = await readFunnelRows(test.as(), { ...period, step, stopped: false, limit: 200 });
      expect(total).toBe(steps.find((one) => one.step === step)?.count);
      expect(items).toHaveLength(Math.min(200, total));
    }
    const stopped = await readFunnelRows(test.as(), { ...period, step: "activated", stopped: true, limit: 1 });
    expect(stopped.total).toBe((counts[0] ?? 0) - (counts[1] ?? 0));
  });

  it("keeps cohorts, heat, days and trends in step with the figures", async () => {
    const { weeks } = await readCohorts(test.as(), { scope: "brand", weeks: 8 });
    for (const week of weeks) for (const kept of week.kept) expect(kept ?? 0).toBeLessThanOrEqual(week.people);
    expect(weeks.at(-1)?.kept.at(-1)).toBeNull();
    const groupId = world.groups[0] ?? "";
    const heat = await readHeat(test.as(), { groupId });
    const days = await readGroupDays(test.as(), { groupId, from: heat.from, to: heat.to });
    expect(heat.values.flat().reduce((a, b) => a + b, 0)).toBe(days.days.reduce((sum, one) => sum + (one.validMessages ?? 0), 0));
    const trend = await readTrend(test.as(), { scope: "brand", metric: "interaction", ...MONTH, by: "children" });
    expect(trend.lines.map((line) => line.name)).toEqual(["云溪市", "南浦市"]);
    const city = await readMetrics(test.as(), {
      scope: `org:${world.cities[0]}`,
      from: addDays(YESTERDAY, -6),
      to: YESTERDAY,
      trendDays: 0,
    });
    expect(trend.lines[0]?.values.at(-1)).toBeCloseTo(city.figures.find((one) => one.key === "interaction")?.value ?? -1, 9);
    expect(metricKeys).toHaveLength(10);
  });

  it("comes out the same when the operator has it counted anew", async () => {
    const before = await readMetrics(test.as(), { scope: "brand", ...MONTH, trendDays: 30 });
    expect(await askRecompute(test.as(), { scope: "brand" })).toEqual({ groups: 6 });
    await settleAll(test);
    expect(await readMetrics(test.as(), { scope: "brand", ...MONTH, trendDays: 30 })).toEqual(before);
  });
});

describe("groups of three types", () => {
  it("that went the same way are told to begin with what their type lives on", async () => {
    const begin = NOW.getTime() - 20 * DAY_MS;
    const ordered: string[][] = [];
    for (const commercialType of ["promotion", "refined", "service"] as const) {
      const owner = await test.staff(["operator"], world.cities[0]);
      const groupId = await groupAt(test, commercialType, new Date(begin), { commercialType, ownerStaffId: owner.id });
      const joined = Array.from({ length: 24 }, (_, p): Told => {
        const at = new Date(p < 21 ? begin + p * 60_000 : NOW.getTime() - 3 * DAY_MS);
        return { kind: "joined", key: `${commercialType}-j${p}`, at, groupId, person: `${commercialType}${p}` };
      });
      const said = Array.from({ length: 120 }, (_, n): Told => {
        const at = new Date(begin + (Math.floor(n / 6) + 0.1) * DAY_MS + (n % 6) * 60_000);
        return { kind: "message", key: `${commercialType}-m${n}`, at, groupId, person: `${commercialType}${n % 20}`, text: "今天有草莓吗" };
      });
      await tell(test.system(), [...joined, ...said]);
      await settleAll(test);
      ordered.push((await adviceOf(groupId)).map((one) => one.code));
    }
    expect(ordered).toEqual([
      ["quiet-hour", "unwelcomed", "one-hand", "slow-start"],
      ["unwelcomed", "quiet-hour", "one-hand", "slow-start"],
      ["unwelcomed", "one-hand", "slow-start", "quiet-hour"],
    ]);
  });
});
