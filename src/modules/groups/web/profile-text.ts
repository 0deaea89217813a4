import type { GroupProfile } from "../profile.contract.ts";

const filled = (lines: readonly string[]) => lines.map((line) => line.trim()).filter((line) => line !== "");

/** The profile as it may be sent: rows and lines that are still empty are left out. */
export function trimProfile(profile: GroupProfile): GroupProfile {
  return {
    ...profile,
    gives: profile.gives.filter((row) => row.title.trim() !== ""),
    rules: { ...profile.rules, items: filled(profile.rules.items) },
    reception: { ...profile.reception, steps: filled(profile.reception.steps) },
    sheet: profile.sheet.filter((row) => row.when.trim() !== "" && row.then.trim() !== ""),
  };
}
