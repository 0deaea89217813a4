import { done } from "../../lib/define.ts";
import { Refusal } from "../../lib/refusal.ts";
import type { Context } from "../../server/context.ts";
import { replaceFlowUses } from "../contents/index.ts";
import { cancelFlowSends, pauseFlowSends, resumeFlowSends } from "../sends/index.ts";
import { accessFlowToChange } from "./access.actions.ts";
import { advanceHeld, occurrenceRow } from "./advance.actions.ts";
import { flowPaused, flowStarted, flowStopped } from "./flows.contract.ts";
import * as store from "./flows.store.ts";
import { nextDueMs, occurrencesBetween } from "./occurrences.rules.ts";
import { insertOccurrences } from "./occurrences.store.ts";
import { contentsOf } from "./plan.rules.ts";
import { syncRuns } from "./runs.actions.ts";
import { endRuns } from "./runs.store.ts";
import type { FlowSpec, FlowState } from "./spec.contract.ts";

const MINUTE_MS = 60_000;

function requireState(flow: store.FlowRecord, allowed: readonly FlowState[]): void {
  if (!allowed.includes(flow.state)) throw new Refusal("conflict", "flows.wrong-state", { name: flow.name, state: flow.state });
}

function dateOf(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}

/** Lets the last published version run from now on; with `catchUp` what is due already goes out while its grace lasts. */
export async function startFlow(outer: Context, input: { flowId: string; catchUp: boolean }): Promise<{ groups: number }> {
  return outer.transaction(async (ctx) => {
    const flow = await accessFlowToChange(ctx, input.flowId);
    requireState(flow, ["draft", "stopped"]);
    const { spec, latestVersion } = flow;
    if (!spec || latestVersion === 0) throw new Refusal("conflict", "flows.never-published", { name: flow.name });
    const { entered } = await syncRuns(ctx, flow, spec, latestVersion);
    if (entered === 0) throw new Refusal("conflict", "flows.nobody", { name: flow.name });
    const plannedMs = input.catchUp ? ctx.now.getTime() - longestGraceMs(spec) : ctx.now.getTime();
    await store
      .updateCourse(ctx.db, ctx.brand.id, {
        id: flow.id,
        state: "running",
        runningVersion: latestVersion,
        plannedUntil: new Date(plannedMs),
        nextDueAt: dateOf(nextDueMs(spec.steps, plannedMs, ctx.brand.zone)),
        startedAt: ctx.now,
        at: ctx.now,
      })
      .catch(onNameTaken(flow.name));
    await replaceFlowUses(ctx, { id: flow.id, name: flow.name, groups: entered }, usesOf(spec));
    await ctx.publish(flowStarted, { flowId: flow.id, version: latestVersion, value: entered });
    await ctx.audit({
      action: "flows.start",
      targetKind: "flow",
      targetId: flow.id,
      after: { version: latestVersion, groups: entered, catchUp: input.catchUp },
    });
    return { groups: entered };
  });
}

const longestGraceMs = (spec: FlowSpec) => Math.max(0, ...spec.steps.map((step) => step.graceMinutes)) * MINUTE_MS;

export const usesOf = (spec: FlowSpec) => contentsOf(spec.steps).contentIds.map((contentId) => ({ contentId, version: null }));

export function onNameTaken(name: string): (error: unknown) => never {
  return (error) => {
    if (error instanceof Error && "constraint" in error && error.constraint === "flows_by_name")
      throw new Refusal("conflict", "flows.name-taken", { name });
    throw error;
  };
}

/** Nothing more is made, and what was made but has not begun is held. */
export async function pauseFlow(outer: Context, input: { flowId: string }): Promise<{ held: number }> {
  return outer.transaction(async (ctx) => {
    const flow = await accessFlowToChange(ctx, input.flowId);
    requireState(flow, ["running"]);
    await store.updateCourse(ctx.db, ctx.brand.id, {
      id: flow.id,
      state: "paused",
      runningVersion: flow.runningVersion,
      plannedUntil: dateFrom(flow.plannedUntil),
      nextDueAt: null,
      at: ctx.now,
    });
    const held = await pauseFlowSends(ctx, flow.id);
    await ctx.publish(flowPaused, { flowId: flow.id });
    await ctx.audit({ action: "flows.pause", targetKind: "flow", targetId: flow.id, after: { held } });
    return { held };
  });
}

const dateFrom = (at: string | null) => (at === null ? null : new Date(at));

/** Goes on; what fell due meanwhile is left out, or with `catchUp` goes out while its grace lasts. */
export async function resumeFlow(outer: Context, input: { flowId: string; catchUp: boolean }) {
  return outer.transaction(async (ctx) => {
    const flow = await accessFlowToChange(ctx, input.flowId);
    requireState(flow, ["paused"]);
    const { spec } = flow;
    if (!spec) throw new Refusal("conflict", "flows.never-published", { name: flow.name });
    const pausedMs = flow.plannedUntil === null ? ctx.now.getTime() : Date.parse(flow.plannedUntil);
    const nowMs = ctx.now.getTime();
    if (!input.catchUp) {
      const missed = occurrencesBetween(spec.steps, pausedMs, nowMs, ctx.brand.zone);
      await insertOccurrences(
        ctx.db,
        ctx.brand.id,
        missed.map((one) => occurrenceRow(flow, one, "paused", flow.groups)),
        ctx.now,
      );
    }
    const plannedMs = input.catchUp ? pausedMs : Math.max(pausedMs, nowMs);
    await store.updateCourse(ctx.db, ctx.brand.id, {
      id: flow.id,
      state: "running",
      runningVersion: flow.runningVersion,
      plannedUntil: new Date(plannedMs),
      nextDueAt: dateOf(nextDueMs(spec.steps, plannedMs, ctx.brand.zone)),
      at: ctx.now,
    });
    await resumeFlowSends(ctx, flow.id);
    await ctx.audit({ action: "flows.resume", targetKind: "flow", targetId: flow.id, after: { catchUp: input.catchUp } });
    return done;
  });
}

/** Ends it: runs, sends that have not begun, and the tasks they made. It can be started again. */
export async function stopFlow(outer: Context, input: { flowId: string }): Promise<{ spared: number }> {
  return outer.transaction(async (ctx) => {
    const flow = await accessFlowToChange(ctx, input.flowId);
    requireState(flow, ["running", "paused"]);
    await store.updateCourse(ctx.db, ctx.brand.id, {
      id: flow.id,
      state: "stopped",
      runningVersion: null,
      plannedUntil: null,
      nextDueAt: null,
      at: ctx.now,
    });
    await endRuns(ctx.db, ctx.brand.id, flow.id, "stopped", ctx.now);
    const spared = await cancelFlowSends(ctx, flow.id);
    await replaceFlowUses(ctx, { id: flow.id, name: flow.name, groups: 0 }, []);
    await ctx.publish(flowStopped, { flowId: flow.id });
    await ctx.audit({ action: "flows.stop", targetKind: "flow", targetId: flow.id, after: { spared } });
    return { spared };
  });
}

/** Puts a running flow on a new version: what is due by now is dealt with by the old one first. */
export async function switchVersion(ctx: Context, flow: store.FlowRecord, spec: FlowSpec, version: number): Promise<void> {
  if (flow.state !== "running" && flow.state !== "paused") return;
  if (flow.state === "running") await advanceHeld(ctx, flow);
  const plannedMs = flow.state === "running" || flow.plannedUntil === null ? ctx.now.getTime() : Date.parse(flow.plannedUntil);
  await store.updateCourse(ctx.db, ctx.brand.id, {
    id: flow.id,
    state: flow.state,
    runningVersion: version,
    plannedUntil: new Date(plannedMs),
    nextDueAt: flow.state === "running" ? dateOf(nextDueMs(spec.steps, plannedMs, ctx.brand.zone)) : null,
    at: ctx.now,
  });
  const { entered, left } = await syncRuns(ctx, flow, spec, version);
  await replaceFlowUses(ctx, { id: flow.id, name: flow.name, groups: flow.groups + entered - left }, usesOf(spec));
}

export async function skipStep(outer: Context, input: { flowId: string; stepId: string; day: string; skip: boolean }) {
  return outer.transaction(async (ctx) => {
    const flow = await accessFlowToChange(ctx, input.flowId);
    const known = [...flow.draft.steps, ...(flow.spec?.steps ?? [])].some((step) => step.id === input.stepId);
    if (!known) throw new Refusal("missing", "flows.step-missing");
    const skip = { flowId: flow.id, stepId: input.stepId, day: input.day };
    if (input.skip)
      await store.upsertSkip(ctx.db, ctx.brand.id, { ...skip, by: ctx.actor.kind === "staff" ? ctx.actor.id : null, at: ctx.now });
    else await store.deleteSkip(ctx.db, ctx.brand.id, skip);
    await ctx.audit({
      action: input.skip ? "flows.skip-step" : "flows.unskip-step",
      targetKind: "flow",
      targetId: flow.id,
      after: { stepId: input.stepId, day: input.day },
    });
    return done;
  });
}
