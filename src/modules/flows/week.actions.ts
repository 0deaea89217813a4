import type { RawBuilder } from "kysely";
import { addDays, daysFromTo, localDay, minuteOfDay, weekdayOf } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import { readBrandSettings } from "../brands/index.ts";
import { weighSends } from "../sends/index.ts";
import { accessFlow } from "./access.actions.ts";
import { loadPlanFacts } from "./facts.actions.ts";
import { STRIDE_MINUTES } from "./edit.rules.ts";
import { blockOf, type Crowding, findFindings } from "./findings.rules.ts";
import type { FlowRecord } from "./flows.store.ts";
import { computeOccurrences } from "./occurrences.rules.ts";
import { listOccurrences } from "./occurrences.store.ts";
import { type Plan, planOccurrences } from "./plan.rules.ts";
import { mondayOf } from "./read.actions.ts";
import { inAudience } from "./runs.store.ts";
import type { FlowSpec } from "./spec.contract.ts";
import { loadSurroundings, loadTalkShares } from "./surroundings.actions.ts";
import type { AudienceSize } from "./surroundings.store.ts";
import type { BusyBlock, FlowWeek, WeekOccurrence } from "./week.contract.ts";
import { addParts, findClashes, findGaps, type Parts, splitGroups, wakingHours, type Waking } from "./week.rules.ts";

interface Verdicts {
  over: number;
  leftOut: { reason: string; groups: number }[];
}

/** A week of a flow: what was, and what the planner that carries it out would do with what is to come. */
export async function showWeek(
  ctx: Context,
  input: { flowId: string; day?: string | undefined; source: "draft" | "running" },
): Promise<FlowWeek> {
  const flow = await accessFlow(ctx, input.flowId);
  const spec = input.source === "running" && flow.spec ? flow.spec : flow.draft;
  const today = localDay(ctx.now.getTime(), ctx.brand.zone);
  const monday = mondayOf(input.day ?? today);
  const days = daysFromTo(monday, addDays(monday, 6));
  const audience = inAudience(ctx.brand.id, flow.orgId, spec.audience);
  const settings = await readBrandSettings(ctx);
  const waking = wakingHours(settings);
  const [{ size, busy }, { plans, verdicts }, past] = await Promise.all([
    loadSurroundings(ctx, flow.id, audience, monday),
    judgeWeek(ctx, flow, spec, { monday, audience }),
    pastOccurrences(ctx, flow, spec, monday),
  ]);
  const { coming, crowdings } = comingOccurrences(plans, verdicts, { groups: size.groups, busy });
  const occurrences = [...past, ...coming];
  const gaps = await gapsOf(ctx, { occurrences, busy, days, today, waking, audience });
  const fullest = days
    .map((day) => ({ day, sends: occurrences.filter((one) => one.day === day && one.kind === "send" && counts(one)).length }))
    .sort((a, b) => b.sends - a.sends)[0];
  return {
    from: monday,
    today,
    nowMinute: minuteOfDay(ctx.now.getTime(), ctx.brand.zone),
    computedAt: ctx.now.toISOString(),
    groups: size.groups,
    days: days.map((day) => ({
      day,
      weekday: weekdayOf(day),
      isPast: day < today,
      ...dayTotals(occurrences.filter((one) => one.day === day)),
    })),
    occurrences,
    busy,
    gaps,
    waking,
    totals: totalsOf(occurrences),
    findings: findFindings({
      occurrences: coming,
      crowdings,
      busy,
      leftOut: plans.flatMap((plan, n) => (verdicts[n]?.leftOut ?? []).map((one) => ({ stepId: plan.step.id, ...one }))),
      blockedContents: new Map(
        plans.flatMap((plan) => (plan.verdict === "empty" && plan.contentId ? [[plan.step.id, plan.contentId]] : [])),
      ),
      gaps: gaps.filter((gap) => gap.day >= today),
      weekdayOf,
      cap: settings.groupSendsPerDay,
    }),
    quota: { cap: settings.groupSendsPerDay, fullest: fullest?.sends ?? 0, day: fullest && fullest.sends > 0 ? fullest.day : null },
    hands: handsOf(size, fullest?.sends ?? 0),
  };
}

const counts = (one: WeekOccurrence) => one.state === "made" || one.state === "coming";

function dayTotals(list: readonly WeekOccurrence[]) {
  const counted = list.filter(counts);
  return { steps: list.filter((one) => one.state !== "not-running").length, sends: counted.reduce((sum, one) => sum + one.groups, 0) };
}

function totalsOf(occurrences: readonly WeekOccurrence[]): FlowWeek["totals"] {
  const made = occurrences.filter((one) => one.state === "made");
  const coming = occurrences.filter((one) => one.state === "coming");
  const done = made.reduce((sum, one) => sum + one.groups, 0);
  const parts = addParts(coming);
  const ahead = coming.reduce((sum, one) => sum + one.groups, 0);
  return { steps: made.length + coming.length, sends: done + ahead, done, ...parts };
}

/** Plans of what is still to come in the week. */
async function planWeek(ctx: Context, flow: FlowRecord, spec: FlowSpec, monday: string): Promise<Plan[]> {
  const sunday = addDays(monday, 6);
  const coming = computeOccurrences(spec.steps, monday, sunday, ctx.brand.zone).filter((one) => one.dueMs > ctx.now.getTime());
  if (coming.length === 0) return [];
  return planOccurrences(coming, spec.steps, await loadPlanFacts(ctx, flow.id, spec.steps, monday, sunday));
}

/** Plans of what is still to come, each with what the senders' own planner says to it. */
async function judgeWeek(ctx: Context, flow: FlowRecord, spec: FlowSpec, asked: { monday: string; audience: RawBuilder<boolean> }) {
  const plans = await planWeek(ctx, flow, spec, asked.monday);
  return { plans, verdicts: await judgeSends(ctx, plans, asked.audience) };
}

/** What the senders' own planner says to each plan, in the same order. */
async function judgeSends(ctx: Context, plans: readonly Plan[], audience: RawBuilder<boolean>): Promise<(Verdicts | undefined)[]> {
  const sends = plans.flatMap((plan, n) =>
    plan.verdict === "send" ? [{ n, wish: { body: plan.wording.body, dueAt: new Date(plan.occurrence.dueMs) } }] : [],
  );
  const weights = await weighSends(
    ctx,
    audience,
    sends.map((send) => send.wish),
  );
  const verdicts: (Verdicts | undefined)[] = plans.map(() => undefined);
  for (const [i, { overCap, leftOut }] of weights.entries())
    verdicts[sends[i]?.n ?? 0] = { over: overCap, leftOut: [...leftOut].map(([reason, groups]) => ({ reason, groups })) };
  return verdicts;
}

const nothing = { ok: 0, clash: 0, over: 0, leftOut: 0, missing: 0, mark: null, emptyReason: null };

function shapeOf(one: { stepId: string; day: string; weekday: number; minute: number }, step: FlowSpec["steps"][number]) {
  const { stepId, day, weekday, minute } = one;
  return { stepId, day, weekday, minute, minutes: step.minutes, name: step.name, direction: step.direction, kind: step.action.kind };
}

/** What is over: as it was written down when it was carried out; steps of a day on which nothing ran stand there without figures. */
async function pastOccurrences(ctx: Context, flow: FlowRecord, spec: FlowSpec, monday: string): Promise<WeekOccurrence[]> {
  const sunday = addDays(monday, 6);
  const rows = new Map(
    (await listOccurrences(ctx.db, ctx.brand.id, [flow.id], monday, sunday)).map((row) => [`${row.stepId} ${row.day}`, row]),
  );
  const steps = new Map(spec.steps.map((step) => [step.id, step]));
  return computeOccurrences(spec.steps, monday, sunday, ctx.brand.zone).flatMap((one): WeekOccurrence[] => {
    const step = steps.get(one.stepId);
    if (!step || one.dueMs > ctx.now.getTime()) return [];
    const row = rows.get(`${one.stepId} ${one.day}`);
    return [{ ...shapeOf(one, step), ...nothing, isPast: true, state: row?.state ?? "not-running", groups: row?.groups ?? 0 }];
  });
}

function comingOccurrences(
  plans: readonly Plan[],
  verdicts: readonly (Verdicts | undefined)[],
  facts: { groups: number; busy: readonly BusyBlock[] },
) {
  const crowdings: Crowding[] = [];
  const bare = plans.map((plan): WeekOccurrence => {
    const state = plan.verdict === "skipped" ? ("skipped" as const) : ("coming" as const);
    return { ...shapeOf(plan.occurrence, plan.step), ...nothing, isPast: false, state, groups: state === "coming" ? facts.groups : 0 };
  });
  const byKey = new Map(bare.map((one) => [blockOf(one).key, one]));
  const own = findClashes(bare.filter((one) => one.state === "coming").map(blockOf));
  for (const { first, second } of own) {
    const [one, two] = [byKey.get(first.key), byKey.get(second.key)];
    if (one && two) crowdings.push({ occurrence: two, otherName: one.name, isOwn: true, groups: facts.groups });
  }
  for (const { first, second } of findClashes([...bare.filter((one) => one.state === "coming").map(blockOf), ...facts.busy])) {
    const [one, two] = [
      byKey.get(first.key) ?? byKey.get(second.key),
      facts.busy.find((block) => block.key === first.key || block.key === second.key),
    ];
    if (one && two) crowdings.push({ occurrence: one, otherName: two.name, isOwn: false, groups: Math.min(two.groups, facts.groups) });
  }
  const sharedBy = Map.groupBy(crowdings, (crowding) => crowding.occurrence);
  const coming = bare.map((one, n) =>
    judged(one, plans[n], verdicts[n], Math.max(0, ...(sharedBy.get(one) ?? []).map((crowding) => crowding.groups))),
  );
  return { coming, crowdings };
}

/** The occurrence with its groups split into parts. */
function judged(one: WeekOccurrence, plan: Plan | undefined, verdicts: Verdicts | undefined, shared: number): WeekOccurrence {
  if (one.state !== "coming") return one;
  const emptyReason = plan?.verdict === "empty" ? plan.reason : null;
  const { over, leftOut } = verdicts ?? { over: 0, leftOut: [] };
  const parts = splitGroups({
    groups: one.groups,
    over,
    leftOut: leftOut.reduce((sum, part) => sum + part.groups, 0),
    isEmpty: emptyReason !== null,
    shared,
  });
  return { ...one, ...parts, emptyReason, mark: markOf(parts) };
}

function markOf(parts: Parts): WeekOccurrence["mark"] {
  if (parts.over > 0) return "over";
  if (parts.missing > 0) return "missing";
  return parts.clash > 0 ? "clash" : null;
}

/** Gaps of the week from now on, with the hour in them in which most is said. */
async function gapsOf(
  ctx: Context,
  facts: {
    occurrences: readonly WeekOccurrence[];
    busy: readonly BusyBlock[];
    days: readonly string[];
    today: string;
    waking: Waking;
    audience: RawBuilder<boolean>;
  },
): Promise<FlowWeek["gaps"]> {
  const gone = Math.ceil(minuteOfDay(ctx.now.getTime(), ctx.brand.zone) / STRIDE_MINUTES) * STRIDE_MINUTES;
  const now = { key: "now", day: facts.today, minute: 0, minutes: gone };
  const blocks = [...facts.occurrences.filter((one) => one.state !== "skipped").map(blockOf), ...facts.busy, now];
  const gaps = facts.days.filter((day) => day >= facts.today).flatMap((day) => findGaps(blocks, day, facts.waking));
  if (gaps.length === 0) return [];
  const shares = await loadTalkShares(ctx, facts.audience);
  return gaps.map((gap) => {
    const inside = [...shares].filter(([hour]) => hour * 60 >= gap.from && hour * 60 < gap.to).sort((a, b) => b[1] - a[1])[0];
    return { ...gap, hour: inside?.[0] ?? null, share: inside?.[1] ?? null };
  });
}

/** Whose hands a week of sends takes: owners of groups whose channel needs a tap. */
function handsOf({ handed, owners }: AudienceSize, sendsADay: number): FlowWeek["hands"] {
  return { people: owners, perDay: owners === 0 ? 0 : Math.ceil((handed * sendsADay) / owners) };
}
