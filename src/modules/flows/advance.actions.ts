import type { Language } from "../../lib/language.ts";
import type { Context } from "../../server/context.ts";
import { type NewUse, noteUses } from "../contents/index.ts";
import { createSends, type SendWish } from "../sends/index.ts";
import { createTasks, type TaskWish } from "../tasks/index.ts";
import { loadPlanFacts } from "./facts.actions.ts";
import * as store from "./flows.store.ts";
import { type Occurrence, nextDueMs, occurrencesBetween } from "./occurrences.rules.ts";
import { insertOccurrences, type NewOccurrence } from "./occurrences.store.ts";
import { type Plan, planOccurrences } from "./plan.rules.ts";
import { listRunGroups, type RunGroup } from "./runs.store.ts";

/** Occurrences of one round; those of one moment stay together. */
const ROUND = 20;
const FLOW_PRIORITY = 4;

/** Carries out what fell due in every running flow. Answers how many occurrences were dealt with. */
export async function advanceFlows(ctx: Context): Promise<number> {
  let handled = 0;
  for (const flowId of await store.listDueFlowIds(ctx.db, ctx.brand.id, ctx.now)) handled += await advanceFlow(ctx, flowId);
  return handled;
}

async function advanceFlow(outer: Context, flowId: string): Promise<number> {
  return outer.transaction(async (ctx) => {
    const flow = await store.claimDueFlow(ctx.db, ctx.brand.id, flowId, ctx.now);
    return flow ? advanceHeld(ctx, flow) : 0;
  });
}

/**
 * Deals with what fell due in a flow that the caller holds: the rows that say so, the sends and the tasks are one transaction, and a
 * step of a day has one row, so that neither a crash nor a second process doubles or loses it.
 */
export async function advanceHeld(ctx: Context, flow: store.FlowRecord): Promise<number> {
  const { spec, plannedUntil } = flow;
  if (!spec || plannedUntil === null) return 0;
  const nowMs = ctx.now.getTime();
  const due = occurrencesBetween(spec.steps, Date.parse(plannedUntil), nowMs, ctx.brand.zone);
  const lastMs = due[ROUND - 1]?.dueMs;
  const round = lastMs === undefined ? due : due.filter((one) => one.dueMs <= lastMs);
  const [first, last] = [round[0], round.at(-1)];
  if (first && last) {
    const facts = await loadPlanFacts(ctx, flow.id, spec.steps, first.day, last.day);
    await carryOut(ctx, flow, planOccurrences(round, spec.steps, facts));
  }
  const untilMs = lastMs ?? Math.max(nowMs, Date.parse(plannedUntil));
  const nextMs = nextDueMs(spec.steps, untilMs, ctx.brand.zone);
  await store.movePlanned(ctx.db, ctx.brand.id, {
    id: flow.id,
    plannedUntil: new Date(untilMs),
    nextDueAt: nextMs === null ? null : new Date(nextMs),
  });
  return round.length;
}

const stateOf: Record<Plan["verdict"], NewOccurrence["state"]> = {
  send: "made",
  task: "made",
  empty: "empty",
  skipped: "skipped",
  expired: "expired",
};

async function carryOut(ctx: Context, flow: store.FlowRecord, plans: readonly Plan[]): Promise<void> {
  const startedMs = flow.startedAt === null ? 0 : Date.parse(flow.startedAt);
  const told = plans.filter((plan) => plan.verdict !== "expired" || plan.occurrence.dueMs >= startedMs);
  const groups = await listRunGroups(ctx.db, ctx.brand.id, flow.id);
  const rows = told.map((plan) => occurrenceRow(flow, plan.occurrence, stateOf[plan.verdict], groups.length));
  const fresh = await insertOccurrences(ctx.db, ctx.brand.id, rows, ctx.now);
  const mine = told.filter((plan) => fresh.has(`${plan.step.id} ${plan.occurrence.day}`));
  await createSends(
    ctx,
    mine.flatMap((plan) => sendOf(flow, plan, groups)),
  );
  await noteUses(
    ctx,
    mine.flatMap((plan) => useOf(flow, plan, groups.length)),
  );
  await createTasks(
    ctx,
    mine.flatMap((plan) => [...tasksOf(flow, plan, groups, ctx.language), ...warningOf(flow, plan, ctx.language)]),
  );
}

export function occurrenceRow(
  flow: store.FlowRecord,
  occurrence: Occurrence,
  state: NewOccurrence["state"],
  groups: number,
): NewOccurrence {
  return {
    flowId: flow.id,
    stepId: occurrence.stepId,
    day: occurrence.day,
    version: flow.runningVersion ?? 0,
    dueAt: new Date(occurrence.dueMs),
    state,
    groups,
  };
}

const keyOf = (flowId: string, { occurrence }: Pick<Plan, "occurrence">) => `flow:${flowId}:${occurrence.stepId}:${occurrence.day}`;

function sendOf(flow: store.FlowRecord, plan: Plan, groups: readonly RunGroup[]): SendWish[] {
  if (plan.verdict !== "send" || groups.length === 0) return [];
  return [
    wishOf(
      { flowId: flow.id, version: flow.runningVersion ?? 0 },
      plan,
      groups.map((group) => group.groupId),
    ),
  ];
}

/** The content of the flow was used again today. */
function useOf(flow: store.FlowRecord, plan: Plan, groups: number): NewUse[] {
  if (plan.verdict !== "send" || plan.wording.contentId === null) return [];
  const { contentId, version } = plan.wording;
  return [{ contentId, version, placeKind: "flow", placeId: flow.id, placeName: flow.name, groups }];
}

/** What a planned step asks of the senders; a dry run asks the same. */
function wishOf(
  flow: { flowId: string; version: number },
  plan: Extract<Plan, { verdict: "send" }>,
  groupIds: readonly string[],
): SendWish {
  return {
    uniqueKey: `${keyOf(flow.flowId, plan)}:0`,
    name: plan.step.name,
    source: { kind: "flow", flowId: flow.flowId, version: flow.version, stepId: plan.step.id },
    contentId: plan.wording.contentId,
    contentVersion: plan.wording.version,
    direction: plan.step.direction,
    body: plan.wording.body,
    groupIds,
    dueAt: new Date(plan.occurrence.dueMs),
    expiresAt: new Date(plan.expiresMs),
    priority: FLOW_PRIORITY,
  };
}

/** Kept with the task, so in the brand's language. */
const taskWords: Record<Language, { groups: (count: number) => string; nothingToSend: (step: string) => string }> = {
  "zh-CN": { groups: (count) => `${count} 个群`, nothingToSend: (step) => `${step}没有可发的内容` },
  en: { groups: (count) => `${count} ${count === 1 ? "group" : "groups"}`, nothingToSend: (step) => `Nothing to send for ${step}` },
};

/** One task for each owner, over all his groups of the flow. */
function tasksOf(flow: store.FlowRecord, plan: Plan, groups: readonly RunGroup[], language: Language): TaskWish[] {
  if (plan.verdict !== "task") return [];
  const byOwner = Map.groupBy(
    groups.filter((group) => group.ownerStaffId !== null),
    (group) => group.ownerStaffId ?? "",
  );
  return [...byOwner].map(([assigneeId, mine]) => ({
    uniqueKey: `${keyOf(flow.id, plan)}:${assigneeId}`,
    kind: "duty",
    assigneeId,
    title: plan.step.name,
    note: [taskWords[language].groups(mine.length), plan.instructions].filter(Boolean).join(" · "),
    groupId: mine.length === 1 ? (mine[0]?.groupId ?? null) : null,
    people: mine.reduce((sum, group) => sum + group.people, 0),
    link: { path: mine.length === 1 ? `groups/${mine[0]?.groupId}` : `groups?ownerId=${assigneeId}` },
    dueAt: new Date(plan.occurrence.dueMs),
    expiresAt: new Date(plan.expiresMs),
  }));
}

/** Whoever made the flow is told that a step had nothing to send; while it is within its grace he can still send by hand. */
function warningOf(flow: store.FlowRecord, plan: Plan, language: Language): TaskWish[] {
  if (plan.verdict !== "empty" || flow.createdBy === null) return [];
  return [
    {
      uniqueKey: `${keyOf(flow.id, plan)}:empty`,
      kind: "check",
      assigneeId: flow.createdBy,
      title: taskWords[language].nothingToSend(plan.step.name),
      note: flow.name,
      groupId: null,
      people: 0,
      link: { path: `flows/${flow.id}?day=${plan.occurrence.day}&step=${plan.step.id}` },
      dueAt: new Date(plan.occurrence.dueMs),
      expiresAt: new Date(plan.expiresMs),
    },
  ];
}
