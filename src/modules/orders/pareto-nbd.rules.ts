import { growth, lnGamma, lnIntegral } from "./gamma.rules.ts";
import type { BuyingModel, Kind } from "./buying.rules.ts";

/**
 * ln ∫ s (α + y)^−(r + x) (β + y)^−(s + 1) dy from the last purchase to the end: gone at y. The published form is a difference of two of Gauss'
 * ₂F₁ that cancel where both ends are close; here it is integrated as it stands, along u = ln(y + the smaller of α and β), where it is smooth and,
 * once falling, falls ever more steeply.
 */
function lnGone([r = 0, alpha = 0, s = 0, beta = 0]: readonly number[], { repeats: x, recencyWeeks, ageWeeks }: Kind): number {
  if (ageWeeks <= recencyWeeks) return -Infinity;
  const low = Math.min(alpha, beta);
  const apart = Math.abs(alpha - beta);
  const [ofLow, ofHigh] = alpha < beta ? [r + x, s + 1] : [s + 1, r + x];
  const from = Math.log(low + recencyWeeks);
  const to = Math.log(low + ageWeeks);
  const lnAt = (u: number) => (1 - ofLow) * u - ofHigh * Math.log(Math.exp(u) + apart);
  const fallAt = (u: number) => Math.abs(ofLow - 1 + (ofHigh * Math.exp(u)) / (Math.exp(u) + apart));
  return Math.log(s) + lnIntegral(lnAt, fallAt, from, to);
}

/**
 * Pareto/NBD: Schmittlein, Morrison & Colombo (1987), Counting your customers, Management Science 33(1); formulas as in Fader & Hardie (2005), A note on
 * deriving the Pareto/NBD model. While there, a buyer buys at rate λ a week, Gamma(r, α) among buyers, and goes at any moment at rate μ, Gamma(s, β).
 * Parameters r, α (weeks), s, β (weeks).
 */
export const paretoNbd: BuyingModel = {
  name: "pareto-nbd",
  parameters: ["r", "alpha", "s", "beta"],
  start: [0.5, 10, 0.6, 12],

  ways(parameters, kind) {
    const [r = 0, alpha = 0, s = 0, beta = 0] = parameters;
    const there = -(r + kind.repeats) * Math.log(alpha + kind.ageWeeks) - s * Math.log(beta + kind.ageWeeks);
    return [there, lnGone(parameters, kind)];
  },

  lnShared([r = 0, alpha = 0, s = 0, beta = 0], { repeats: x }) {
    return lnGamma(r + x) - lnGamma(r) + r * Math.log(alpha) + s * Math.log(beta);
  },

  purchasesOfActive([r = 0, alpha = 0, s = 0, beta = 0], { repeats: x, ageWeeks }, weeks) {
    const left = Math.log((beta + ageWeeks) / (beta + ageWeeks + weeks));
    return (((r + x) * (beta + ageWeeks)) / (alpha + ageWeeks)) * -growth(s - 1, left);
  },
};
