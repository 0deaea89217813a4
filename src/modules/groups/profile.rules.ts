import type { HashHex } from "../../lib/ids.ts";
import type { GroupProfile, Positioning } from "./profile.contract.ts";

/** The version of the rules a member agrees to: the same text has the same version, whichever group says it. */
export function rulesVersion(rules: GroupProfile["rules"], hash: HashHex): string {
  return `r-${hash(JSON.stringify([rules.items, rules.penalty])).slice(0, 12)}`;
}

/** Members at most, and how many make the group whole (A11: first built at half of it), where nobody says otherwise. */
export function presetSize(positioning: Positioning): { capacity: number; targetMembers: number } {
  if (positioning === "flash") return { capacity: 500, targetMembers: 200 };
  return positioning === "lead-in" ? { capacity: 500, targetMembers: 300 } : { capacity: 300, targetMembers: 200 };
}
