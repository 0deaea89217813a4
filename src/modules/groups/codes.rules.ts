import type { Positioning } from "./profile.contract.ts";

const prefix: Record<Positioning, string> = { "lead-in": "YL", benefit: "FL", flash: "KS" };

/** FL-1107: the kind by its initials, and a number no other group of the brand has. */
export function groupCode(positioning: Positioning, no: number): string {
  return `${prefix[positioning]}-${no}`;
}
