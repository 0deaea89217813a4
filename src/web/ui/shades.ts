/** The colour of a score 0–100: from 75 good, from 55 warn, below bad. */
export function healthTone(score: number): "good" | "warn" | "bad" {
  if (score >= 75) return "good";
  return score >= 55 ? "warn" : "bad";
}

/** The step 0–5 of a value between nothing and the largest. */
export function heatStep(value: number, largest: number): number {
  if (value <= 0 || largest <= 0) return 0;
  return Math.min(5, 1 + Math.floor((value / largest) * 4.999));
}
