import type { LineAnswers } from "./openings.contract.ts";

/** Earned on one order, to be worth a group's effort where buyers do not come back soon: ¥20. */
export const WORTHWHILE_MARGIN_FEN = 2_000;
/** Short to middle: at most a week. */
export const MIDDLE_DECISION_HOURS = 168;
/** Frequent: a buyer comes back within a month, so that many small margins add up. */
export const FREQUENT_DAYS = 30;
export const CONDITIONS_NEEDED = 3;

export const fitConditions = ["explaining", "appeal", "impulse", "margin"] as const;
export type FitCondition = (typeof fitConditions)[number];

export interface FitVerdict {
  met: Record<FitCondition, boolean>;
  count: number;
  /** Below three of four, sell one to one. */
  way: "group" | "one-to-one";
  marginFen: number;
}

/** A3: whether selling this in a group pays. Cheap but frequent passes: its worth is in coming back, not in the ticket. */
export function checkFit(answers: LineAnswers): FitVerdict {
  const marginFen = Math.round(answers.ticketFen * answers.margin);
  const isQuick = answers.decisionHours <= MIDDLE_DECISION_HOURS;
  const pays = marginFen >= WORTHWHILE_MARGIN_FEN || (answers.daysBetweenOrders <= FREQUENT_DAYS && marginFen > 0);
  const met = {
    explaining: answers.needsExplaining,
    appeal: answers.appeal !== "unclear",
    impulse: answers.impulse,
    margin: isQuick && pays,
  };
  const count = fitConditions.filter((one) => met[one]).length;
  return { met, count, way: count >= CONDITIONS_NEEDED ? "group" : "one-to-one", marginFen };
}
