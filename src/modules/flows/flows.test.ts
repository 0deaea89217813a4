import { describe, expect, it } from "vitest";
import { createContent, moveContent } from "../contents/index.ts";
import { advanceFlows } from "./advance.actions.ts";
import { pauseFlow, resumeFlow, skipStep, startFlow, stopFlow } from "./course.actions.ts";
import { removeFlow, saveDraft } from "./flows.actions.ts";
import { listVersions, showFlow } from "./read.actions.ts";
import { at, Sop, step } from "./sop.setup.ts";

const sop = new Sop();

describe("a running flow", () => {
  it("makes each step once, at its time, for every open group of its audience", async () => {
    const flowId = await sop.flow([step("morning", 450), step("noon", 720)]);
    await sop.publish(flowId);
    expect(await startFlow(sop.test.as(), { flowId, catchUp: false })).toEqual({ groups: 2 });
    sop.test.clock.now = at("07:29");
    expect(await advanceFlows(sop.test.system())).toBe(0);
    sop.test.clock.now = at("07:30");
    await Promise.all([advanceFlows(sop.test.system()), advanceFlows(sop.test.system())]);
    await advanceFlows(sop.test.system());
    expect(await sop.sends(flowId)).toMatchObject([{ step_id: "morning", day: "11-22", flow_version: 1, groups: 2 }]);
    sop.test.clock.now = at("12:05");
    await advanceFlows(sop.test.system());
    expect((await sop.sends(flowId)).map((send) => send.step_id)).toEqual(["morning", "noon"]);
    expect((await showFlow(sop.test.as(), { flowId })).nextDueAt).toBe(at("07:30", "2026-11-23").toISOString());
    await stopFlow(sop.test.as(), { flowId });
  });

  it("loses nothing when the process dies before the commit, and doubles nothing after it", async () => {
    const flowId = await sop.flow([step("morning", 450)]);
    await sop.publish(flowId);
    await startFlow(sop.test.as(), { flowId, catchUp: false });
    sop.test.clock.now = at("07:31");
    const dies = sop.test.system().transaction(async (ctx) => {
      await advanceFlows(ctx);
      throw new Error("killed");
    });
    await expect(dies).rejects.toThrow("killed");
    expect(await sop.sends(flowId)).toEqual([]);
    await advanceFlows(sop.test.system());
    expect(await sop.sends(flowId)).toHaveLength(1);
    await sop.test.rows(
      "update app.flows set planned_until = planned_until - interval '1 hour', next_due_at = planned_until - interval '1 hour' where id = $1",
      [flowId],
    );
    await advanceFlows(sop.test.system());
    expect(await sop.sends(flowId)).toHaveLength(1);
    await stopFlow(sop.test.as(), { flowId });
  });

  it("after a long standstill sends what is within its grace and writes down the rest as run out", async () => {
    const flowId = await sop.flow([step("morning", 450), step("late", 540, { graceMinutes: 30 }), step("noon", 600, { graceMinutes: 90 })]);
    await sop.publish(flowId);
    await startFlow(sop.test.as(), { flowId, catchUp: false });
    sop.test.clock.now = at("11:00", "2026-11-24");
    for (let more = 1; more > 0;) more = await advanceFlows(sop.test.system());
    const states = await sop.states(flowId);
    expect(states).toHaveLength(9);
    expect(states.filter((row) => row.state === "made").map((row) => row.step_id)).toEqual(["noon"]);
    expect(await sop.sends(flowId)).toMatchObject([{ step_id: "noon", day: "11-24" }]);
    await stopFlow(sop.test.as(), { flowId });
  });

  it("started late goes on with the next step, or also sends what is still in time", async () => {
    sop.test.clock.now = at("10:05");
    const one = await sop.flow([step("morning", 450), step("ten", 600), step("noon", 720)]);
    const two = await sop.flow([step("morning", 450), step("ten", 600), step("noon", 720)]);
    for (const flowId of [one, two]) await sop.publish(flowId);
    await startFlow(sop.test.as(), { flowId: one, catchUp: false });
    await startFlow(sop.test.as(), { flowId: two, catchUp: true });
    await advanceFlows(sop.test.system());
    expect(await sop.sends(one)).toEqual([]);
    expect((await sop.sends(two)).map((send) => send.step_id)).toEqual(["ten"]);
    expect((await sop.states(two)).map((row) => row.step_id)).toEqual(["ten"]);
    for (const flowId of [one, two]) await stopFlow(sop.test.as(), { flowId });
  });
});

describe("editing while it runs", () => {
  it("takes over from the next step and keeps steps by their ids", async () => {
    const flowId = await sop.flow([step("morning", 450), step("noon", 720)]);
    await sop.publish(flowId);
    await startFlow(sop.test.as(), { flowId, catchUp: false });
    sop.test.clock.now = at("07:30");
    await advanceFlows(sop.test.system());
    sop.test.clock.now = at("10:30");
    await sop.change(flowId, [step("morning", 660), step("noon", 780), step("early", 600), step("evening", 1200)]);
    expect(await sop.publish(flowId)).toEqual({ version: 2 });
    await advanceFlows(sop.test.system());
    sop.test.clock.now = at("12:30");
    await advanceFlows(sop.test.system());
    expect(await sop.sends(flowId)).toMatchObject([{ step_id: "morning", flow_version: 1 }]);
    sop.test.clock.now = at("20:00");
    await advanceFlows(sop.test.system());
    expect((await sop.sends(flowId)).map((send) => [send.step_id, send.flow_version])).toEqual([
      ["morning", 1],
      ["evening", 2],
    ]);
    expect((await sop.states(flowId)).map((row) => [row.step_id, row.state])).toEqual([
      ["morning", "made"],
      ["noon", "expired"],
      ["evening", "made"],
    ]);
    expect((await listVersions(sop.test.as(), { flowId })).items.map((row) => [row.version, row.isRunning])).toEqual([
      [2, true],
      [1, false],
    ]);
    const runs = await sop.test.rows<{ version: number }>("select distinct version from app.runs where flow_id = $1", [flowId]);
    expect(runs).toEqual([{ version: 2 }]);
    await stopFlow(sop.test.as(), { flowId });
  });

  it("refuses a draft that another has saved since, and one that cannot be sent", async () => {
    const flowId = await sop.flow([step("morning", 450)]);
    const { draft, draftRevision: revision } = await showFlow(sop.test.as(), { flowId });
    await saveDraft(sop.test.as(), { flowId, revision, spec: draft });
    await expect(saveDraft(sop.test.as(), { flowId, revision, spec: draft })).rejects.toMatchObject({ code: "flows.edited-elsewhere" });
    const body = { format: "text" as const, text: "脐橙" };
    const { id: contentId } = await createContent(sop.test.as(), {
      name: "脐橙",
      direction: "convert",
      folderId: null,
      expiresOn: null,
      body,
    });
    await sop.change(flowId, [
      step("morning", 450, { action: { kind: "send", content: { kind: "content", contentId } } }),
      step("noon", 720, { action: { kind: "send", content: null } }),
    ]);
    await expect(sop.publish(flowId)).rejects.toMatchObject({
      code: "flows.not-ready",
      details: { problems: [{ code: "nothing-chosen" }, { code: "content-not-approved" }] },
    });
    await moveContent(sop.test.as(), { contentId, version: 1, move: "approve", note: "", acceptsWords: false });
    await sop.change(flowId, [step("morning", 450, { action: { kind: "send", content: { kind: "content", contentId } } })]);
    expect(await sop.publish(flowId)).toEqual({ version: 1 });
    await sop.change(flowId, [step("morning", 450, { action: { kind: "send", content: { kind: "text", text: "{姓名}早" } } })]);
    await expect(sop.publish(flowId)).rejects.toMatchObject({ code: "contents.unknown-variable" });
    await expect(removeFlow(sop.test.as(), { flowId })).rejects.toMatchObject({ code: "flows.was-published" });
  });
});

describe("pausing", () => {
  it("holds what was made and makes nothing; going on leaves out what fell due meanwhile, unless asked to catch up", async () => {
    for (const catchUp of [false, true]) {
      sop.test.clock.now = at("07:00");
      const flowId = await sop.flow([step("morning", 450), step("ten", 600), step("noon", 720)]);
      await sop.publish(flowId);
      await startFlow(sop.test.as(), { flowId, catchUp: false });
      sop.test.clock.now = at("07:30");
      await advanceFlows(sop.test.system());
      expect(await pauseFlow(sop.test.as(), { flowId })).toEqual({ held: 1 });
      expect((await sop.sends(flowId)).map((send) => send.state)).toEqual(["paused"]);
      sop.test.clock.now = at("10:20");
      expect(await advanceFlows(sop.test.system())).toBe(0);
      await resumeFlow(sop.test.as(), { flowId, catchUp });
      await advanceFlows(sop.test.system());
      expect((await sop.states(flowId)).map((row) => [row.step_id, row.state])).toEqual([
        ["morning", "made"],
        ["ten", catchUp ? "made" : "paused"],
      ]);
      const spared = await stopFlow(sop.test.as(), { flowId });
      expect(spared.spared).toBe(catchUp ? 4 : 2);
      await expect(pauseFlow(sop.test.as(), { flowId })).rejects.toMatchObject({ code: "flows.wrong-state" });
    }
  });

  it("of one step on one day leaves the others alone", async () => {
    const flowId = await sop.flow([step("morning", 450), step("noon", 720)]);
    await sop.publish(flowId);
    await startFlow(sop.test.as(), { flowId, catchUp: false });
    await skipStep(sop.test.as(), { flowId, stepId: "morning", day: "2026-11-22", skip: true });
    sop.test.clock.now = at("12:00");
    await advanceFlows(sop.test.system());
    expect((await sop.sends(flowId)).map((send) => send.step_id)).toEqual(["noon"]);
    sop.test.clock.now = at("07:30", "2026-11-23");
    await advanceFlows(sop.test.system());
    expect((await sop.sends(flowId)).at(-1)).toMatchObject({ step_id: "morning", day: "11-23" });
    await stopFlow(sop.test.as(), { flowId });
  });
});
