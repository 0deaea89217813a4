import type { StageColumn } from "./board.contract.ts";
import { stageMeasures } from "./board.contract.ts";
import type { MetricKey } from "./metrics.contract.ts";
import { allMetrics, computeQuotients, metricRules, noSums, type Sums } from "./metrics.rules.ts";
import type { Thresholds } from "./thresholds.contract.ts";

/** One group of a stage: what it is measured by and its own mark. */
export interface StageCase {
  stage: number;
  /** The same text for groups with the same marks. */
  type: string;
  thresholds: Thresholds;
  numerator: number;
  denominator: number;
  members: number;
  before: number | null;
}

const markOf = (stage: number, t: Thresholds) =>
  [t.seatsShare, t.interaction7d, t.retention30d, t.conversion30d, t.referral30d][stage - 1] ?? 0;

function mostCommon(cases: readonly StageCase[]): { thresholds: Thresholds; groups: number } | null {
  const best = [...Map.groupBy(cases, (one) => one.type).values()].toSorted((a, b) => b.length - a.length)[0];
  return best?.[0] ? { thresholds: best[0].thresholds, groups: best.length } : null;
}

/** The five columns of the stage board from the groups themselves. */
export function computeStageColumns(
  cases: readonly StageCase[],
  worst: ReadonlyMap<number, NonNullable<StageColumn["worst"]>>,
): StageColumn[] {
  return stageMeasures.map((measure, n) => {
    const stage = n + 1;
    const here = cases.filter((one) => one.stage === stage);
    const stood = cases.filter((one) => (one.before ?? 1) === stage);
    const common = mostCommon(here);
    const told = here.filter((one) => one.denominator > 0);
    const denominator = told.reduce((sum, one) => sum + one.denominator, 0);
    return {
      stage,
      groups: here.length,
      members: here.reduce((sum, one) => sum + one.members, 0),
      measure,
      value: denominator > 0 ? told.reduce((sum, one) => sum + one.numerator, 0) / denominator : null,
      target: common ? markOf(stage, common.thresholds) : null,
      others: common ? here.length - common.groups : 0,
      below: told.filter((one) => one.numerator / one.denominator < markOf(stage, one.thresholds)).length,
      risen: stood.filter((one) => one.stage > stage).length,
      fallen: stood.filter((one) => one.stage < stage).length,
      worst: worst.get(stage) ?? null,
    };
  });
}

export type Cells = Record<MetricKey, { value: number | null; numerator: number; denominator: number }>;

/** All figures of one group; retention and referral come from its 30 days. */
export function computeCells(short: Sums, long: Sums | undefined): Cells {
  const cell = (key: MetricKey) => {
    const { value, numerator, denominator } = computeQuotients(key, metricRules[key].isLong ? (long ?? { ...noSums, days: 30 }) : short);
    return { value, numerator, denominator };
  };
  return Object.fromEntries(allMetrics.map((key) => [key, cell(key)])) as Cells;
}
