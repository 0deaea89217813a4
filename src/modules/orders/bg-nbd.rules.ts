import { growth, lnAdd, lnGamma } from "./gamma.rules.ts";
import type { BuyingModel, Kind } from "./buying.rules.ts";

const MOST_TERMS = 100_000;

/** ln of the two ways in which a buyer came to this: still there, or gone right after the last purchase. */
function ways([r = 0, alpha = 0, a = 0, b = 0]: readonly number[], { repeats: x, recencyWeeks, ageWeeks }: Kind): [number, number] {
  const there = -(r + x) * Math.log(alpha + ageWeeks);
  return [there, x > 0 ? Math.log(a / (b + x - 1)) - (r + x) * Math.log(alpha + recencyWeeks) : -Infinity];
}

/**
 * Σ (u)ₙ (ε + 1)ₙ₋₁ ÷ (c + 1)ₙ₋₁ · zⁿ ÷ n! from n = 1 on: what is left of Gauss' ₂F₁(u, ε; c; z) after taking away 1 and the factor ε ÷ c, so that
 * neither ε = 0 nor c = 0 is special.
 */
function restOfGauss(u: number, epsilon: number, c: number, z: number): number {
  let term = u * z;
  let sum = term;
  for (let n = 1; n < MOST_TERMS && Math.abs(term) > 1e-15 * Math.abs(sum); n++) {
    term *= (((u + n) * (epsilon + n)) / ((c + n) * (n + 1))) * z;
    sum += term;
  }
  return sum;
}

/**
 * BG/NBD: Fader, Hardie & Lee (2005), “Counting your customers” the easy way, Marketing Science 24(2). While there, a buyer buys at rate λ a week,
 * Gamma(r, α) among buyers; after each purchase they go with probability p, Beta(a, b). Parameters r, α (weeks), a, b.
 */
export const bgNbd: BuyingModel = {
  name: "bg-nbd",
  parameters: ["r", "alpha", "a", "b"],
  start: [0.5, 5, 0.8, 2.5],

  /** Equation 6. */
  lnLikelihood(parameters, kind) {
    const [r = 0, alpha = 0, a = 0, b = 0] = parameters;
    const { repeats: x } = kind;
    const rates = lnGamma(r + x) - lnGamma(r) + r * Math.log(alpha);
    const stays = lnGamma(a + b) - lnGamma(b) + lnGamma(b + x) - lnGamma(a + b + x);
    return rates + stays + lnAdd(...ways(parameters, kind));
  },

  /** Who has not bought again is there for sure: only a purchase can be the last. */
  lnActive(parameters, kind) {
    const [there, gone] = ways(parameters, kind);
    return there - lnAdd(there, gone);
  },

  /** Equation 10, ₂F₁ by Euler's transformation. */
  purchasesOfActive([r = 0, alpha = 0, a = 0, b = 0], { repeats: x, ageWeeks }, weeks) {
    const left = Math.log((alpha + ageWeeks) / (alpha + ageWeeks + weeks));
    const c = a + b + x - 1;
    return -c * growth(a - 1, left) - Math.exp((a - 1) * left) * restOfGauss(a + b - 1 - r, a - 1, c, -Math.expm1(left));
  },
};
