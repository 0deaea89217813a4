import type { OrgUnit } from "../../brands/brands.contract.ts";

/** The units in the order of the tree, each with the names above it but headquarters: `云溪市 / 河滨区`. */
export function orgPaths(units: readonly OrgUnit[]): { unit: OrgUnit; path: string }[] {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const nameOf = (unit: OrgUnit): string => {
    const parent = unit.parentId ? byId.get(unit.parentId) : undefined;
    return parent && parent.level !== "headquarters" ? `${nameOf(parent)} / ${unit.name}` : unit.name;
  };
  const below = Map.groupBy(units, (unit) => (unit.parentId && byId.has(unit.parentId) ? unit.parentId : ""));
  const walk = (parentId: string): OrgUnit[] => (below.get(parentId) ?? []).flatMap((unit) => [unit, ...walk(unit.id)]);
  return walk("").map((unit) => ({ unit, path: nameOf(unit) }));
}

/** For a filter or a select, with the groups of each subtree. */
export function orgOptions(units: readonly OrgUnit[]): { value: string; label: string; note: string }[] {
  return orgPaths(units).map(({ unit, path }) => ({ value: unit.id, label: path, note: String(unit.groups) }));
}
