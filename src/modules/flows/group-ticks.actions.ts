import { sql } from "kysely";
import type { InputOf, OutputOf } from "../../lib/define.ts";
import { localDay } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import { visibleGroups } from "../groups/index.ts";
import { visibleFlows } from "./access.actions.ts";
import type { groupTicksEndpoint, StepTick } from "./flows.contract.ts";
import * as store from "./flows.store.ts";
import { type GroupOutcome, listGroupOutcomes, listRunsOf } from "./group-ticks.store.ts";
import { computeOccurrences, type Occurrence } from "./occurrences.rules.ts";
import { listOccurrences, type OccurrenceRecord } from "./occurrences.store.ts";
import { tickOf } from "./today.rules.ts";

interface Day {
  flow: store.FlowRecord;
  occurrence: Occurrence;
  written: OccurrenceRecord["state"] | undefined;
  isSkipped: boolean;
}

/** Today's steps of each of some groups in sight, as ticks by time; five statements whatever their number. */
export async function showGroupTicks(
  ctx: Context,
  { groupIds }: InputOf<typeof groupTicksEndpoint>,
): Promise<OutputOf<typeof groupTicksEndpoint>> {
  const day = localDay(ctx.now.getTime(), ctx.brand.zone);
  const runs = await listRunsOf(
    ctx.db,
    ctx.brand.id,
    sql<boolean>`g.id = any(${[...groupIds]}::uuid[]) and ${visibleGroups(ctx, "groups.read")}`,
  );
  const wanted = new Set(runs.map((run) => run.flowId));
  const flows = (await store.listFlows(ctx.db, ctx.brand.id, visibleFlows(ctx, "flows.read"))).filter(
    (flow) => wanted.has(flow.id) && (flow.state === "running" || flow.state === "paused"),
  );
  const flowIds = flows.map((flow) => flow.id);
  const outcomes = new Map(
    (await listGroupOutcomes(ctx.db, ctx.brand.id, { groupIds, flowIds, day, now: ctx.now })).map((one) => [keyOf(one), one]),
  );
  const days = await loadDays(ctx, flows, day);
  const flowsOf = Map.groupBy(runs, (run) => run.groupId);
  return {
    items: [...flowsOf].map(([groupId, mine]) => {
      const own = new Set(mine.map((run) => run.flowId));
      return {
        groupId,
        ticks: days
          .filter((one) => own.has(one.flow.id))
          .map((one) => tickFor(ctx, one, outcomes.get(keyOf({ groupId, flowId: one.flow.id, stepId: one.occurrence.stepId })))),
      };
    }),
  };
}

const keyOf = (one: { groupId: string; flowId: string; stepId: string }) => `${one.groupId} ${one.flowId} ${one.stepId}`;

/** Every step of the flows today, by time. */
async function loadDays(ctx: Context, flows: readonly store.FlowRecord[], day: string): Promise<Day[]> {
  const flowIds = flows.map((flow) => flow.id);
  const written = new Map(
    (await listOccurrences(ctx.db, ctx.brand.id, flowIds, day, day)).map((one) => [`${one.flowId} ${one.stepId}`, one.state]),
  );
  const skips = new Set((await store.listSkips(ctx.db, ctx.brand.id, flowIds, day, day)).map((skip) => `${skip.flowId} ${skip.key}`));
  return flows
    .flatMap((flow) =>
      computeOccurrences(flow.spec?.steps ?? [], day, day, ctx.brand.zone).map((occurrence) => ({
        flow,
        occurrence,
        written: written.get(`${flow.id} ${occurrence.stepId}`),
        isSkipped: skips.has(`${flow.id} ${occurrence.stepId} ${day}`),
      })),
    )
    .toSorted((a, b) => a.occurrence.minute - b.occurrence.minute);
}

/** A step that was made before the group came into the flow was none of its own. */
function tickFor(ctx: Context, { flow, occurrence, written, isSkipped }: Day, outcome: GroupOutcome | undefined): StepTick {
  const state = written === "made" && !outcome ? "skipped" : written;
  return tickOf({ state, isSkipped, isRunning: flow.state === "running", dueMs: occurrence.dueMs, nowMs: ctx.now.getTime(), outcome });
}
