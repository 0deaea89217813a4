import { growth, lnGamma } from "./gamma.rules.ts";
import type { BuyingModel } from "./buying.rules.ts";

const MOST_TERMS = 100_000;

const HUGE = 1e200;

/**
 * e^lnFactor times the terms that follow one another by (u + n)(w + n) ÷ (c + n)(n + 1) · z from n = 1 on, as in Gauss' ₂F₁(u, w; c; z) without its 1: the
 * first one given, so that what it would be divided by may be nought. Brought down where they outgrow the range of numbers.
 */
function sumGauss(first: number, [u, w, c, z]: readonly [number, number, number, number], lnFactor: number): number {
  let [term, sum, ln] = [first, first, lnFactor];
  for (let n = 1; n < MOST_TERMS && Math.abs(term) > 1e-15 * Math.abs(sum); n++) {
    term *= (((u + n) * (w + n)) / ((c + n) * (n + 1))) * z;
    sum += term;
    if (Math.abs(sum) < HUGE) continue;
    [term, sum, ln] = [term / HUGE, sum / HUGE, ln + Math.log(HUGE)];
  }
  return sum * Math.exp(ln);
}

/** From here on the terms of Euler's transformation grow too large, or take away from one another too much. */
const GROWN = 2;
const CANCELLING = -10;
/** The published form divides by a − 1. */
const NEAR_ONE = 1e-5;

/**
 * BG/NBD: Fader, Hardie & Lee (2005), “Counting your customers” the easy way, Marketing Science 24(2). While there, a buyer buys at rate λ a week,
 * Gamma(r, α) among buyers; after each purchase they go with probability p, Beta(a, b). Parameters r, α (weeks), a, b.
 */
export const bgNbd: BuyingModel = {
  name: "bg-nbd",
  parameters: ["r", "alpha", "a", "b"],
  start: [0.5, 5, 0.8, 2.5],

  /** Equation 6: gone right after the last purchase; who has not bought again is there for sure. */
  ways([r = 0, alpha = 0, a = 0, b = 0], { repeats: x, recencyWeeks, ageWeeks }) {
    const there = -(r + x) * Math.log(alpha + ageWeeks);
    return [there, x > 0 ? Math.log(a / (b + x - 1)) - (r + x) * Math.log(alpha + recencyWeeks) : -Infinity];
  },

  lnShared([r = 0, alpha = 0, a = 0, b = 0], { repeats: x }) {
    const rates = lnGamma(r + x) - lnGamma(r) + r * Math.log(alpha);
    const stays = lnGamma(a + b) - lnGamma(b) + lnGamma(b + x) - lnGamma(a + b + x);
    return rates + stays;
  },

  /** Equation 10; ₂F₁ by Euler's transformation where that is the tamer one, which also goes through a = 1. */
  purchasesOfActive([r = 0, alpha = 0, a = 0, b = 0], { repeats: x, ageWeeks }, weeks) {
    const left = Math.log((alpha + ageWeeks) / (alpha + ageWeeks + weeks));
    const z = -Math.expm1(left);
    const c = a + b + x - 1;
    const u = a + b - 1 - r;
    if (a <= GROWN && u >= CANCELLING) return -c * growth(a - 1, left) - sumGauss(u * z, [u, a - 1, c, z], (a - 1) * left);
    const gone = Math.abs(a - 1) < NEAR_ONE ? NEAR_ONE : a - 1;
    const rest = sumGauss((r + x) * (b + x) * z, [r + x, b + x, gone + b + x, z], (r + x) * left);
    return (-(gone + b + x) * Math.expm1((r + x) * left) - rest) / gone;
  },
};
