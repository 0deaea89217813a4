import { addDays, localDay } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import { listUncounted, recountCohorts } from "./cohort.store.ts";
import { blindChannels, untoldTalk } from "./coverage.rules.ts";
import { recomputeDays } from "./days.actions.ts";
import * as days from "./days.store.ts";
import * as dirty from "./dirty.store.ts";
import { stageChanged } from "./events.contract.ts";
import { settleFunnels } from "./funnel.store.ts";
import { recountLives } from "./lives.store.ts";
import { walkStages } from "./stage.rules.ts";
import * as stages from "./stage.store.ts";
import { readThresholds } from "./thresholds.store.ts";
import { settleUnits, turnUnits } from "./units.actions.ts";
import { prunePeriods, settleWindows, WINDOWS_KEPT_DAYS } from "./window.store.ts";

/** Groups turned in one transaction, and settled in one. */
const TURN_BATCH = 500;
const SETTLE_BATCH = 50;

/** Gives every live group its row of today, with the members of yesterday's end, and ends the units' days. Answers how many were turned. */
export async function turnDays(outer: Context): Promise<number> {
  const today = localDay(outer.now.getTime(), outer.brand.zone);
  const units = await turnUnits(outer);
  if ((await days.listUnturned(outer.db, outer.brand.id, today, 1)).length === 0) return units;
  return outer.transaction(async (ctx) => {
    const { db, brand } = ctx;
    await days.lockRollups(db, brand.id);
    const groups = await days.listUnturned(db, brand.id, today, TURN_BATCH);
    const turned = await days.fillDays(
      db,
      brand.id,
      brand.zone,
      today,
      groups.map((one) => ({ ...one, last: today })),
    );
    await days.recountSeats(
      db,
      brand.id,
      brand.zone,
      turned.map((one) => one.groupId),
    );
    await dirty.markDirty(
      db,
      brand.id,
      turned.map((one) => ({ groupId: one.groupId, fromDay: one.day })),
    );
    return groups.length;
  });
}

/** Settles groups that wait: windows of days that are over, cohorts, funnels, then their stages; and the days of units. Answers how many were settled. */
export async function settleGroups(outer: Context): Promise<number> {
  return (await settleSome(outer)) + (await settleUnits(outer));
}

async function settleSome(outer: Context): Promise<number> {
  const recounts = await dirty.listRecounts(outer.db, outer.brand.id, SETTLE_BATCH);
  if (recounts.length > 0) await recomputeDays(outer, recounts);
  if ((await dirty.peekDirty(outer.db, outer.brand.id)) === 0) return recounts.length;
  return outer.transaction(async (ctx) => {
    const { db, brand } = ctx;
    await days.lockRollups(db, brand.id);
    const last = addDays(localDay(ctx.now.getTime(), brand.zone), -1);
    const groups = await dirty.takeDirty(db, brand.id, SETTLE_BATCH);
    await settleWindows(db, brand.id, brand.zone, last, groups);
    await settleFunnels(db, brand.id, brand.zone, last, groups);
    const groupIds = groups.map((one) => one.groupId);
    await recountCohorts(db, brand.id, brand.zone, await listUncounted(db, brand.id, groupIds));
    await recountLives(db, brand.id, brand.zone, groupIds);
    await settleStages(ctx, last, groups);
    return groups.length;
  });
}

async function settleStages(ctx: Context, last: string, groups: readonly { groupId: string; fromDay: string }[]): Promise<void> {
  const thresholds = await readThresholds(ctx.db, ctx.brand.id);
  const cases = await stages.listStageCases(ctx.db, ctx.brand.id, groups);
  const rows = Map.groupBy(
    await stages.listStageDays(ctx.db, ctx.brand.id, ctx.brand.zone, last, { seats: blindChannels, talk: untoldTalk }, groups),
    (row) => row.groupId,
  );
  const fromDays = new Map(groups.map((one) => [one.groupId, one.fromDay]));
  const walked = cases.flatMap((one) => {
    const marks = { ...thresholds[one.commercialType], ...one.blueprintThresholds };
    const steps = walkStages(one.begin, rows.get(one.groupId) ?? [], fromDays.get(one.groupId) ?? last, marks, one.targetMembers);
    return steps.map((step) => ({ groupId: one.groupId, ...step }));
  });
  await stages.writeStages(ctx.db, ctx.brand.id, walked);
  const now = await stages.writeCurrentStages(
    ctx.db,
    ctx.brand.id,
    last,
    groups.map((one) => one.groupId),
  );
  const before = new Map(cases.map((one) => [one.groupId, one]));
  const changed = now.flatMap(({ groupId, stage, since }) => {
    const was = before.get(groupId);
    return was && was.stage !== stage && was.stageSince !== null ? [{ groupId, from: was.stage, to: stage, day: since }] : [];
  });
  await ctx.publishAll(stageChanged, changed);
}

/** Forgets windows past their time. */
export async function forgetWindows(ctx: Context): Promise<number> {
  const before = addDays(localDay(ctx.now.getTime(), ctx.brand.zone), -WINDOWS_KEPT_DAYS);
  const { db, brand } = ctx;
  return (await prunePeriods(db, brand.id, "group_windows", before)) + (await prunePeriods(db, brand.id, "group_funnels", before));
}
