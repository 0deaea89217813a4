import { type CommercialType, commercialTypes } from "../groups/profile.contract.ts";
import type { LineAnswers } from "./openings.contract.ts";

/** 0 where `value` is at `from` or beyond it, 1 at `to`, even steps of multiplication between. */
function place(value: number, from: number, to: number): number {
  const at = Math.log(Math.max(value, 1e-9) / from) / Math.log(to / from);
  return Math.min(1, Math.max(0, at));
}

/** Where a line stands on the three scales, each 0 to 1. */
export interface Place {
  /** How often: half a year apart is 0, a week apart is 1. */
  frequency: number;
  /** ¥30 is 0, ¥3,000 is 1. */
  price: number;
  /** An hour is 0, thirty days are 1. */
  decision: number;
}

export function placeOf(answers: Pick<LineAnswers, "daysBetweenOrders" | "ticketFen" | "decisionHours">): Place {
  return {
    frequency: place(answers.daysBetweenOrders, 180, 7),
    price: place(answers.ticketFen, 3_000, 300_000),
    decision: place(answers.decisionHours, 1, 720),
  };
}

/** A2: frequent, cheap, short; frequent, dear; rare, dear, long. */
const types: Record<CommercialType, Place> = {
  promotion: { frequency: 1, price: 0, decision: 0 },
  refined: { frequency: 1, price: 1, decision: 0.5 },
  service: { frequency: 0, price: 1, decision: 1 },
};

export interface TypeVerdict {
  type: CommercialType;
  place: Place;
  /** How near each type is; they sum to 1. */
  likeness: Record<CommercialType, number>;
  /** The first is less than a quarter nearer than the second: a person should look again. */
  isClose: boolean;
}

const CLOSE_CALL = 1.25;

/** The nearest of the three types; likeness is the inverse square of the distance. */
export function decideType(answers: Pick<LineAnswers, "daysBetweenOrders" | "ticketFen" | "decisionHours">): TypeVerdict {
  const at = placeOf(answers);
  const near = commercialTypes.map((type) => {
    const to = types[type];
    const far = (at.frequency - to.frequency) ** 2 + (at.price - to.price) ** 2 + (at.decision - to.decision) ** 2;
    return { type, weight: 1 / (far + 0.02) };
  });
  const sum = near.reduce((total, one) => total + one.weight, 0);
  const [first, second] = near.toSorted((a, b) => b.weight - a.weight);
  const share = (type: CommercialType) => (near.find((one) => one.type === type)?.weight ?? 0) / sum;
  return {
    type: first?.type ?? "promotion",
    place: at,
    likeness: { promotion: share("promotion"), refined: share("refined"), service: share("service") },
    isClose: (first?.weight ?? 1) < (second?.weight ?? 1) * CLOSE_CALL,
  };
}
