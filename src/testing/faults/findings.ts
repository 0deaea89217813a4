import { whole } from "../../../bench/report.ts";
import type { Tally } from "./kill-run.ts";

/** One line of the report: what was done, what came of it, and what of it should not be. */
export interface Finding {
  fault: string;
  dose: string;
  came: string;
  faults: readonly string[];
  /** It could not be tried here; `came` says why. */
  skipped?: boolean;
}

/** Gathers the lines of the report, and says each as it comes. */
export class Findings {
  readonly all: Finding[] = [];

  add(finding: Finding): void {
    this.all.push(finding);
    const mark = finding.skipped ? "-- " : finding.faults.length === 0 ? "ok " : "BAD";
    process.stdout.write(`${mark} ${finding.fault}: ${finding.dose}; ${[finding.came, ...finding.faults].join("; ")}\n`);
  }

  judge(fault: string, dose: string, tallies: readonly Tally[], lacking: readonly string[]): void {
    const total = (key: keyof Tally) => tallies.reduce((all, one) => all + one[key], 0);
    const faults = [...notZero({ double: total("double"), missing: total("missing"), wrong: total("wrong") }), ...lacking];
    this.add({ fault, dose, came: `${whole(total("deliveries"))} deliveries, each sent once`, faults });
  }

  get bad(): readonly Finding[] {
    return this.all.filter((one) => one.faults.length > 0);
  }
}

/** The names of the figures that ought to be zero and are not. */
export function notZero(figures: Record<string, number>): string[] {
  return Object.entries(figures).flatMap(([name, value]) => (value === 0 ? [] : [`${name} ${value}`]));
}

/** Rounds until the wished hits are reached; three times as many rounds are the limit. */
export async function untilHit<T extends { hits: number }>(
  wished: number,
  round: () => Promise<T>,
): Promise<{ hits: number; tallies: T[] }> {
  const tallies: T[] = [];
  const hits = () => tallies.reduce((all, one) => all + one.hits, 0);
  while (hits() < wished && tallies.length < wished * 3) tallies.push(await round());
  return { hits: hits(), tallies };
}

export const lackOf = (hits: number, wished: number) => (hits < wished ? [`only ${hits} of ${wished} hits`] : []);
