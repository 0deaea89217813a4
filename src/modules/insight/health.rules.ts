/** What a group is compared by; null is unknown. Ratios. */
export interface HealthCase {
  groupId: string;
  /** Groups of the same blueprint; those without one are compared within their commercial type. */
  peers: string;
  interaction: number | null;
  growth: number | null;
  retention: number | null;
  conversion: number | null;
}

export const healthParts = ["interaction", "growth", "retention", "conversion"] as const;
export type HealthPart = (typeof healthParts)[number];

export interface PartScore {
  value: number;
  /** 0–100: the share of peers below, equals counted half. */
  percentile: number;
  peers: number;
}

export interface Health {
  groupId: string;
  /** 0–100; null where nothing is known. */
  score: number | null;
  parts: Partial<Record<HealthPart, PartScore>>;
}

/** The mid-rank of each value among all given, 0–100: alone it is 50. */
export function percentiles(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  const low = new Map<number, number>();
  const count = new Map<number, number>();
  for (const [at, value] of sorted.entries()) {
    if (!low.has(value)) low.set(value, at);
    count.set(value, (count.get(value) ?? 0) + 1);
  }
  return values.map((value) => (((low.get(value) ?? 0) + (count.get(value) ?? 0) / 2) / values.length) * 100);
}

/** A11: health is the mean percentile of interaction, net growth, retention and conversion among groups of the blueprint. */
export function computeHealth(cases: readonly HealthCase[]): Health[] {
  const found = new Map(cases.map((one) => [one.groupId, new Map<HealthPart, PartScore>()]));
  for (const peers of Map.groupBy(cases, (one) => one.peers).values()) {
    for (const part of healthParts) {
      const known = peers.flatMap((one) => (one[part] === null ? [] : [{ groupId: one.groupId, value: one[part] }]));
      const ranks = percentiles(known.map((one) => one.value));
      for (const [at, { groupId, value }] of known.entries())
        found.get(groupId)?.set(part, { value, percentile: Math.round((ranks[at] ?? 50) * 10) / 10, peers: known.length });
    }
  }
  return cases.map(({ groupId }) => {
    const parts = found.get(groupId) ?? new Map<HealthPart, PartScore>();
    const scores = [...parts.values()].map((part) => part.percentile);
    const score = scores.length === 0 ? null : Math.round(scores.reduce((sum, one) => sum + one, 0) / scores.length);
    return { groupId, score, parts: Object.fromEntries(parts) };
  });
}
