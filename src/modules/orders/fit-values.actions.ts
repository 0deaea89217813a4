import { setImmediate as nextTurn } from "node:timers/promises";
import { Refusal } from "../../lib/refusal.ts";
import { addDays, daysBetween, startOfDayMs } from "../../lib/time.ts";
import type { Context } from "../../server/context.ts";
import type { JobRun } from "../../server/jobs.ts";
import { bgNbd } from "./bg-nbd.rules.ts";
import { activeChance, type BuyingModel, type Fit, type Kinds, lnLikelihood, searchFit } from "./buying.rules.ts";
import { expectedSpend, lnSpendLikelihood, SPEND_PARAMETERS, spendStart } from "./gamma-gamma.rules.ts";
import { visibleOrders } from "./list.actions.ts";
import { paretoNbd } from "./pareto-nbd.rules.ts";
import { sightOf } from "./sight.actions.ts";
import { forgetOthers, insertFit } from "./value-fits.store.ts";
import type { Found, ModelFit, ValuesAsk } from "./values.contract.ts";
import { Bands, type Coming, computeComing, computeValue, decideEnough, thinned, WEEK_DAYS } from "./values.rules.ts";
import * as store from "./values.store.ts";

/** Kinds reckoned between two looks at what else the process has to do: some milliseconds. */
const TURN = 2_000;
const PAGE = 2_000;
/** A first search goes over so many kinds, the last over all. */
const ROUGHLY = 2_000;

/** Goes over rows without holding up the process; stops where the job must. */
async function goOver<T>(rows: readonly T[], each: (row: T) => void, signal: AbortSignal): Promise<void> {
  for (let from = 0; from < rows.length; from += TURN) {
    for (const row of rows.slice(from, from + TURN)) each(row);
    await nextTurn();
    signal.throwIfAborted();
  }
}

async function sumOver<T extends { buyers: number }>(rows: readonly T[], of: (row: T) => number, signal: AbortSignal): Promise<number> {
  let sum = 0;
  await goOver(rows, (row) => (sum += row.buyers * of(row)), signal);
  return sum;
}

type Likelihood<T> = (parameters: readonly number[], row: T) => number;

async function search<T extends { buyers: number }>(
  found: ReturnType<typeof searchFit>,
  rows: readonly T[],
  ln: Likelihood<T>,
  signal: AbortSignal,
): Promise<Fit> {
  let step = found.next();
  while (!step.done) {
    const parameters = step.value;
    step = found.next(await sumOver(rows, (row) => ln(parameters, row), signal));
  }
  return step.value;
}

/** The likeliest parameters; of many rows some first, for a good place to begin. */
async function fit<T extends { buyers: number }>(
  start: readonly number[],
  rows: readonly T[],
  ln: Likelihood<T>,
  signal: AbortSignal,
): Promise<Fit> {
  const few = thinned(rows, ROUGHLY);
  const rough = await search(searchFit(start), few, ln, signal);
  const best = few.length === rows.length ? rough : await search(searchFit(rough.parameters, false), rows, ln, signal);
  if (!Number.isFinite(best.lnLikelihood)) throw new Refusal("invalid", "orders.values-no-fit");
  return best;
}

const modelFit = (name: ModelFit["name"], names: readonly string[], found: Fit, isUsed: boolean): ModelFit => ({
  name,
  parameters: names.map((parameter, i) => ({ name: parameter, value: found.parameters[i] ?? 0 })),
  lnLikelihood: found.lnLikelihood,
  isUsed,
});

interface Fitted {
  model: BuyingModel;
  parameters: readonly number[];
  spend: readonly number[];
  fits: ModelFit[];
}

async function fitAll(ctx: Context, job: JobRun<ValuesAsk>, kinds: readonly Kinds[], counts: store.StagedCounts): Promise<Fitted> {
  const both: { model: BuyingModel; found: Fit }[] = [];
  for (const model of [bgNbd, paretoNbd])
    both.push({ model, found: await fit(model.start, kinds, (at, kind) => lnLikelihood(model, at, kind), job.signal) });
  const spending = await store.listSpending(ctx.db, ctx.brand.id, job.id);
  const spend = await fit(spendStart(counts.spentFen / 100 / counts.spentDays), spending, lnSpendLikelihood, job.signal);
  if (!(expectedSpend(spend.parameters, { repeats: 0, spent: 0 }) > 0)) throw new Refusal("invalid", "orders.values-spend-wild");
  const used = both.reduce((best, one) => (one.found.lnLikelihood > best.found.lnLikelihood ? one : best));
  return {
    model: used.model,
    parameters: used.found.parameters,
    spend: spend.parameters,
    fits: [
      ...both.map((one) => modelFit(one.model.name, one.model.parameters, one.found, one === used)),
      modelFit("gamma-gamma", SPEND_PARAMETERS, spend, true),
    ],
  };
}

/** What the fit says of the weeks after its end, and what came. */
async function holdOut(
  ctx: Context,
  job: JobRun<ValuesAsk>,
  reading: store.Reading,
  kinds: readonly Kinds[],
  { model, parameters }: Fitted,
): Promise<Found["weeks"]> {
  const { to, until } = job.ask;
  if (!until) return [];
  const untilAt = new Date(startOfDayMs(addDays(until, 1), ctx.brand.zone));
  const came = await store.countWeeks(ctx.db, ctx.brand.id, job.id, reading, untilAt);
  const days = daysBetween(to, until);
  const known: (Kinds & { active: number })[] = [];
  await goOver(kinds, (kind) => known.push({ ...kind, active: activeChance(model, parameters, kind) }), job.signal);
  const weeks: Found["weeks"] = [];
  let before = 0;
  for (let from = 0; from < days; from += WEEK_DAYS) {
    const end = Math.min(from + WEEK_DAYS, days);
    const soFar = await sumOver(known, (kind) => kind.active * model.purchasesOfActive(parameters, kind, end / WEEK_DAYS), job.signal);
    weeks.push({ from: addDays(to, from + 1), days: end - from, expected: soFar - before, actual: came.get(from / WEEK_DAYS) ?? 0 });
    before = soFar;
  }
  return weeks;
}

/** Writes each buyer's figures, some thousand at a time; answers the bands they fall in. */
async function valueAll(ctx: Context, job: JobRun<ValuesAsk>, { model, parameters, spend }: Fitted): Promise<Found["bands"]> {
  const { horizonWeeks, discountPercent } = job.ask;
  const known = new Map<string, Coming>();
  const comingOf = ({ repeats, recencyDays, ageDays }: store.Staged): Coming => {
    const key = `${repeats} ${recencyDays} ${ageDays}`;
    const kind = { repeats, recencyWeeks: recencyDays / WEEK_DAYS, ageWeeks: ageDays / WEEK_DAYS };
    const coming = known.get(key) ?? computeComing(model, parameters, kind, { horizonWeeks, yearlyRate: discountPercent / 100 });
    known.set(key, coming);
    return coming;
  };
  const bands = new Bands();
  let done = 0;
  for (let after: string | null = null; ;) {
    const page: store.Staged[] = await store.listStaged(ctx.db, ctx.brand.id, job.id, after, PAGE);
    const values = page.map((one) => {
      const { active, purchases, discounted } = comingOf(one);
      return { memberId: one.memberId, active, purchases, ...computeValue(spend, one, discounted) };
    });
    if (values.length === 0) return bands.filled();
    for (const value of values) bands.add(value);
    await store.writeValues(ctx.db, ctx.brand.id, job.id, values);
    done += values.length;
    await job.save(ctx, { done });
    after = values.at(-1)?.memberId ?? null;
  }
}

/** Works out what buyers will be worth, from the orders its asker sees; begun anew after a crash. */
export async function fitValues(ctx: Context, job: JobRun<ValuesAsk>): Promise<{ buyers: number }> {
  const { db, brand } = ctx;
  const { ask } = job;
  const reading: store.Reading = {
    zone: brand.zone,
    fromDay: ask.from,
    toDay: ask.to,
    beforeAt: new Date(startOfDayMs(addDays(ask.to, 1), brand.zone)),
    visible: visibleOrders(ctx),
  };
  await store.dropValues(db, brand.id, [job.id]);
  await store.stageBuyers(db, brand.id, job.id, reading);
  const counts = await store.countStaged(db, brand.id, job.id);
  const enough = decideEnough(counts);
  if (enough.verdict !== "enough")
    throw new Refusal("invalid", `orders.values-${enough.verdict}`, { found: enough.found, least: enough.least });
  await job.save(ctx, { done: 0, total: counts.buyers });
  const kinds = await store.listKinds(db, brand.id, job.id);
  const fitted = await fitAll(ctx, job, kinds, counts);
  const weeks = await holdOut(ctx, job, reading, kinds, fitted);
  const bands = await valueAll(ctx, job, fitted);
  const found: Found = {
    orders: counts.orders,
    buyers: counts.buyers,
    repeaters: counts.repeaters,
    paidFen: counts.paidFen,
    firstDay: addDays(ask.to, -counts.oldestDays),
    models: fitted.fits,
    weeks,
    bands,
    purchases: bands.reduce((sum, band) => sum + band.purchases, 0),
    clvFen: bands.reduce((sum, band) => sum + band.clvFen, 0),
  };
  await keep(ctx, job, found);
  return { buyers: counts.buyers };
}

/** Puts the fit in place of those before it, unless the run must stop. */
async function keep(outer: Context, job: JobRun<ValuesAsk>, found: Found): Promise<void> {
  await outer.transaction(async (ctx) => {
    const { db, brand, actor, now } = ctx;
    await job.save(ctx, { done: found.buyers });
    const sight = sightOf(ctx);
    await insertFit(db, brand.id, { id: job.id, sight, ask: job.ask, found, madeAt: now, madeBy: actor.name });
    await store.dropValues(db, brand.id, await forgetOthers(db, brand.id, sight, job.id));
    await ctx.audit({ action: "orders.values", targetKind: "value-fit", targetId: job.id, after: { ...job.ask, buyers: found.buyers } });
  });
}

/** After a run that ended otherwise: what it wrote down goes. */
export async function dropValues(ctx: Context, job: { id: string }): Promise<void> {
  await store.dropValues(ctx.db, ctx.brand.id, [job.id]);
}
