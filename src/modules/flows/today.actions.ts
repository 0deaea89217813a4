import { sql } from "kysely";
import type { InputOf, OutputOf } from "../../lib/define.ts";
import { minuteOfDay } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import { atOrBelow, readBrandSettings } from "../brands/index.ts";
import { findStandings, listColumnNames } from "../contents/index.ts";
import { isMine, visibleGroups } from "../groups/index.ts";
import { visibleFlows } from "./access.actions.ts";
import type { TodayStep, todayStepsEndpoint } from "./flows.contract.ts";
import * as store from "./flows.store.ts";
import { nameContent } from "./names.rules.ts";
import { computeOccurrences, type Occurrence } from "./occurrences.rules.ts";
import { contentsOf } from "./plan.rules.ts";
import { loadToday, type TodayFacts } from "./read.actions.ts";
import { countVisibleRuns } from "./runs.store.ts";
import type { Step } from "./spec.contract.ts";
import { tickOf } from "./today.rules.ts";
import { findGaps, wakingHours } from "./week.rules.ts";

/** Free time of today from this on is worth a step. */
const FREE_MINUTES = 150;

type Asked = InputOf<typeof todayStepsEndpoint>;

function askedGroups(ctx: Context, input: Asked) {
  const isWanted = input.mine ? isMine(ctx) : sql<boolean>`true`;
  return sql<boolean>`${visibleGroups(ctx, "groups.read")} and (${input.groupId}::uuid is null or g.id = ${input.groupId}::uuid)
    and ${isWanted} and ${atOrBelow(ctx.brand.id, sql.ref("g.org_id"), input.orgId ?? null)}`;
}

/** Today's steps in the groups the caller asks for, by time; ten statements however many flows there are. */
export async function showToday(ctx: Context, input: Asked): Promise<OutputOf<typeof todayStepsEndpoint>> {
  const visible = askedGroups(ctx, input);
  const counts = await countVisibleRuns(ctx.db, ctx.brand.id, visible);
  const flows = (await store.listFlows(ctx.db, ctx.brand.id, visibleFlows(ctx, "flows.read"))).filter(
    (flow) => (flow.state === "running" || flow.state === "paused") && counts.has(flow.id),
  );
  const today = await loadToday(
    ctx,
    flows.map((flow) => flow.id),
    visible,
  );
  const words = await loadWords(ctx, flows);
  const steps = flows.flatMap((flow) => stepsOf(ctx, flow, { today, words, groups: counts.get(flow.id) ?? 0 }));
  steps.sort((a, b) => a.minute - b.minute || a.name.localeCompare(b.name));
  const nowMinute = minuteOfDay(ctx.now.getTime(), ctx.brand.zone);
  return { day: today.day, nowMinute, groups: Math.max(0, ...counts.values()), steps, gaps: await freeTime(ctx, steps, nowMinute) };
}

interface Words {
  contents: Map<string, string>;
  columns: Map<string, string>;
}

async function loadWords(ctx: Context, flows: readonly store.FlowRecord[]): Promise<Words> {
  const { contentIds, columnIds } = contentsOf(flows.flatMap((flow) => flow.spec?.steps ?? []));
  const standings = await findStandings(ctx, contentIds);
  const columns = columnIds.length === 0 ? [] : await listColumnNames(ctx);
  return {
    contents: new Map([...standings].map(([id, one]) => [id, one.name])),
    columns: new Map(columns.map((column) => [column.id, column.name])),
  };
}

interface Facts {
  today: TodayFacts;
  words: Words;
  groups: number;
}

function stepsOf(ctx: Context, flow: store.FlowRecord, facts: Facts): TodayStep[] {
  const steps = new Map(flow.spec?.steps.map((step) => [step.id, step]));
  return computeOccurrences([...steps.values()], facts.today.day, facts.today.day, ctx.brand.zone).flatMap((one) => {
    const step = steps.get(one.stepId);
    return step ? [stepOf(ctx, flow, step, one, facts)] : [];
  });
}

const untouched = { sent: 0, open: 0, failed: 0, late: 0, sendId: null, state: null };

function stepOf(ctx: Context, flow: store.FlowRecord, step: Step, one: Occurrence, { today, words, groups }: Facts): TodayStep {
  const key = `${flow.id} ${step.id}`;
  const known = today.outcomes.get(key);
  const outcome = known ?? untouched;
  const isSkipped = today.skips.has(`${key} ${today.day}`);
  const state = today.occurrences.get(key)?.state;
  return {
    flowId: flow.id,
    flowName: flow.name,
    stepId: step.id,
    name: step.name,
    direction: step.direction,
    kind: step.action.kind,
    minute: one.minute,
    minutes: step.minutes,
    dueAt: new Date(one.dueMs).toISOString(),
    tick: tickOf({ state, isSkipped, isRunning: flow.state === "running", dueMs: one.dueMs, nowMs: ctx.now.getTime(), outcome: known }),
    groups: step.action.kind === "send" && known ? known.groups : groups,
    sent: outcome.sent,
    open: outcome.open,
    failed: outcome.failed,
    note: nameContent(step, words.contents, words.columns),
    sendId: outcome.sendId,
    deliveryState: outcome.state,
  };
}

/** What is left free of today's waking hours, from now on. */
async function freeTime(ctx: Context, steps: readonly TodayStep[], nowMinute: number) {
  const settings = await readBrandSettings(ctx);
  const blocks = steps
    .filter((step) => step.tick !== "skipped")
    .map((step) => ({ key: step.stepId, day: "", minute: step.minute, minutes: step.minutes }));
  return findGaps([...blocks, { key: "now", day: "", minute: 0, minutes: nowMinute }], "", wakingHours(settings), FREE_MINUTES).map(
    ({ from, to }) => ({ from, to }),
  );
}
