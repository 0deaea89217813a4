import type { StepTick } from "./flows.contract.ts";

export interface TickFacts {
  /** What was written down of the step today; undefined where nothing was yet. */
  state: "made" | "expired" | "skipped" | "paused" | "empty" | undefined;
  isSkipped: boolean;
  isRunning: boolean;
  dueMs: number;
  nowMs: number;
  outcome: { sent: number; failed: number; open: number; late: number } | undefined;
}

/** A step of today as one tick. What was made counts by its worst: late, then open, then nothing arrived, then done. */
export function tickOf(facts: TickFacts): StepTick {
  if (facts.state === "made") return tickOfMade(facts.outcome);
  if (facts.state === "expired" || facts.state === "empty") return "missed";
  if (facts.state !== undefined || facts.isSkipped) return "skipped";
  if (facts.dueMs > facts.nowMs) return facts.isRunning ? "coming" : "skipped";
  return "skipped";
}

function tickOfMade(outcome: TickFacts["outcome"]): StepTick {
  if (!outcome) return "done";
  if (outcome.late > 0) return "late";
  if (outcome.open > 0) return "open";
  return outcome.sent === 0 && outcome.failed > 0 ? "missed" : "done";
}
