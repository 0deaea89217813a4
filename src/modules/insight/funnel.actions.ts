import type { InputOf, OutputOf } from "../../lib/define.ts";
import { addDays, weekdayOf } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import { decodeCursor, encodeCursor } from "../../server/page.ts";
import type { cohortsEndpoint, funnelEndpoint, funnelRowsEndpoint } from "./board.contract.ts";
import { isCounted, listCohorts } from "./cohort.store.ts";
import { addCounts, computeFunnel, type FunnelCounts } from "./funnel.rules.ts";
import * as store from "./funnel.store.ts";
import { lastOf, lengthOf, type Period, periodBefore, readSettled, todayOf } from "./measure.actions.ts";
import type { MeasuredScope } from "./measure.store.ts";
import { readPeriodSums } from "./period.store.ts";
import { countPeople } from "./lives.actions.ts";
import { openScope } from "./scope.actions.ts";
import { countTodaysFunnel } from "./today.store.ts";
import { readKeptTo } from "./units.actions.ts";
import { isWindow } from "./window.rules.ts";

async function countPeriod(ctx: Context, scope: MeasuredScope, period: Period) {
  const [steps, { entryJoins, exposures }] = await Promise.all([
    countSteps(ctx, scope, period),
    readPeriodSums(ctx.db, ctx.brand.id, scope, period, todayOf(ctx), ["entryJoins", "exposures"]),
  ]);
  return { ...steps, entryJoins, exposures };
}

/** Of 7 or 30 days from what is kept of them, of any others from the lives of groups and what today changes, else from the people themselves. */
async function countSteps(ctx: Context, scope: MeasuredScope, period: Period): Promise<FunnelCounts> {
  const { db, brand } = ctx;
  const { from, to } = period;
  const days = lengthOf(period);
  const live = (part: MeasuredScope) => store.countFunnel(db, brand.id, brand.zone, part, from, to);
  const [today, last] = [todayOf(ctx), lastOf(ctx, to)];
  if (from >= today) return live(scope);
  const byWindow = async (part: MeasuredScope) =>
    isWindow(days) && to < today && (await readKeptTo(ctx)) !== null ? store.readKeptFunnel(db, brand.id, part, days, to) : null;
  const byLives = async (part: MeasuredScope) => {
    const people = await countPeople(ctx, part, { from, to: last });
    if (!people || to < today) return people?.funnel ?? null;
    return addCounts(people.funnel, await countTodaysFunnel(db, brand.id, brand.zone, part, { from, today, yesterday: last }));
  };
  const kept = async (part: MeasuredScope) => (await byWindow(part)) ?? byLives(part);
  return (await readSettled(ctx, scope, last, { kept, live, add: addCounts })) ?? (await live(scope));
}

/** How many made a step, or how many did not who had made the one before. */
function countAt(counts: FunnelCounts, step: store.FunnelPage["step"], stopped: boolean): number {
  if (!stopped) return counts[step];
  const before = store.steps[store.steps.indexOf(step) - 1];
  return before ? counts[before] - counts[step] : 0;
}

export async function readFunnel(ctx: Context, ask: InputOf<typeof funnelEndpoint>): Promise<OutputOf<typeof funnelEndpoint>> {
  const scope = await openScope(ctx, ask.scope);
  const [now, before] = await Promise.all([countPeriod(ctx, scope, ask), countPeriod(ctx, scope, periodBefore(ask))]);
  return computeFunnel(now, before);
}

export async function readFunnelRows(ctx: Context, ask: InputOf<typeof funnelRowsEndpoint>): Promise<OutputOf<typeof funnelRowsEndpoint>> {
  const scope = await openScope(ctx, ask.scope);
  const [joinedAt, groupId, memberId] = decodeCursor(ask.cursor) ?? [];
  const isPlace = typeof joinedAt === "string" && typeof groupId === "string" && typeof memberId === "string";
  const total = countAt(await countSteps(ctx, scope, ask), ask.step, ask.stopped);
  const rows = await store.listFunnelPeople(ctx.db, ctx.brand.id, ctx.brand.zone, scope, ask, {
    step: ask.step,
    stopped: ask.stopped,
    after: isPlace ? { joinedAt, groupId, memberId } : null,
    limit: ask.limit + 1,
    total,
  });
  const items = rows.slice(0, ask.limit);
  const last = items.at(-1);
  const isMore = rows.length > ask.limit && last !== undefined;
  return {
    items,
    total,
    nextCursor: isMore ? encodeCursor([last.joinedAt, last.groupId, last.memberId]) : null,
  };
}

export async function readCohorts(ctx: Context, ask: InputOf<typeof cohortsEndpoint>): Promise<OutputOf<typeof cohortsEndpoint>> {
  const scope = await openScope(ctx, ask.scope);
  const today = todayOf(ctx);
  const monday = addDays(today, 1 - weekdayOf(today));
  const first = addDays(monday, -7 * (ask.weeks - 1));
  const isKept = (await readKeptTo(ctx)) !== null && (await isCounted(ctx.db, ctx.brand.id, scope));
  const found = new Map(
    (await listCohorts(ctx.db, ctx.brand.id, ctx.brand.zone, scope, first, ask.weeks, isKept)).map((row) => [row.week, row]),
  );
  const weeks = Array.from({ length: ask.weeks }, (_, n) => addDays(first, 7 * n)).flatMap((week) => {
    const row = found.get(week);
    return row ? [{ week, people: row.people, kept: row.kept.map((kept, n) => (addDays(week, 7 * (n + 1)) <= today ? kept : null)) }] : [];
  });
  return { weeks };
}
