import { type BlueprintField, blueprintFields, type BlueprintSpec } from "./blueprints.contract.ts";
import type { GroupProfile } from "./profile.contract.ts";

const profileFields = [
  "logo",
  "gives",
  "rules",
  "reception",
  "purpose",
  "threshold",
  "sheet",
] as const satisfies readonly (keyof GroupProfile)[];
const isProfileField = (field: BlueprintField): field is (typeof profileFields)[number] => profileFields.some((one) => one === field);

/** Equal whatever the order of their keys, as the database compares. */
export function isSame(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_key, one: unknown) =>
      typeof one === "object" && one !== null && !Array.isArray(one)
        ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
        : one,
    ) ?? ""
  );
}

export type Described = Pick<BlueprintSpec, Exclude<BlueprintField, keyof GroupProfile> | "profile">;

export function fieldOf(from: Described, field: BlueprintField): unknown {
  return isProfileField(field) ? from.profile[field] : from[field];
}

/** The fields in which a group, or another version, differs. */
export function listDifferences(a: Described, b: Described): BlueprintField[] {
  return blueprintFields.filter((field) => !isSame(fieldOf(a, field), fieldOf(b, field)));
}

/** Of two versions also what no group has of its own. */
export function listVersionDifferences(a: BlueprintSpec, b: BlueprintSpec): (BlueprintField | "crew" | "thresholds")[] {
  const others = (["crew", "thresholds"] as const).filter((field) => !isSame(a[field], b[field]));
  return [...listDifferences(a, b), ...others];
}
