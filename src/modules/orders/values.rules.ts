import { activeChance, type BuyingModel, type Kind } from "./buying.rules.ts";
import { expectedSpend } from "./gamma-gamma.rules.ts";

export const WEEK_DAYS = 7;
const YEAR_WEEKS = 52;
/** Purchases to come are discounted as of the end of each four weeks. */
const STEP_WEEKS = 4;

/** Below these the parameters are a matter of chance. */
export const LEAST_BUYERS = 50;
export const LEAST_REPEATERS = 20;

export interface Coming {
  /** Probability of not having gone. */
  active: number;
  /** Days of purchase within the horizon. */
  purchases: number;
  /** The same, each worth less the later it comes. */
  discounted: number;
}

/** What buyers with this history will do within the horizon; a purchase one year from now counts 1 ÷ (1 + yearly rate), e.g. 0.1. */
export function computeComing(
  model: BuyingModel,
  parameters: readonly number[],
  kind: Kind,
  ask: { horizonWeeks: number; yearlyRate: number },
): Coming {
  const active = activeChance(model, parameters, kind);
  let [purchases, discounted] = [0, 0];
  for (let week = 0; week < ask.horizonWeeks;) {
    week = Math.min(week + STEP_WEEKS, ask.horizonWeeks);
    const soFar = active * model.purchasesOfActive(parameters, kind, week);
    discounted += (soFar - purchases) / (1 + ask.yearlyRate) ** (week / YEAR_WEEKS);
    purchases = soFar;
  }
  return { active, purchases, discounted };
}

export interface Value {
  /** What a day of purchase will be worth on average. */
  orderFen: number;
  /** Discounted purchases of the horizon times that. */
  clvFen: number;
}

/** In whole fen; what is spent is told in fen and modelled in units of 100. */
export function computeValue(
  spendParameters: readonly number[],
  history: { repeats: number; repeatFen: number },
  discounted: number,
): Value {
  const orderUnits = expectedSpend(spendParameters, { repeats: history.repeats, spent: history.repeatFen / 100 });
  return { orderFen: Math.round(orderUnits * 100), clvFen: Math.round(orderUnits * discounted * 100) };
}

export interface Band {
  /** From here on, and below `toFen`; the last has no end. */
  fromFen: number;
  toFen: number | null;
  buyers: number;
  purchases: number;
  clvFen: number;
}

const EDGES_FEN = [0, 100, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000, 5_000_000];

/** Bands of value, lowest first: sums fill as buyers are added; the empty ones at both ends are left out. */
export class Bands {
  private readonly bands: Band[] = EDGES_FEN.map((fromFen, i) => ({
    fromFen,
    toFen: EDGES_FEN[i + 1] ?? null,
    buyers: 0,
    purchases: 0,
    clvFen: 0,
  }));

  add(one: { purchases: number; clvFen: number }): void {
    const band = this.bands.findLast(({ fromFen }) => fromFen <= Math.max(0, one.clvFen));
    if (!band) return;
    band.buyers++;
    band.purchases += one.purchases;
    band.clvFen += one.clvFen;
  }

  filled(): Band[] {
    const isFilled = (band: Band) => band.buyers > 0;
    return this.bands.slice(Math.max(0, this.bands.findIndex(isFilled)), this.bands.findLastIndex(isFilled) + 1);
  }
}

/** Whether the beginning, the end and the day up to which it is held against what came follow one another, none after today. */
export function areDaysInOrder(
  { from, to, until }: { from?: string | undefined; to: string; until?: string | undefined },
  today: string,
): boolean {
  return (from ?? to) <= to && to < (until ?? "9999") && (until ?? to) <= today;
}

export type Enough = { verdict: "enough" } | { verdict: "few-buyers" | "few-repeats"; found: number; least: number };

/** Whether there is enough to fit on. */
export function decideEnough(counts: { buyers: number; spenders: number }): Enough {
  if (counts.buyers < LEAST_BUYERS) return { verdict: "few-buyers", found: counts.buyers, least: LEAST_BUYERS };
  if (counts.spenders < LEAST_REPEATERS) return { verdict: "few-repeats", found: counts.spenders, least: LEAST_REPEATERS };
  return { verdict: "enough" };
}

/** Every n-th of the kinds, so that a first search is short; all where there are few. */
export function thinned<T>(kinds: readonly T[], most: number): readonly T[] {
  const every = Math.ceil(kinds.length / most);
  return every <= 1 ? kinds : kinds.filter((_, i) => i % every === 0);
}
