import type { CommercialType } from "../groups/profile.contract.ts";
import type { MetricKey } from "../insight/metrics.contract.ts";
import type { Thresholds } from "../insight/thresholds.contract.ts";
import type { Combination } from "./openings.contract.ts";

/** What each type lives on: turnover of many; talk that turns into dear orders; staying and bringing others. */
const ofType: Record<CommercialType, readonly MetricKey[]> = {
  promotion: ["conversion", "spend", "leave"],
  refined: ["interaction", "conversion", "spend"],
  service: ["retention", "referral", "interaction"],
};

/** What a combination is there to move. */
const ofCombination: Record<Combination, MetricKey> = {
  shop: "conversion",
  campaign: "join",
  private: "conversion",
  tiers: "retention",
  games: "interaction",
};

/** The metrics that stand first, most telling first; never more than five. */
export function focusMetrics(type: CommercialType, combinations: readonly Combination[]): MetricKey[] {
  return [...new Set([...ofType[type], ...combinations.map((one) => ofCombination[one])])].slice(0, 5);
}

/** Types without groups say something only while no type has any. */
export function inUse<F extends { groups: number }>(all: readonly F[]): readonly F[] {
  const used = all.filter((one) => one.groups > 0);
  return used.length > 0 ? used : all;
}

/** What a combination lifts is also asked for: a fifth more than the type's mark, a retention a fifth nearer to all. */
const LIFT = 0.2;
const up = (ratio: number) => Math.round(Math.min(1, ratio * (1 + LIFT)) * 1000) / 1000;
const nearer = (ratio: number) => Math.round((ratio + (1 - ratio) * LIFT) * 1000) / 1000;

/** A11's marks for a line: those in force of its type, lifted by what it is combined with. */
export function marksOf(combinations: readonly Combination[], base: Thresholds): Thresholds {
  const lifted = new Set(combinations.map((one) => ofCombination[one]));
  return {
    ...base,
    interaction7d: lifted.has("interaction") ? up(base.interaction7d) : base.interaction7d,
    retention30d: lifted.has("retention") ? nearer(base.retention30d) : base.retention30d,
    conversion30d: lifted.has("conversion") ? up(base.conversion30d) : base.conversion30d,
    seatsShare: lifted.has("join") ? up(base.seatsShare) : base.seatsShare,
  };
}
