import { describe, expect, it } from "vitest";
import { addOrgUnit } from "../brands/index.ts";
import { addToRoster, closeGroup, openGroup } from "../groups/index.ts";
import { advanceFlows } from "./advance.actions.ts";
import { startFlow, stopFlow } from "./course.actions.ts";
import { createFlow, publishFlow } from "./flows.actions.ts";
import { listFlows, showFlow } from "./read.actions.ts";
import { at, Sop, step } from "./sop.setup.ts";
import { showToday } from "./today.actions.ts";
import { showGroupTicks } from "./group-ticks.actions.ts";
import { showWeek } from "./week.actions.ts";

const sop = new Sop();

describe("groups", () => {
  it("enter as they open and leave as they close", async () => {
    const planned = await sop.group(false);
    const flowId = await sop.flow([step("morning", 450), step("noon", 720)]);
    await sop.publish(flowId);
    expect(await startFlow(sop.test.as(), { flowId, catchUp: false })).toEqual({ groups: 2 });
    await openGroup(sop.test.as(), { groupId: planned.id });
    await sop.test.react();
    sop.test.clock.now = at("07:30");
    await advanceFlows(sop.test.system());
    await closeGroup(sop.test.as(), { groupId: planned.id, reason: "" });
    await sop.test.react();
    sop.test.clock.now = at("12:00");
    await advanceFlows(sop.test.system());
    expect((await sop.sends(flowId)).map((send) => send.groups)).toEqual([3, 2]);
    await stopFlow(sop.test.as(), { flowId });
    const left = await sop.test.rows<{ n: number }>("select count(*)::int as n from app.runs where flow_id = $1 and state = 'active'", [
      flowId,
    ]);
    expect(left).toEqual([{ n: 0 }]);
  });

  it("without an owner get no task; an owner gets one for all his groups", async () => {
    const owner = await sop.test.staff(["group-admin"], sop.orgId);
    for (let n = 0; n < 2; n++) await sop.group(true, owner.id);
    const flowId = await sop.flow([step("patrol", 450, { action: { kind: "task", instructions: "看一遍" } })]);
    await sop.publish(flowId);
    await startFlow(sop.test.as(), { flowId, catchUp: false });
    sop.test.clock.now = at("07:30");
    await advanceFlows(sop.test.system());
    const tasks = await sop.test.rows("select title, note, assignee_id from app.tasks where unique_key like $1", [`flow:${flowId}:%`]);
    expect(tasks).toEqual([{ title: "patrol", note: "2 个群 · 看一遍", assignee_id: owner.id }]);
    await stopFlow(sop.test.as(), { flowId });
  });

  it("of one's own day are those one owns or has a duty in", async () => {
    const admin = await sop.test.staff(["operator"], sop.orgId);
    const { id: groupId } = await sop.group();
    const flowId = await sop.flow([step("morning", 450)]);
    await sop.publish(flowId);
    await startFlow(sop.test.as(), { flowId, catchUp: false });
    expect(await showToday(sop.test.as(admin), { mine: true })).toMatchObject({ groups: 0, steps: [] });
    await addToRoster(sop.test.as(), { groupId, role: "admin", kind: "staff", personId: admin.id, duty: "", shift: "" });
    expect(await showToday(sop.test.as(admin), { mine: true })).toMatchObject({ groups: 1, steps: [{ name: "morning" }] });
    await stopFlow(sop.test.as(), { flowId });
  });

  it("of another subtree are out of reach, and flows from above are read but not changed", async () => {
    const other = await addOrgUnit(sop.test.as(), { parentId: sop.test.headquartersId, name: `别处 ${++sop.serial}` });
    const operator = await sop.test.staff(["operator"], other.id);
    const flowId = await sop.flow([step("morning", 450)]);
    await expect(publishFlow(sop.test.as(operator), { flowId, revision: 1, note: "" })).rejects.toMatchObject({ code: "flows.missing" });
    expect((await showFlow(sop.test.as(operator), { flowId })).canManage).toBe(false);
    await expect(
      createFlow(sop.test.as(operator), { name: "越界", kind: "day", audience: { kind: "orgs", orgIds: [sop.orgId] }, preset: false }),
    ).rejects.toMatchObject({ code: "brands.org-missing" });
    const { id } = await createFlow(sop.test.as(operator), {
      name: `自家 ${++sop.serial}`,
      kind: "day",
      audience: { kind: "groups", groupIds: [(await sop.group()).id] },
      preset: true,
    });
    expect((await showFlow(sop.test.as(operator), { flowId: id })).groups).toBe(0);
  });
});

describe("a dry run", () => {
  it("adds up, names what is wrong, and is what is sent afterwards", async () => {
    const flowId = await sop.flow([
      step("morning", 450),
      step("arrivals", 540),
      step("crowd", 545),
      step("empty", 660, { slots: [{ weekday: 7, minute: 660 }], action: { kind: "send", content: null } }),
      step("evening", 1200),
    ]);
    const week = await showWeek(sop.test.as(), { flowId, source: "draft", day: "2026-11-25" });
    const { totals } = week;
    expect(week.from).toBe("2026-11-23");
    expect(totals).toMatchObject({ steps: 29, sends: 58, done: 0 });
    expect(totals.done + totals.ok + totals.clash + totals.over + totals.leftOut + totals.missing).toBe(totals.sends);
    expect(week.days.reduce((sum, day) => sum + day.sends, 0)).toBe(totals.sends);
    expect(totals).toMatchObject({ clash: 14, missing: 2 });
    expect(week.findings.map((finding) => finding.code)).toEqual(expect.arrayContaining(["clash-own", "missing", "gap"]));
    const move = week.findings.find((finding) => finding.code === "clash-own")?.repairs[0];
    expect(move).toMatchObject({ kind: "move", stepId: "crowd", minute: 570 });

    await sop.change(flowId, [step("morning", 450), step("arrivals", 540), step("evening", 1200)]);
    await sop.publish(flowId);
    const shown = await showWeek(sop.test.as(), { flowId, source: "draft" });
    await startFlow(sop.test.as(), { flowId, catchUp: false });
    for (const clock of ["07:30", "09:00", "20:00"]) {
      sop.test.clock.now = at(clock);
      await advanceFlows(sop.test.system());
    }
    const sunday = shown.occurrences.filter((one) => one.day === "2026-11-22" && !one.isPast).map((one) => [one.stepId, one.groups]);
    expect((await sop.sends(flowId)).map((send) => [send.step_id, send.groups])).toEqual(sunday);
    const after = await showWeek(sop.test.as(), { flowId, source: "running" });
    expect(after.totals.done).toBe(6);
    await stopFlow(sop.test.as(), { flowId });
  });

  it("offers of today only the hours that are still to come", async () => {
    const flowId = await sop.flow([step("morning", 450)]);
    sop.test.clock.now = at("15:10");
    const { gaps } = await showWeek(sop.test.as(), { flowId, source: "draft" });
    expect(gaps).toEqual([expect.objectContaining({ day: "2026-11-22", from: 15 * 60 + 15, to: 22 * 60 + 30 })]);
  });
});

describe("lists", () => {
  it("ask the same number of questions however much there is", async () => {
    const one = await sop.flow([step("morning", 450)]);
    await sop.publish(one);
    await startFlow(sop.test.as(), { flowId: one, catchUp: false });
    const few = await counted(() => listFlows(sop.test.as(), {}));
    const fewToday = await counted(() => showToday(sop.test.as(), {}));
    for (let n = 0; n < 4; n++) {
      await sop.group();
      const flowId = await sop.flow([step("morning", 450), step("noon", 720), step("evening", 1200)]);
      await sop.publish(flowId);
      await startFlow(sop.test.as(), { flowId, catchUp: false });
    }
    sop.test.clock.now = at("12:01");
    await advanceFlows(sop.test.system());
    expect(await counted(() => listFlows(sop.test.as(), {}))).toBe(few);
    expect(await counted(() => showToday(sop.test.as(), {}))).toBe(fewToday);
    const today = await showToday(sop.test.as(), { orgId: sop.orgId });
    expect(today.steps.map((one) => one.tick)).toEqual(expect.arrayContaining(["open", "coming"]));
  });

  it("say of each group how its own day stands, in as many questions for one as for all", async () => {
    const flowId = await sop.flow([step("morning", 450), step("noon", 720), step("evening", 1200)]);
    await sop.publish(flowId);
    await startFlow(sop.test.as(), { flowId, catchUp: false });
    sop.test.clock.now = at("07:31");
    await advanceFlows(sop.test.system());
    await sop.group();
    await sop.test.react();
    const groups = await sop.test.rows<{ id: string }>("select id from app.groups where org_id = $1 order by created_at, id", [sop.orgId]);
    const groupIds = groups.map((one) => one.id);
    await sop.test.rows("update app.deliveries set state = 'sent' where group_id = $1", [groupIds[0]]);
    const ask = (ids: string[]) => showGroupTicks(sop.test.as(), { groupIds: ids });
    const ticks = new Map((await ask(groupIds)).items.map((one) => [one.groupId, one.ticks]));
    expect(ticks.get(groupIds[0] ?? "")).toEqual(["done", "coming", "coming"]);
    expect(ticks.get(groupIds[1] ?? "")).toEqual(["open", "coming", "coming"]);
    sop.test.clock.now = at("07:45");
    expect((await ask(groupIds.slice(1, 2))).items[0]?.ticks[0]).toBe("late");
    expect(await counted(() => ask(groupIds))).toBe(await counted(() => ask(groupIds.slice(0, 1))));
    const stranger = sop.test.as(
      await sop.test.staff(["operator"], (await addOrgUnit(sop.test.as(), { parentId: sop.test.headquartersId, name: "别处" })).id),
    );
    expect(await showGroupTicks(stranger, { groupIds })).toEqual({ items: [] });
    await stopFlow(sop.test.as(), { flowId });
  });
});

/** How many statements the product's pool ran. */
async function counted(work: () => Promise<unknown>): Promise<number> {
  const { pool } = sop.test.runtime.database;
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
