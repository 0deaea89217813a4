import type { RosterRole } from "./roster.contract.ts";

/** A5: one owner, up to three admins. */
export const MAX_ADMINS = 3;

export type PlaceDecision = { verdict: "place" } | { verdict: "refuse"; reason: "role" | "admins-full" };

/** Colleagues hold and help; the warm-up crew and volunteers are real members, who may be made admins but never own. */
export function decidePlace(asked: { role: RosterRole; kind: "staff" | "member" }, admins: number): PlaceDecision {
  const fits =
    asked.role === "admin" || (asked.kind === "staff" ? asked.role === "assistant" : asked.role === "koc" || asked.role === "volunteer");
  if (!fits) return { verdict: "refuse", reason: "role" };
  if (asked.role === "admin" && admins >= MAX_ADMINS) return { verdict: "refuse", reason: "admins-full" };
  return { verdict: "place" };
}
