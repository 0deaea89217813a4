import { lnGamma } from "./gamma.rules.ts";

/** Buyers with as many repeat days of purchase and the same sum over them. */
export interface Spending {
  repeats: number;
  /** Over all repeat days, in units of the currency, above nought. */
  spent: number;
  buyers: number;
}

export const SPEND_PARAMETERS = ["p", "q", "v"];
/** v is found in the currency's own size: it begins at the average day's spending. */
export const spendStart = (averageSpent: number): number[] => [2, 3, averageSpent];

/**
 * ln of the density of the average spending of a repeat day, Gamma-Gamma: Fader & Hardie (2013), The Gamma-Gamma model of monetary value, equation 1a.
 * A day's spending is Gamma(p, ν), ν is Gamma(q, v) among buyers; v in units of the currency.
 */
export function lnSpendLikelihood([p = 0, q = 0, v = 0]: readonly number[], { repeats: x, spent }: Spending): number {
  return (
    lnGamma(p * x + q) -
    lnGamma(p * x) -
    lnGamma(q) +
    q * Math.log(v) +
    (p * x - 1) * Math.log(spent / x) +
    p * x * Math.log(x) -
    (p * x + q) * Math.log(v + spent)
  );
}

/** What a day of purchase is worth on average, given the repeat days so far: equation 5, a mean of the buyer's own and everybody's. No number where q ≤ 1 and nobody's is known. */
export function expectedSpend([p = 0, q = 0, v = 0]: readonly number[], { repeats, spent }: Pick<Spending, "repeats" | "spent">): number {
  const weight = p * repeats + q - 1;
  return weight > 0 ? (p * (v + spent)) / weight : NaN;
}
