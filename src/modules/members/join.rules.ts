export interface JoinFacts {
  /** The newest stay of the person in the group, if any. */
  lastSeat: { leftAt: string | null; leaveReason: string | null } | undefined;
  isEntryClosed: boolean;
  status: "planned" | "active" | "closed";
  memberCount: number;
  capacity: number;
}

export type JoinDecision =
  | { verdict: "seated" }
  | { verdict: "sit" }
  | { verdict: "refuse"; kind: "forbidden" | "conflict"; reason: "barred" | "join-closed" | "join-full" };

/** Who sits there keeps his seat; who was removed stays out; then the way must be open and a place free. */
export function decideJoin(facts: JoinFacts): JoinDecision {
  if (facts.lastSeat?.leftAt === null) return { verdict: "seated" };
  if (facts.lastSeat?.leaveReason === "removed") return { verdict: "refuse", kind: "forbidden", reason: "barred" };
  const state = joinState(facts);
  return state === "open" ? { verdict: "sit" } : { verdict: "refuse", kind: "conflict", reason: `join-${state}` };
}

/** What a way in is to somebody new. */
export function joinState(facts: Omit<JoinFacts, "lastSeat">): "open" | "full" | "closed" {
  if (facts.isEntryClosed || facts.status !== "active") return "closed";
  return facts.memberCount >= facts.capacity ? "full" : "open";
}
