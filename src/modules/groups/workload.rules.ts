export interface WorkloadLimits {
  /** Above this many groups a person is warned, */
  warnAbove: number;
  /** above this many it is refused. */
  refuseAbove: number;
}

export interface WorkloadDecision {
  verdict: "fine" | "warn" | "refuse";
  /** Groups the person would then answer for. */
  count: number;
  limit: number;
}

/** How a person would stand with `adding` more groups; nobody is refused for what he has already. */
export function decideWorkload(current: number, adding: number, limits: WorkloadLimits): WorkloadDecision {
  const count = current + adding;
  if (adding > 0 && count > limits.refuseAbove) return { verdict: "refuse", count, limit: limits.refuseAbove };
  if (count > limits.warnAbove) return { verdict: "warn", count, limit: limits.warnAbove };
  return { verdict: "fine", count, limit: limits.warnAbove };
}

export interface Carrier {
  staffId: string;
  /** Groups he answers for now. */
  count: number;
  /** The org units he stands over. */
  orgIds: ReadonlySet<string>;
}

/**
 * Gives each place (its org unit) to the carrier over that unit who has fewest at that moment, the first named of equals, none
 * above the limit; null where nobody over it has room.
 */
export function balanceOwners(places: readonly string[], carriers: readonly Carrier[], refuseAbove: number): (string | null)[] {
  const load = carriers.map((one) => ({ ...one }));
  return places.map((orgId) => {
    let least: Carrier | undefined;
    for (const one of load) if (one.orgIds.has(orgId) && one.count < refuseAbove && (!least || one.count < least.count)) least = one;
    if (!least) return null;
    least.count += 1;
    return least.staffId;
  });
}
