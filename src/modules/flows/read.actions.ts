import { addDays, localDay, weekdayOf } from "../../lib/time.ts";
import { type Context, scopeOf } from "../../server/context.ts";
import { findStandings, listColumnNames } from "../contents/index.ts";
import { accessFlow, visibleFlows } from "./access.actions.ts";
import type { FlowDetail, FlowNames, FlowRow, FlowVersionRow, StepStats, StepTick } from "./flows.contract.ts";
import * as store from "./flows.store.ts";
import { idsOfAudiences, nameAudience } from "./names.rules.ts";
import { listNames } from "./names.store.ts";
import { computeOccurrences } from "./occurrences.rules.ts";
import {
  listOccurrences,
  listOutcomes,
  listStats,
  listTaskOutcomes,
  type OccurrenceRecord,
  type StepOutcome,
} from "./occurrences.store.ts";
import { contentsOf } from "./plan.rules.ts";
import { countAudience, inAudience } from "./runs.store.ts";
import type { FlowSpec, FlowState } from "./spec.contract.ts";
import { tickOf } from "./today.rules.ts";
import { sql } from "kysely";

export interface TodayFacts {
  day: string;
  occurrences: ReadonlyMap<string, OccurrenceRecord>;
  outcomes: ReadonlyMap<string, StepOutcome>;
  skips: ReadonlySet<string>;
}

const keyOf = (row: { flowId: string; stepId: string }) => `${row.flowId} ${row.stepId}`;

/** What was written down today of some flows, in four statements; outcomes are of the groups that pass `visible` (over g). */
export async function loadToday(ctx: Context, flowIds: readonly string[], visible = sql<boolean>`true`): Promise<TodayFacts> {
  const day = localDay(ctx.now.getTime(), ctx.brand.zone);
  const occurrences = await listOccurrences(ctx.db, ctx.brand.id, flowIds, day, day);
  const sends = await listOutcomes(ctx.db, ctx.brand.id, { flowIds, from: day, to: day, visible, now: ctx.now });
  const tasks = await listTaskOutcomes(ctx.db, ctx.brand.id, { flowIds, day, now: ctx.now });
  const skips = await store.listSkips(ctx.db, ctx.brand.id, flowIds, day, day);
  return {
    day,
    occurrences: new Map(occurrences.map((row) => [keyOf(row), row])),
    outcomes: new Map([...tasks, ...sends].map((row) => [keyOf(row), row])),
    skips: new Set(skips.map((skip) => `${skip.flowId} ${skip.key}`)),
  };
}

function ticksOf(ctx: Context, flow: store.FlowRecord, today: TodayFacts): StepTick[] {
  if (!flow.spec || (flow.state !== "running" && flow.state !== "paused")) return [];
  return computeOccurrences(flow.spec.steps, today.day, today.day, ctx.brand.zone).map((one) =>
    tickOf({
      state: today.occurrences.get(`${flow.id} ${one.stepId}`)?.state,
      isSkipped: today.skips.has(`${flow.id} ${one.stepId} ${today.day}`),
      isRunning: flow.state === "running",
      dueMs: one.dueMs,
      nowMs: ctx.now.getTime(),
      outcome: today.outcomes.get(`${flow.id} ${one.stepId}`),
    }),
  );
}

const managed = async (ctx: Context): Promise<Set<string>> => {
  if (!scopeOf(ctx, "flows.manage")) return new Set();
  const rows = await store.listFlowIds(ctx.db, ctx.brand.id, visibleFlows(ctx, "flows.manage"));
  return new Set(rows);
};

export async function listFlows(ctx: Context, input: { state?: FlowState | undefined }): Promise<{ items: FlowRow[] }> {
  const flows = await store.listFlows(ctx.db, ctx.brand.id, visibleFlows(ctx, "flows.read"), input.state);
  const names = await listNames(ctx.db, ctx.brand.id, idsOfAudiences(flows.map((flow) => (flow.spec ?? flow.draft).audience)));
  const today = await loadToday(
    ctx,
    flows.map((flow) => flow.id),
  );
  const mine = await managed(ctx);
  return {
    items: flows.map((flow) => {
      const spec = flow.spec ?? flow.draft;
      return {
        id: flow.id,
        kind: flow.kind,
        name: flow.name,
        state: flow.state,
        version: flow.runningVersion ?? flow.latestVersion,
        hasDraft: flow.spec === null || JSON.stringify(flow.spec) !== JSON.stringify(flow.draft),
        orgName: flow.orgName,
        audienceName: nameAudience(spec.audience, names, ctx.language),
        groups: flow.groups,
        steps: spec.steps.length,
        perWeek: spec.steps.reduce((sum, step) => sum + step.slots.length, 0),
        today: ticksOf(ctx, flow, today),
        nextDueAt: flow.nextDueAt,
        updatedAt: flow.updatedAt,
        canManage: mine.has(flow.id),
      };
    }),
  };
}

/** Names of all that some specs refer to. */
async function namesOf(ctx: Context, specs: readonly FlowSpec[]): Promise<FlowNames> {
  const refs = contentsOf(specs.flatMap((spec) => spec.steps));
  const standings = await findStandings(ctx, refs.contentIds);
  const columns = await listColumnNames(ctx);
  const names = await listNames(ctx.db, ctx.brand.id, idsOfAudiences(specs.map((spec) => spec.audience)));
  return {
    contents: Object.fromEntries([...standings].map(([id, one]) => [id, one.name])),
    columns: Object.fromEntries(columns.map((column) => [column.id, column.name])),
    audience: specs[0] ? nameAudience(specs[0].audience, names, ctx.language) : "",
  };
}

export async function showFlow(ctx: Context, input: { flowId: string }): Promise<FlowDetail> {
  const flow = await accessFlow(ctx, input.flowId);
  const isLive = flow.state === "running" || flow.state === "paused";
  return {
    id: flow.id,
    kind: flow.kind,
    name: flow.name,
    state: flow.state,
    orgId: flow.orgId,
    orgName: flow.orgName,
    draft: flow.draft,
    draftRevision: flow.draftRevision,
    draftSavedAt: flow.draftSavedAt,
    published: flow.spec ? { version: flow.runningVersion ?? flow.latestVersion, spec: flow.spec } : null,
    latestVersion: flow.latestVersion,
    groups: isLive ? flow.groups : await countAudience(ctx.db, inAudience(ctx.brand.id, flow.orgId, flow.draft.audience)),
    startedAt: flow.startedAt,
    nextDueAt: flow.nextDueAt,
    names: await namesOf(ctx, flow.spec ? [flow.draft, flow.spec] : [flow.draft]),
    canManage: (await managed(ctx)).has(flow.id),
  };
}

export async function listVersions(ctx: Context, input: { flowId: string }): Promise<{ items: FlowVersionRow[]; names: FlowNames }> {
  const flow = await accessFlow(ctx, input.flowId);
  const versions = await store.listVersions(ctx.db, ctx.brand.id, flow.id);
  return {
    items: versions.map((row) => ({ ...row, isRunning: row.version === flow.runningVersion })),
    names: await namesOf(
      ctx,
      versions.slice(0, 20).map((row) => row.spec),
    ),
  };
}

/** Per step over the last days, today included. */
export async function showStats(
  ctx: Context,
  input: { flowId: string; days: number },
): Promise<{ from: string; to: string; items: StepStats[] }> {
  const flow = await accessFlow(ctx, input.flowId);
  const to = localDay(ctx.now.getTime(), ctx.brand.zone);
  const from = addDays(to, 1 - input.days);
  const stats = await listStats(ctx.db, ctx.brand.id, flow.id, from, to);
  const outcomes = await listOutcomes(ctx.db, ctx.brand.id, { flowIds: [flow.id], from, to, visible: sql<boolean>`true`, now: ctx.now });
  const byStep = Map.groupBy(outcomes, (one) => one.stepId);
  const sum = (stepId: string, key: "sent" | "failed" | "open") => (byStep.get(stepId) ?? []).reduce((total, one) => total + one[key], 0);
  return {
    from,
    to,
    items: stats.map((row) => ({
      ...row,
      sent: sum(row.stepId, "sent"),
      failed: sum(row.stepId, "failed"),
      open: sum(row.stepId, "open"),
    })),
  };
}

/** Monday of the week that a day falls into. */
export function mondayOf(day: string): string {
  return addDays(day, 1 - weekdayOf(day));
}
