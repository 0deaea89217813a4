import type { Language } from "../../lib/language.ts";
import type { GroupStatus } from "./groups.contract.ts";

/** What a pattern of names may hold, in either language. */
export const nameParts: Record<Language, { parent: string; org: string; no: string }> = {
  "zh-CN": { parent: "{上级}", org: "{组织}", no: "{序号}" },
  en: { parent: "{above}", org: "{unit}", no: "{no}" },
};

interface StampedGroup {
  status: GroupStatus;
  channel: string;
  memberCount: number;
}

/** True where surely nobody sits in it: of an open group worked by hand nobody knows who does, and its count says nothing. */
export function isEmptyGroup({ status, channel, memberCount }: StampedGroup): boolean {
  if (status === "closed" || memberCount > 0) return false;
  return status === "planned" || channel !== "manual";
}

/** Where groups are to be made, and how many. */
export interface StampUnit {
  orgId: string;
  orgName: string;
  /** Empty below nobody. */
  parentName: string;
  count: number;
}

export interface NamedPlace {
  orgId: string;
  orgName: string;
  name: string;
}

export interface Naming {
  pattern: string;
  start: number;
  digits: number;
}

export const NAME_LIMIT = 60;
/** So many numbers are passed over at most; a unit has never that many groups. */
const MOST_PASSED = 10_000;

/** The pattern with its parts filled in. */
export function fillName(pattern: string, parts: { org: string; parent: string; no: string }): string {
  const filled = Object.values(nameParts).reduce(
    (text, name) => text.replaceAll(name.org, parts.org).replaceAll(name.parent, parts.parent).replaceAll(name.no, parts.no),
    pattern,
  );
  return filled.replaceAll(/\s+/g, " ").trim();
}

/**
 * A name for each group: in each unit numbers go up from `start`, passing over names taken already. Without a number a second
 * group of a unit has the name of the first, which is a clash.
 */
export function nameGroups(
  naming: Naming,
  units: readonly StampUnit[],
  taken: ReadonlySet<string>,
): { places: NamedPlace[]; clashes: string[]; tooLong: string[] } {
  const used = new Set(taken);
  const places: NamedPlace[] = [];
  const clashes: string[] = [];
  const isNumbered = Object.values(nameParts).some((name) => naming.pattern.includes(name.no));
  for (const unit of units) {
    let no = naming.start;
    const nameAt = (n: number) =>
      fillName(naming.pattern, { org: unit.orgName, parent: unit.parentName, no: String(n).padStart(naming.digits, "0") });
    for (let made = 0; made < unit.count; made++) {
      while (isNumbered && used.has(nameAt(no)) && no < naming.start + MOST_PASSED) no += 1;
      const name = nameAt(no);
      if (used.has(name)) clashes.push(name);
      used.add(name);
      places.push({ orgId: unit.orgId, orgName: unit.orgName, name });
      no += 1;
    }
  }
  return {
    places,
    clashes: [...new Set(clashes)],
    tooLong: places.filter((place) => place.name.length > NAME_LIMIT).map((place) => place.name),
  };
}
