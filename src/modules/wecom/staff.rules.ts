const UNLICENSED = 701_008;
const OUT_OF_RANGE: ReadonlySet<number> = new Set([60_011, 60_111, 50_002, 40_003, 84_074]);

export type StaffProblem = "unlicensed" | "range" | "other";

/** What the platform's code says of staff whose customers cannot be read. */
export function problemOf(code: number): StaffProblem {
  if (code === UNLICENSED) return "unlicensed";
  return OUT_OF_RANGE.has(code) ? "range" : "other";
}
