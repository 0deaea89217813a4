export type ContentState = "draft" | "pending" | "approved" | "retired";
export type ContentMove = "submit" | "withdraw" | "approve" | "reject" | "retire" | "restore";

const from: Record<ContentMove, readonly ContentState[]> = {
  submit: ["draft"],
  withdraw: ["pending"],
  approve: ["draft", "pending"],
  reject: ["pending"],
  retire: ["draft", "pending", "approved"],
  restore: ["retired"],
};

const to: Record<ContentMove, ContentState> = {
  submit: "pending",
  withdraw: "draft",
  approve: "approved",
  reject: "draft",
  retire: "retired",
  restore: "draft",
};

/** Deciding is for who holds `contents.approve`; the rest for whoever writes. */
export function permissionOf(move: ContentMove): "contents.approve" | "contents.write" {
  return move === "approve" || move === "reject" ? "contents.approve" : "contents.write";
}

export type MoveDecision =
  | { verdict: "move"; to: ContentState }
  | { verdict: "refuse"; reason: "wrong-state" | "words-flagged" | "expired" };

/** Flagged words stop an approval until the approver says that he has seen them. */
export function decideMove(asked: {
  move: ContentMove;
  state: ContentState;
  flaggedWords: number;
  acceptsWords: boolean;
  isExpired: boolean;
}): MoveDecision {
  if (!from[asked.move].includes(asked.state)) return { verdict: "refuse", reason: "wrong-state" };
  if (asked.move === "approve" && asked.isExpired) return { verdict: "refuse", reason: "expired" };
  if (asked.move === "approve" && asked.flaggedWords > 0 && !asked.acceptsWords) return { verdict: "refuse", reason: "words-flagged" };
  return { verdict: "move", to: to[asked.move] };
}

/** The moves that bring a retired content back to where it stood; none where the person may not make them all. */
export function movesBackTo(state: ContentState, canApprove: boolean): ContentMove[] {
  const moves: Record<ContentState, ContentMove[]> = {
    draft: ["restore"],
    pending: ["restore", "submit"],
    approved: canApprove ? ["restore", "submit", "approve"] : [],
    retired: [],
  };
  return moves[state];
}

/** What a person may do with a content next, in the order of buttons. */
export function movesFrom(state: ContentState, canApprove: boolean): ContentMove[] {
  const order: ContentMove[] = ["approve", "reject", "submit", "withdraw", "restore", "retire"];
  return order.filter((move) => from[move].includes(state) && (canApprove || permissionOf(move) !== "contents.approve"));
}
