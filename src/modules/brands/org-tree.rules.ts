import { type OrgLevel, orgLevels, type OrgUnit } from "./brands.contract.ts";

export interface OrgLine {
  unit: OrgUnit;
  /** 0 for the top of what the person sees. */
  depth: number;
  /** Names from below headquarters down to the unit: `云溪市 / 河滨区`. */
  path: string;
  /** How many stand right below it. */
  children: number;
}

/** The units as lines of a tree, each followed by all that is below it. */
export function orgLines(units: readonly OrgUnit[]): OrgLine[] {
  const known = new Set(units.map((unit) => unit.id));
  const below = Map.groupBy(units, (unit) => (unit.parentId !== null && known.has(unit.parentId) ? unit.parentId : ""));
  const walk = (parentId: string, depth: number, above: string): OrgLine[] =>
    (below.get(parentId) ?? []).flatMap((unit) => {
      const path = above === "" ? unit.name : `${above} / ${unit.name}`;
      const inside = walk(unit.id, depth + 1, unit.level === "headquarters" ? "" : path);
      return [{ unit, depth, path, children: below.get(unit.id)?.length ?? 0 }, ...inside];
    });
  return walk("", 0, "");
}

/** The lines that stay in sight while some units are folded. */
export function unfolded(lines: readonly OrgLine[], folded: ReadonlySet<string>): OrgLine[] {
  const shown: OrgLine[] = [];
  let hiddenBelow = Number.POSITIVE_INFINITY;
  for (const line of lines) {
    if (line.depth > hiddenBelow) continue;
    hiddenBelow = folded.has(line.unit.id) ? line.depth : Number.POSITIVE_INFINITY;
    shown.push(line);
  }
  return shown;
}

/** How many units stand on each level. */
export function countLevels(units: readonly OrgUnit[]): Record<OrgLevel, number> {
  const counts: Record<OrgLevel, number> = { headquarters: 0, city: 0, district: 0, grid: 0 };
  for (const unit of units) counts[unit.level] += 1;
  return counts;
}

/** Larger trees begin folded, so that the first sight is one screen. */
export const FOLD_ABOVE_UNITS = 40;

/** The units of one level, folded in one go. */
export function idsAtLevel(units: readonly OrgUnit[], level: OrgLevel): string[] {
  return units.filter((unit) => unit.level === level && level !== orgLevels.at(-1)).map((unit) => unit.id);
}
