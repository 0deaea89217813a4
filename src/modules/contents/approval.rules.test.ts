import { expect, test } from "vitest";
import { type ContentState, decideMove, movesBackTo } from "./approval.rules.ts";

test.each(["draft", "pending", "approved"] as const)("what was retired goes back to %s by moves that are allowed", (state) => {
  const end = movesBackTo(state, true).reduce<ContentState>((at, move) => {
    const decision = decideMove({ move, state: at, flaggedWords: 1, acceptsWords: true, isExpired: false });
    if (decision.verdict !== "move") throw new Error(`${move} from ${at} is refused`);
    return decision.to;
  }, "retired");
  expect(end).toBe(state);
});

test("who may not approve is offered no way back that ends half-way", () => {
  expect(movesBackTo("approved", false)).toEqual([]);
  expect(movesBackTo("pending", false)).toEqual(["restore", "submit"]);
});
