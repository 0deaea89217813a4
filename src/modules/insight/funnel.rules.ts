import type { FunnelStep } from "./board.contract.ts";

/** People who came within a period and made each step by its end, each step counting only those of the one before. */
export interface FunnelCounts {
  acquired: number;
  activated: number;
  retained: number;
  paid: number;
  referred: number;
}

export const noCounts: FunnelCounts = { acquired: 0, activated: 0, retained: 0, paid: 0, referred: 0 };

/** Each step of the one and `times` the other. */
export const addCounts = (one: FunnelCounts, other: FunnelCounts, times: 1 | -1 = 1): FunnelCounts => ({
  acquired: one.acquired + times * other.acquired,
  activated: one.activated + times * other.activated,
  retained: one.retained + times * other.retained,
  paid: one.paid + times * other.paid,
  referred: one.referred + times * other.referred,
});

export interface FunnelFacts extends FunnelCounts {
  exposures: number;
  /** People who came through an entry; the rate from being seen to joining is of these. */
  entryJoins: number;
}

export interface FunnelAnswer {
  steps: { step: FunnelStep; count: number; rate: number | null; previousRate: number | null }[];
  weakest: { step: FunnelStep; change: number; lost: number } | null;
}

const over = (part: number, whole: number) => (whole > 0 ? part / whole : null);
/** A change smaller than one point in a hundred is no news. */
const NEWS = 0.01;

const ratesOf = (f: FunnelFacts): Record<FunnelStep, number | null> => ({
  exposed: null,
  acquired: over(f.entryJoins, f.exposures),
  activated: over(f.activated, f.acquired),
  retained: over(f.retained, f.activated),
  paid: over(f.paid, f.retained),
  referred: over(f.referred, f.paid),
});

/** AARRR over those who joined in the period; the step that lost most against the period before is named. */
export function computeFunnel(now: FunnelFacts, before: FunnelFacts): FunnelAnswer {
  const [rates, previous] = [ratesOf(now), ratesOf(before)];
  const counts: [FunnelStep, number][] = [
    ["exposed", now.exposures],
    ["acquired", now.acquired],
    ["activated", now.activated],
    ["retained", now.retained],
    ["paid", now.paid],
    ["referred", now.referred],
  ];
  const steps = counts.map(([step, count]) => ({ step, count, rate: rates[step], previousRate: previous[step] }));
  const changes = steps.flatMap(({ step, count, rate, previousRate }, n) =>
    n >= 2 && rate !== null && previousRate !== null
      ? [{ step, change: rate - previousRate, lost: (steps[n - 1]?.count ?? 0) - count }]
      : [],
  );
  const weakest = changes.toSorted((a, b) => a.change - b.change)[0];
  return { steps, weakest: weakest && weakest.change <= -NEWS ? weakest : null };
}
