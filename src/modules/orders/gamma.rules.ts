/** Of Stirling's series, B(2k) ÷ 2k(2k−1): 1e-16 of the value from `STIRLING_FROM` on. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360_360, 1 / 156];
const STIRLING_FROM = 9;
const HALF_LOG_TWO_PI = 0.918_938_533_204_672_8;

/** ln Γ(x) for x > 0, by Stirling's series; smaller x are brought up by Γ(x + 1) = x Γ(x). */
export function lnGamma(x: number): number {
  let below = 1;
  let at = x;
  for (; at < STIRLING_FROM; at++) below *= at;
  const square = 1 / (at * at);
  let tail = 0;
  for (let k = STIRLING.length - 1; k >= 0; k--) tail = tail * square + (STIRLING[k] ?? 0);
  return (at - 0.5) * Math.log(at) - at + HALF_LOG_TWO_PI + tail / at - Math.log(below);
}

/** ln(e^a + e^b) without leaving the range of numbers. */
export function lnAdd(a: number, b: number): number {
  const high = Math.max(a, b);
  return high === -Infinity ? high : high + Math.log1p(Math.exp(Math.min(a, b) - high));
}

/** (e^(ky) − 1) ÷ k, which is y at k = 0. */
export function growth(k: number, y: number): number {
  return Math.abs(k * y) < 1e-12 ? y : Math.expm1(k * y) / k;
}

interface Node {
  at: number;
  weight: number;
}

/** Points and weights of Gauss and Legendre's quadrature on [0, 1], by Newton's method on the Legendre polynomial. */
function legendreNodes(count: number): Node[] {
  return Array.from({ length: count }, (_, i) => {
    let z = Math.cos((Math.PI * (i + 0.75)) / (count + 0.5));
    let slope = 1;
    for (let round = 0; round < 8; round++) {
      let [last, value] = [1, z];
      for (let n = 2; n <= count; n++) [last, value] = [value, ((2 * n - 1) * z * value - (n - 1) * last) / n];
      slope = (count * (z * value - last)) / (z * z - 1);
      z -= value / slope;
    }
    return { at: (1 - z) / 2, weight: 1 / ((1 - z * z) * slope * slope) };
  });
}

const NODES = legendreNodes(16);
/** Widest part, and steepest, in powers of e, that the nodes are sure of. */
const WIDEST = 4;
const STEEPEST = 20;

/**
 * ln of the integral of e^lnAt from one end to the other, part by part until one no longer counts. `fallAt` is how steep lnAt is; once falling, it falls
 * ever more steeply.
 */
export function lnIntegral(lnAt: (u: number) => number, fallAt: (u: number) => number, from: number, to: number): number {
  const height = lnAt(from);
  let sum = 0;
  for (let at = from, end = at; at < to; at = end) {
    let width = Math.min(to - at, WIDEST, STEEPEST / fallAt(at));
    while (width * fallAt(at + width) > STEEPEST * 1.5) width /= 2;
    end = width < to - at ? at + width : to;
    let part = 0;
    for (const node of NODES) part += node.weight * Math.exp(lnAt(at + width * node.at) - height);
    sum += part * width;
    if (part * width < 1e-17 * sum) break;
  }
  return height + Math.log(sum);
}
