import { type OrgLevel, orgLevels } from "./brands.contract.ts";

/** The level of a unit below one of the given level; null below the lowest. */
export function levelBelow(level: OrgLevel): OrgLevel | null {
  return orgLevels[orgLevels.indexOf(level) + 1] ?? null;
}

export type RemovalDecision = { verdict: "remove" } | { verdict: "refuse"; reason: "root" | "not-empty" };

/** Only an empty unit goes, and never the headquarters. */
export function decideRemoval(unit: { level: OrgLevel }, uses: { units: number; groups: number; staff: number }): RemovalDecision {
  if (unit.level === "headquarters") return { verdict: "refuse", reason: "root" };
  if (uses.units + uses.groups + uses.staff > 0) return { verdict: "refuse", reason: "not-empty" };
  return { verdict: "remove" };
}
