import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openTestBrand, type TestBrand } from "../../testing/brand.ts";
import { addOrgUnit, changeBrandSettings } from "../brands/index.ts";
import { createContent, moveContent } from "../contents/index.ts";
import { closeGroup, createGroup, openGroup } from "../groups/index.ts";
import { advanceFlows } from "./advance.actions.ts";
import { pauseFlow, resumeFlow, skipStep, startFlow, stopFlow } from "./course.actions.ts";
import { createFlow, publishFlow, removeFlow, saveDraft } from "./flows.actions.ts";
import { listFlows, listVersions, showFlow } from "./read.actions.ts";
import type { FlowSpec, Step } from "./spec.contract.ts";
import { showToday } from "./today.actions.ts";
import { showWeek } from "./week.actions.ts";

let test: TestBrand;
let orgId: string;
beforeAll(async () => {
  test = await openTestBrand({ now: at("07:00") });
  await changeBrandSettings(test.as(), { quietFromMinute: 22 * 60 + 30, quietToMinute: 7 * 60 });
});
afterAll(() => test.close());

/** A clock time of Sunday 22 November 2026, or of another day, in Shanghai. */
function at(clock: string, day = "2026-11-22"): Date {
  return new Date(`${day}T${clock}:00+08:00`);
}
const everyDay = (minute: number) => [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, minute }));
const step = (id: string, minute: number, part: Partial<Step> = {}): Step => ({
  id,
  name: id,
  direction: "engage",
  slots: everyDay(minute),
  minutes: 30,
  graceMinutes: 60,
  action: { kind: "send", content: { kind: "text", text: `{群名}：${id}` } },
  ...part,
});

let serial = 0;
const newGroup = (open = true) =>
  createGroup(test.as(), {
    name: `柳岸 ${++serial}`,
    orgId,
    positioning: "benefit",
    commercialType: "promotion",
    channel: "web",
    ownerStaffId: null,
    open,
  });

async function newFlow(steps: Step[], audience?: FlowSpec["audience"]): Promise<string> {
  const spec: FlowSpec = { audience: audience ?? { kind: "orgs", orgIds: [orgId] }, steps };
  const { id } = await createFlow(test.as(), { name: `SOP ${++serial}`, kind: "day", audience: spec.audience, preset: false, spec });
  return id;
}
const publish = async (flowId: string) =>
  publishFlow(test.as(), { flowId, revision: (await showFlow(test.as(), { flowId })).draftRevision, note: "" });
async function change(flowId: string, steps: Step[]): Promise<void> {
  const { draftRevision: revision, draft } = await showFlow(test.as(), { flowId });
  await saveDraft(test.as(), { flowId, revision, spec: { ...draft, steps } });
}
const sendsOf = (flowId: string) =>
  test.rows<{ step_id: string; day: string; flow_version: number; state: string; groups: number }>(
    `select s.step_id, to_char(s.local_day, 'MM-DD') as day, s.flow_version, s.state, (select count(*)::int from app.deliveries d where d.send_id = s.id) as groups
     from app.sends s where s.flow_id = $1 order by s.due_at`,
    [flowId],
  );
const statesOf = (flowId: string) =>
  test.rows<{ step_id: string; state: string; groups: number }>(
    "select step_id, state, groups from app.flow_occurrences where flow_id = $1 order by due_at",
    [flowId],
  );

beforeEach(async () => {
  test.clock.now = at("07:00");
  orgId = (await addOrgUnit(test.as(), { parentId: test.headquartersId, name: `城市 ${++serial}` })).id;
  await newGroup();
  await newGroup();
});

describe("a running flow", () => {
  it("makes each step once, at its time, for every open group of its audience", async () => {
    const flowId = await newFlow([step("morning", 450), step("noon", 720)]);
    await publish(flowId);
    expect(await startFlow(test.as(), { flowId, catchUp: false })).toEqual({ groups: 2 });
    test.clock.now = at("07:29");
    expect(await advanceFlows(test.system())).toBe(0);
    test.clock.now = at("07:30");
    await Promise.all([advanceFlows(test.system()), advanceFlows(test.system())]);
    await advanceFlows(test.system());
    expect(await sendsOf(flowId)).toMatchObject([{ step_id: "morning", day: "11-22", flow_version: 1, groups: 2 }]);
    test.clock.now = at("12:05");
    await advanceFlows(test.system());
    expect((await sendsOf(flowId)).map((send) => send.step_id)).toEqual(["morning", "noon"]);
    expect((await showFlow(test.as(), { flowId })).nextDueAt).toBe(at("07:30", "2026-11-23").toISOString());
    await stopFlow(test.as(), { flowId });
  });

  it("loses nothing when the process dies before the commit, and doubles nothing after it", async () => {
    const flowId = await newFlow([step("morning", 450)]);
    await publish(flowId);
    await startFlow(test.as(), { flowId, catchUp: false });
    test.clock.now = at("07:31");
    const dies = test.system().transaction(async (ctx) => {
      await advanceFlows(ctx);
      throw new Error("killed");
    });
    await expect(dies).rejects.toThrow("killed");
    expect(await sendsOf(flowId)).toEqual([]);
    await advanceFlows(test.system());
    expect(await sendsOf(flowId)).toHaveLength(1);
    await test.rows(
      "update app.flows set planned_until = planned_until - interval '1 hour', next_due_at = planned_until - interval '1 hour' where id = $1",
      [flowId],
    );
    await advanceFlows(test.system());
    expect(await sendsOf(flowId)).toHaveLength(1);
    await stopFlow(test.as(), { flowId });
  });

  it("after a long standstill sends what is within its grace and writes down the rest as run out", async () => {
    const flowId = await newFlow([step("morning", 450), step("late", 540, { graceMinutes: 30 }), step("noon", 600, { graceMinutes: 90 })]);
    await publish(flowId);
    await startFlow(test.as(), { flowId, catchUp: false });
    test.clock.now = at("11:00", "2026-11-24");
    for (let more = 1; more > 0;) more = await advanceFlows(test.system());
    const states = await statesOf(flowId);
    expect(states).toHaveLength(9);
    expect(states.filter((row) => row.state === "made").map((row) => row.step_id)).toEqual(["noon"]);
    expect(await sendsOf(flowId)).toMatchObject([{ step_id: "noon", day: "11-24" }]);
    await stopFlow(test.as(), { flowId });
  });

  it("started late goes on with the next step, or also sends what is still in time", async () => {
    test.clock.now = at("10:05");
    const one = await newFlow([step("morning", 450), step("ten", 600), step("noon", 720)]);
    const two = await newFlow([step("morning", 450), step("ten", 600), step("noon", 720)]);
    for (const flowId of [one, two]) await publish(flowId);
    await startFlow(test.as(), { flowId: one, catchUp: false });
    await startFlow(test.as(), { flowId: two, catchUp: true });
    await advanceFlows(test.system());
    expect(await sendsOf(one)).toEqual([]);
    expect((await sendsOf(two)).map((send) => send.step_id)).toEqual(["ten"]);
    expect((await statesOf(two)).map((row) => row.step_id)).toEqual(["ten"]);
    for (const flowId of [one, two]) await stopFlow(test.as(), { flowId });
  });
});

describe("editing while it runs", () => {
  it("takes over from the next step and keeps steps by their ids", async () => {
    const flowId = await newFlow([step("morning", 450), step("noon", 720)]);
    await publish(flowId);
    await startFlow(test.as(), { flowId, catchUp: false });
    test.clock.now = at("07:30");
    await advanceFlows(test.system());
    test.clock.now = at("10:30");
    await change(flowId, [step("morning", 660), step("noon", 780), step("early", 600), step("evening", 1200)]);
    expect(await publish(flowId)).toEqual({ version: 2 });
    await advanceFlows(test.system());
    test.clock.now = at("12:30");
    await advanceFlows(test.system());
    expect(await sendsOf(flowId)).toMatchObject([{ step_id: "morning", flow_version: 1 }]);
    test.clock.now = at("20:00");
    await advanceFlows(test.system());
    expect((await sendsOf(flowId)).map((send) => [send.step_id, send.flow_version])).toEqual([
      ["morning", 1],
      ["evening", 2],
    ]);
    expect((await statesOf(flowId)).map((row) => [row.step_id, row.state])).toEqual([
      ["morning", "made"],
      ["noon", "expired"],
      ["evening", "made"],
    ]);
    expect((await listVersions(test.as(), { flowId })).items.map((row) => [row.version, row.isRunning])).toEqual([
      [2, true],
      [1, false],
    ]);
    const runs = await test.rows<{ version: number }>("select distinct version from app.runs where flow_id = $1", [flowId]);
    expect(runs).toEqual([{ version: 2 }]);
    await stopFlow(test.as(), { flowId });
  });

  it("refuses a draft that another has saved since, and one that cannot be sent", async () => {
    const flowId = await newFlow([step("morning", 450)]);
    const { draft, draftRevision: revision } = await showFlow(test.as(), { flowId });
    await saveDraft(test.as(), { flowId, revision, spec: draft });
    await expect(saveDraft(test.as(), { flowId, revision, spec: draft })).rejects.toMatchObject({ code: "flows.edited-elsewhere" });
    const body = { format: "text" as const, text: "脐橙" };
    const { id: contentId } = await createContent(test.as(), { name: "脐橙", direction: "convert", folderId: null, expiresOn: null, body });
    await change(flowId, [
      step("morning", 450, { action: { kind: "send", content: { kind: "content", contentId } } }),
      step("noon", 720, { action: { kind: "send", content: null } }),
    ]);
    await expect(publish(flowId)).rejects.toMatchObject({
      code: "flows.not-ready",
      details: { problems: [{ code: "nothing-chosen" }, { code: "content-not-approved" }] },
    });
    await moveContent(test.as(), { contentId, version: 1, move: "approve", note: "", acceptsWords: false });
    await change(flowId, [step("morning", 450, { action: { kind: "send", content: { kind: "content", contentId } } })]);
    expect(await publish(flowId)).toEqual({ version: 1 });
    await change(flowId, [step("morning", 450, { action: { kind: "send", content: { kind: "text", text: "{姓名}早" } } })]);
    await expect(publish(flowId)).rejects.toMatchObject({ code: "contents.unknown-variable" });
    await expect(removeFlow(test.as(), { flowId })).rejects.toMatchObject({ code: "flows.was-published" });
  });
});

describe("pausing", () => {
  it("holds what was made and makes nothing; going on leaves out what fell due meanwhile, unless asked to catch up", async () => {
    for (const catchUp of [false, true]) {
      test.clock.now = at("07:00");
      const flowId = await newFlow([step("morning", 450), step("ten", 600), step("noon", 720)]);
      await publish(flowId);
      await startFlow(test.as(), { flowId, catchUp: false });
      test.clock.now = at("07:30");
      await advanceFlows(test.system());
      const begun = performance.now();
      expect(await pauseFlow(test.as(), { flowId })).toEqual({ held: 1 });
      expect(performance.now() - begun).toBeLessThan(1000);
      expect((await sendsOf(flowId)).map((send) => send.state)).toEqual(["paused"]);
      test.clock.now = at("10:20");
      expect(await advanceFlows(test.system())).toBe(0);
      await resumeFlow(test.as(), { flowId, catchUp });
      await advanceFlows(test.system());
      expect((await statesOf(flowId)).map((row) => [row.step_id, row.state])).toEqual([
        ["morning", "made"],
        ["ten", catchUp ? "made" : "paused"],
      ]);
      const spared = await stopFlow(test.as(), { flowId });
      expect(spared.spared).toBe(catchUp ? 4 : 2);
      await expect(pauseFlow(test.as(), { flowId })).rejects.toMatchObject({ code: "flows.wrong-state" });
    }
  });

  it("of one step on one day leaves the others alone", async () => {
    const flowId = await newFlow([step("morning", 450), step("noon", 720)]);
    await publish(flowId);
    await startFlow(test.as(), { flowId, catchUp: false });
    await skipStep(test.as(), { flowId, stepId: "morning", day: "2026-11-22", skip: true });
    test.clock.now = at("12:00");
    await advanceFlows(test.system());
    expect((await sendsOf(flowId)).map((send) => send.step_id)).toEqual(["noon"]);
    test.clock.now = at("07:30", "2026-11-23");
    await advanceFlows(test.system());
    expect((await sendsOf(flowId)).at(-1)).toMatchObject({ step_id: "morning", day: "11-23" });
    await stopFlow(test.as(), { flowId });
  });
});

describe("groups", () => {
  it("enter as they open and leave as they close", async () => {
    const planned = await newGroup(false);
    const flowId = await newFlow([step("morning", 450), step("noon", 720)]);
    await publish(flowId);
    expect(await startFlow(test.as(), { flowId, catchUp: false })).toEqual({ groups: 2 });
    await openGroup(test.as(), { groupId: planned.id });
    await test.react();
    test.clock.now = at("07:30");
    await advanceFlows(test.system());
    await closeGroup(test.as(), { groupId: planned.id, reason: "" });
    await test.react();
    test.clock.now = at("12:00");
    await advanceFlows(test.system());
    expect((await sendsOf(flowId)).map((send) => send.groups)).toEqual([3, 2]);
    await stopFlow(test.as(), { flowId });
    const left = await test.rows<{ n: number }>("select count(*)::int as n from app.runs where flow_id = $1 and state = 'active'", [
      flowId,
    ]);
    expect(left).toEqual([{ n: 0 }]);
  });

  it("without an owner get no task; an owner gets one for all his groups", async () => {
    const owner = await test.staff(["group-admin"], orgId);
    for (let n = 0; n < 2; n++)
      await createGroup(test.as(), {
        name: `锦园 ${++serial}`,
        orgId,
        positioning: "benefit",
        commercialType: "promotion",
        channel: "web",
        ownerStaffId: owner.id,
        open: true,
      });
    const flowId = await newFlow([step("patrol", 450, { action: { kind: "task", instructions: "看一遍" } })]);
    await publish(flowId);
    await startFlow(test.as(), { flowId, catchUp: false });
    test.clock.now = at("07:30");
    await advanceFlows(test.system());
    const tasks = await test.rows("select title, note, assignee_id from app.tasks where unique_key like $1", [`flow:${flowId}:%`]);
    expect(tasks).toEqual([{ title: "patrol", note: "2 个群 · 看一遍", assignee_id: owner.id }]);
    await stopFlow(test.as(), { flowId });
  });

  it("of another subtree are out of reach, and flows from above are read but not changed", async () => {
    const other = await addOrgUnit(test.as(), { parentId: test.headquartersId, name: `别处 ${++serial}` });
    const operator = await test.staff(["operator"], other.id);
    const flowId = await newFlow([step("morning", 450)]);
    await expect(publishFlow(test.as(operator), { flowId, revision: 1, note: "" })).rejects.toMatchObject({ code: "flows.missing" });
    expect((await showFlow(test.as(operator), { flowId })).canManage).toBe(false);
    await expect(
      createFlow(test.as(operator), { name: "越界", kind: "day", audience: { kind: "orgs", orgIds: [orgId] }, preset: false }),
    ).rejects.toMatchObject({ code: "brands.org-missing" });
    const { id } = await createFlow(test.as(operator), {
      name: `自家 ${++serial}`,
      kind: "day",
      audience: { kind: "groups", groupIds: [(await newGroup()).id] },
      preset: true,
    });
    expect((await showFlow(test.as(operator), { flowId: id })).groups).toBe(0);
  });
});

describe("a dry run", () => {
  it("adds up, names what is wrong, and is what is sent afterwards", async () => {
    const flowId = await newFlow([
      step("morning", 450),
      step("arrivals", 540),
      step("crowd", 545),
      step("empty", 660, { slots: [{ weekday: 7, minute: 660 }], action: { kind: "send", content: null } }),
      step("evening", 1200),
    ]);
    const week = await showWeek(test.as(), { flowId, source: "draft", day: "2026-11-25" });
    const { totals } = week;
    expect(week.from).toBe("2026-11-23");
    expect(totals).toMatchObject({ steps: 29, sends: 58, done: 0 });
    expect(totals.done + totals.ok + totals.clash + totals.over + totals.leftOut + totals.missing).toBe(totals.sends);
    expect(week.days.reduce((sum, day) => sum + day.sends, 0)).toBe(totals.sends);
    expect(totals).toMatchObject({ clash: 14, missing: 2 });
    expect(week.findings.map((finding) => finding.code)).toEqual(expect.arrayContaining(["clash-own", "missing", "gap"]));
    const move = week.findings.find((finding) => finding.code === "clash-own")?.repairs[0];
    expect(move).toMatchObject({ kind: "move", stepId: "crowd", minute: 570 });

    await change(flowId, [step("morning", 450), step("arrivals", 540), step("evening", 1200)]);
    await publish(flowId);
    const shown = await showWeek(test.as(), { flowId, source: "draft" });
    await startFlow(test.as(), { flowId, catchUp: false });
    for (const clock of ["07:30", "09:00", "20:00"]) {
      test.clock.now = at(clock);
      await advanceFlows(test.system());
    }
    const sunday = shown.occurrences.filter((one) => one.day === "2026-11-22" && !one.isPast).map((one) => [one.stepId, one.groups]);
    expect((await sendsOf(flowId)).map((send) => [send.step_id, send.groups])).toEqual(sunday);
    const after = await showWeek(test.as(), { flowId, source: "running" });
    expect(after.totals.done).toBe(6);
    await stopFlow(test.as(), { flowId });
  });
});

describe("lists", () => {
  it("ask the same number of questions however much there is", async () => {
    const one = await newFlow([step("morning", 450)]);
    await publish(one);
    await startFlow(test.as(), { flowId: one, catchUp: false });
    const few = await counted(() => listFlows(test.as(), {}));
    const fewToday = await counted(() => showToday(test.as(), {}));
    for (let n = 0; n < 4; n++) {
      await newGroup();
      const flowId = await newFlow([step("morning", 450), step("noon", 720), step("evening", 1200)]);
      await publish(flowId);
      await startFlow(test.as(), { flowId, catchUp: false });
    }
    test.clock.now = at("12:01");
    await advanceFlows(test.system());
    expect(await counted(() => listFlows(test.as(), {}))).toBe(few);
    expect(await counted(() => showToday(test.as(), {}))).toBe(fewToday);
    const today = await showToday(test.as(), { orgId });
    expect(today.steps.map((one) => one.tick)).toEqual(expect.arrayContaining(["open", "coming"]));
  });
});

/** How many statements the product's pool ran. */
async function counted(work: () => Promise<unknown>): Promise<number> {
  const { pool } = test.runtime.database;
  let statements = 0;
  const connect = pool.connect.bind(pool);
  const seen = new WeakSet<object>();
  Object.assign(pool, {
    connect: async () => {
      const client = await connect();
      if (!seen.has(client)) {
        seen.add(client);
        const query = client.query.bind(client);
        Object.assign(client, {
          query: (...args: unknown[]) => {
            if (!String(args[0]).includes("set_config")) statements++;
            return Reflect.apply(query, client, args);
          },
        });
      }
      return client;
    },
  });
  try {
    await work();
    return statements;
  } finally {
    Object.assign(pool, { connect });
  }
}
