import { lnAdd } from "./gamma.rules.ts";
import { climb, type Maximum, type Search } from "./maximum.rules.ts";

/** Buyers with the same history, all that the models of buying read of it. */
export interface Kind {
  /** Days of purchase after the first. */
  repeats: number;
  /** From the first purchase to the last; 0 where there is but one. */
  recencyWeeks: number;
  /** From the first purchase to the end of what is known. */
  ageWeeks: number;
}

/** How many buyers have this history. */
export interface Kinds extends Kind {
  buyers: number;
}

/** How often people buy and when they stop, by four positive parameters. */
export interface BuyingModel {
  name: "bg-nbd" | "pareto-nbd";
  parameters: readonly string[];
  /** Where the search begins. */
  start: readonly number[];
  /** ln of the two ways in which a buyer came to this history: still there, or gone; each without what both have as a factor. */
  ways(parameters: readonly number[], kind: Kind): [there: number, gone: number];
  /** ln of that factor. */
  lnShared(parameters: readonly number[], kind: Kind): number;
  /** Days of purchase expected within so many weeks from the end on, of a buyer who has not gone. */
  purchasesOfActive(parameters: readonly number[], kind: Kind, weeks: number): number;
}

/** ln of the likelihood of one buyer's history. */
export function lnLikelihood(model: BuyingModel, parameters: readonly number[], kind: Kind): number {
  return model.lnShared(parameters, kind) + lnAdd(...model.ways(parameters, kind));
}

/** The probability that a buyer with this history has not gone. */
export function activeChance(model: BuyingModel, parameters: readonly number[], kind: Kind): number {
  const [there, gone] = model.ways(parameters, kind);
  return Math.exp(there - lnAdd(there, gone));
}

export interface Fit {
  parameters: number[];
  lnLikelihood: number;
}

/** Parameters further than e^±9 from where the search begins differ in nothing that could be seen. */
const LN_BOUND = 9;
const WIDE = 0.5;
const NARROW = 0.05;

/**
 * The search for the parameters that make what is known most likely, on their logarithms, so that all stay positive; a rough one is begun
 * once more where it ended, for a simplex may lie down too early. Yields parameters and is told their ln likelihood.
 */
export function* searchFit(start: readonly number[], isRough = true): Generator<readonly number[], Fit, number> {
  const from = start.map(Math.log);
  const first = isRough ? (yield* bounded(climb(from, WIDE), from)).point : from;
  const best = yield* bounded(climb(first, NARROW), from);
  return { parameters: best.point.map(Math.exp), lnLikelihood: best.value };
}

function* bounded(search: Search, middle: readonly number[]): Search {
  let step = search.next();
  while (!step.done) {
    const isKnown = step.value.every((ln, i) => Math.abs(ln - (middle[i] ?? 0)) <= LN_BOUND);
    step = search.next(isKnown ? yield step.value.map(Math.exp) : -Infinity);
  }
  return step.value satisfies Maximum;
}
