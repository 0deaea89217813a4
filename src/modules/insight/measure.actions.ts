import type { InputOf, OutputOf } from "../../lib/define.ts";
import { addDays, daysBetween, daysFromTo, localDay } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import * as store from "./measure.store.ts";
import type { Figure, metricsEndpoint, MetricKey } from "./metrics.contract.ts";
import {
  addSums,
  allMetrics,
  computeQuotients,
  computeValue,
  isLongMetric,
  LONG_DAYS,
  noSums,
  type Sums,
  sumsOf,
} from "./metrics.rules.ts";
import { readPeriodSums } from "./period.store.ts";
import { openScope } from "./scope.actions.ts";
import { readTodaysPeople } from "./today.store.ts";
import { countPeople } from "./lives.actions.ts";
import { readKeptTo } from "./units.actions.ts";
import { ALL_ORDERS, readUnitSales, type UnitSales } from "./unit-sales.store.ts";
import { isWindow, type WindowDays } from "./window.rules.ts";
import { WINDOWS_KEPT_DAYS } from "./window.store.ts";

export interface Period {
  from: string;
  to: string;
}

export const todayOf = (ctx: Context) => localDay(ctx.now.getTime(), ctx.brand.zone);
export const lengthOf = ({ from, to }: Period) => daysBetween(from, to) + 1;

/** The days a metric looks at: the period's, or 30 to its end. */
export function spanOf(key: MetricKey, period: Period): Period {
  return isLongMetric(key) && lengthOf(period) < LONG_DAYS ? { from: addDays(period.to, 1 - LONG_DAYS), to: period.to } : period;
}

/** The period of the same length that ended the day before. */
export function periodBefore(period: Period): Period {
  return { from: addDays(period.from, -lengthOf(period)), to: addDays(period.from, -1) };
}

const longMetrics = allMetrics.filter(isLongMetric);
const shortMetrics = allMetrics.filter((key) => !isLongMetric(key));

/** The sums of a scope over a period: from the rollups where they hold it, else from days, seats and orders. Exact either way. */
export async function measure(ctx: Context, scope: store.MeasuredScope, asked: Period): Promise<Sums> {
  const { db, brand } = ctx;
  const today = todayOf(ctx);
  const period = { from: asked.from, to: asked.to < today ? asked.to : today };
  if (period.from > period.to) return noSums;
  const days = lengthOf(asked);
  const { from, to } = period;
  const live = async (part: store.MeasuredScope) => (await store.readLiveSums(db, brand.id, brand.zone, part, from, to, days)) ?? noSums;
  const kept = keptReading(ctx, asked, { from, to, days });
  const sums = (kept && (await readSettled(ctx, scope, lastOf(ctx, to), { kept, live, add: addSums }))) ?? (await live(scope));
  const other = await store.listOtherCosts(db, brand.id, scope, from, to);
  return { ...sums, days, costFen: sums.costFen + [...other.values()].reduce((sum, fen) => sum + fen, 0) };
}

type KeptReading = (part: store.MeasuredScope) => Promise<Sums | null>;

/** How the sums of a period are read from what is kept: windows, or lives and, where it is in it, what today changes; null of today alone. */
function keptReading(ctx: Context, asked: Period, period: Period & { days: number }): KeptReading | null {
  if (isKeptLong(ctx, asked)) return (part) => readKept(ctx, part, period.to, period.days);
  return period.from < todayOf(ctx) ? (part) => readByLives(ctx, part, period) : null;
}

/** The last day of a period that is over. */
export function lastOf(ctx: Context, to: string): string {
  const today = todayOf(ctx);
  return to < today ? to : addDays(today, -1);
}

/** True of periods that rollups hold once they are settled: over, and of 1, 7 or 30 days. */
function isKeptLong(ctx: Context, period: Period): boolean {
  const today = todayOf(ctx);
  const days = lengthOf(period);
  return period.to < today && period.to > addDays(today, -WINDOWS_KEPT_DAYS + 1) && (days === 1 || isWindow(days));
}

/** True where the rollups hold a period for every group of a scope. */
export async function isKept(ctx: Context, scope: store.MeasuredScope, period: Period): Promise<boolean> {
  return isKeptLong(ctx, period) && !(await store.isUnsettled(ctx.db, ctx.brand.id, scope, period.to));
}

/** How a figure is read from what is kept (null where it is not), and from the rows themselves. */
interface Readings<T> {
  kept: (scope: store.MeasuredScope) => Promise<T | null>;
  live: (scope: store.MeasuredScope) => Promise<T>;
  add: (one: T, other: T) => T;
}

/** What is kept of a scope up to a day, and of its groups that wait to be settled what the rows say; null where something is not kept. */
export async function readSettled<T>(
  ctx: Context,
  scope: store.MeasuredScope,
  to: string,
  { kept, live, add }: Readings<T>,
): Promise<T | null> {
  const { db, brand } = ctx;
  if (!(await store.isUnsettled(db, brand.id, scope, to))) return kept(scope);
  const { settled, waiting } = store.splitByWaiting(brand.id, scope, to);
  const sums = await kept(settled);
  return sums && add(sums, await live(waiting));
}

/** All sales of a scope's people: of the days that are kept, and of the others from the orders themselves. */
export async function readAllSales(ctx: Context, scope: store.MeasuredScope, { from, to }: Period): Promise<UnitSales> {
  const { db, brand } = ctx;
  const live = (first: string, last: string) => store.readAllSales(db, brand.id, brand.zone, scope, first, last);
  const keptTo = await readKeptTo(ctx);
  if (scope.unitId === null || keptTo === null || keptTo < from) return live(from, to);
  const last = keptTo < to ? keptTo : to;
  const kept = await readUnitSales(db, brand.id, scope.isWhole ? ALL_ORDERS : scope.unitId, from, last);
  if (!kept || last === to) return kept ?? live(from, to);
  const rest = await live(addDays(last, 1), to);
  return { orders: kept.orders + rest.orders, fen: kept.fen + rest.fen };
}

async function readKept(ctx: Context, scope: store.MeasuredScope, to: string, days: number): Promise<Sums | null> {
  if (isWindow(days)) return (await store.listWindowSums(ctx.db, ctx.brand.id, scope, days, to, to))[0] ?? null;
  const { sums, unsettled } = await store.listDaySums(ctx.db, ctx.brand.id, scope, to, to);
  return unsettled === 0 ? (sums[0] ?? null) : null;
}

/** Days are added, people are counted out of the lives of their groups up to yesterday; who counts otherwise today is counted from the rows. */
async function readByLives(ctx: Context, scope: store.MeasuredScope, period: Period): Promise<Sums | null> {
  const { db, brand } = ctx;
  const today = todayOf(ctx);
  const past = { from: period.from, to: lastOf(ctx, period.to) };
  const [sums, people, more] = await Promise.all([
    readPeriodSums(db, brand.id, scope, period, today),
    countPeople(ctx, scope, past),
    period.to < today ? null : readTodaysPeople(db, brand.id, brand.zone, scope, { from: past.from, today, yesterday: past.to }),
  ]);
  return people && addSums({ ...sums, ...people.sums }, { ...noSums, ...more });
}

/** The figures of a scope and period, each with its second reading, coverage, the period before, and the days that led here. */
export async function readMetrics(ctx: Context, ask: InputOf<typeof metricsEndpoint>): Promise<OutputOf<typeof metricsEndpoint>> {
  const scope = await openScope(ctx, ask.scope);
  const { sums, long, figures } = await computeFigures(ctx, scope, ask);
  const trends = ask.trendDays > 0 ? await readTrends(ctx, scope, ask, ask.trendDays) : null;
  const last = addDays(todayOf(ctx), -1);
  return {
    figures: figures.map((figure) => ({ ...figure, trend: trends?.get(figure.key) ?? [] })),
    groups: sums.groups,
    members: ask.to < todayOf(ctx) ? sums.membersEnd : long.membersEnd,
    settledTo: (await store.isUnsettled(ctx.db, ctx.brand.id, scope, last)) ? null : last,
  };
}

async function computeFigures(
  ctx: Context,
  scope: store.MeasuredScope,
  period: Period & Pick<InputOf<typeof metricsEndpoint>, "allSales">,
): Promise<{ sums: Sums; long: Sums; figures: Figure[] }> {
  const before = periodBefore(period);
  const isShort = lengthOf(period) < LONG_DAYS;
  const [own, sales, previous] = await Promise.all([
    measure(ctx, scope, period),
    period.allSales === false ? null : readAllSales(ctx, scope, period),
    measure(ctx, scope, before),
  ]);
  const sums = { ...own, allNetFen: sales?.fen ?? 0 };
  const [long, previousLong] = isShort
    ? await Promise.all([measure(ctx, scope, spanOf("retention", period)), measure(ctx, scope, spanOf("retention", before))])
    : [sums, previous];
  const figures = allMetrics.map((key): Figure => {
    const span = spanOf(key, period);
    const isLong = isLongMetric(key);
    const { second, ...quotients } = computeQuotients(key, isLong ? long : sums);
    return {
      key,
      ...span,
      days: lengthOf(span),
      ...quotients,
      second: second?.kind === "all" && !sales ? { ...second, value: null, isCounted: false } : second,
      previous: computeValue(key, isLong ? previousLong : previous),
      trend: [],
    };
  });
  return { sums, long, figures };
}

/** Each metric over the days up to the period's end: of windows as long as the period where it is 7 or 30 days, else of single days. */
async function readTrends(
  ctx: Context,
  scope: store.MeasuredScope,
  period: Period,
  count: number,
): Promise<Map<MetricKey, (number | null)[]>> {
  const { db, brand } = ctx;
  const length = lengthOf(period);
  const days = daysFromTo(addDays(period.to, 1 - count), period.to);
  const [from = period.from, to = period.to] = [days[0], days.at(-1)];
  const costs = await store.listOtherCosts(db, brand.id, scope, addDays(from, 1 - LONG_DAYS), to);
  const windows = async (span: WindowDays, keys: readonly MetricKey[]) =>
    index(await store.listWindowSums(db, brand.id, scope, span, from, to, undefined, keys.flatMap(sumsOf)), costs);
  if (length === LONG_DAYS) {
    const all = await windows(LONG_DAYS, allMetrics);
    return new Map(allMetrics.map((key) => [key, days.map((day) => computeValue(key, all.get(day)))]));
  }
  const long = await windows(LONG_DAYS, longMetrics);
  const short = isWindow(length) ? await windows(length, shortMetrics) : index(await readDays(ctx, scope, from, to), costs);
  return new Map(allMetrics.map((key) => [key, days.map((day) => computeValue(key, (isLongMetric(key) ? long : short).get(day)))]));
}

/** Single days up to yesterday: today is not over, and its people are not settled. */
async function readDays(ctx: Context, scope: store.MeasuredScope, from: string, to: string): Promise<store.DatedSums[]> {
  const { sums } = await store.listDaySums(ctx.db, ctx.brand.id, scope, from, to, shortMetrics.flatMap(sumsOf));
  return sums.filter((one) => one.day < todayOf(ctx));
}

function index(sums: readonly store.DatedSums[], otherCosts: ReadonlyMap<string, number>): Map<string, Sums> {
  return new Map(
    sums.map((one) => {
      let costFen = one.costFen;
      for (const [day, fen] of otherCosts) if (day <= one.day && day > addDays(one.day, -one.days)) costFen += fen;
      return [one.day, { ...one, costFen }];
    }),
  );
}
