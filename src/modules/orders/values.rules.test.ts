import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bgNbd } from "./bg-nbd.rules.ts";
import { activeChance, type BuyingModel, type Kind, lnLikelihood, searchFit } from "./buying.rules.ts";
import { expectedSpend, lnSpendLikelihood } from "./gamma-gamma.rules.ts";
import { lnGamma } from "./gamma.rules.ts";
import { paretoNbd } from "./pareto-nbd.rules.ts";
import { Bands, computeComing, decideEnough } from "./values.rules.ts";

/** The sum of a function over ]0, 1[ or ]0, ∞[ by double exponential points, which make light of ends that are steep. */
function integrate(end: 1 | typeof Infinity, of: (x: number) => number, points = 160): number {
  const reach = end === 1 ? 3.4 : 4.6;
  const step = (2 * reach) / points;
  let sum = 0;
  for (let i = 0; i <= points; i++) {
    const t = -reach + i * step;
    const u = (Math.PI / 2) * Math.sinh(t);
    const x = end === 1 ? 1 / (1 + Math.exp(-2 * u)) : Math.exp(u);
    const slope = (Math.PI / 2) * Math.cosh(t) * (end === 1 ? 2 * x * (1 / (1 + Math.exp(2 * u))) : x);
    const value = of(x) * slope;
    if (Number.isFinite(value)) sum += value;
  }
  return sum * step;
}

const gammaAt = (x: number, shape: number, rate: number) =>
  Math.exp(shape * Math.log(rate) + (shape - 1) * Math.log(x) - rate * x - lnGamma(shape));
const betaAt = (p: number, a: number, b: number) =>
  Math.exp(lnGamma(a + b) - lnGamma(a) - lnGamma(b) + (a - 1) * Math.log(p) + (b - 1) * Math.log1p(-p));

/** One buyer's story told by rate λ and probability or rate of going: what was seen, that they are there, and how often they then buy. */
interface Story {
  seen: (lambda: number, going: number, kind: Kind) => number;
  seenAndThere: (lambda: number, going: number, kind: Kind) => number;
  later: (lambda: number, going: number, weeks: number) => number;
  weight: (going: number, parameters: readonly number[]) => number;
  end: 1 | typeof Infinity;
}
const stories: [BuyingModel, Story][] = [
  [
    bgNbd,
    {
      end: 1,
      weight: (p, [, , a = 0, b = 0]) => betaAt(p, a, b),
      seenAndThere: (l, p, k) => (1 - p) ** k.repeats * l ** k.repeats * Math.exp(-l * k.ageWeeks),
      seen: (l, p, k) =>
        (1 - p) ** k.repeats * l ** k.repeats * Math.exp(-l * k.ageWeeks) +
        (k.repeats > 0 ? p * (1 - p) ** (k.repeats - 1) * l ** k.repeats * Math.exp(-l * k.recencyWeeks) : 0),
      later: (l, p, weeks) => -Math.expm1(-l * p * weeks) / p,
    },
  ],
  [
    paretoNbd,
    {
      end: Infinity,
      weight: (m, [, , s = 0, beta = 0]) => gammaAt(m, s, beta),
      seenAndThere: (l, m, k) => l ** k.repeats * Math.exp(-(l + m) * k.ageWeeks),
      seen: (l, m, k) => (l ** k.repeats * (m * Math.exp(-(l + m) * k.recencyWeeks) + l * Math.exp(-(l + m) * k.ageWeeks))) / (l + m),
      later: (l, m, weeks) => (l * -Math.expm1(-m * weeks)) / m,
    },
  ],
];

const shape = fc.oneof(fc.double({ min: 0.3, max: 4, noNaN: true }), fc.double({ min: 4, max: 25, noNaN: true }));
const weeks = fc.double({ min: 2, max: 30, noNaN: true });
const history = fc
  .record({
    repeats: fc.integer({ min: 0, max: 12 }),
    ageWeeks: fc.double({ min: 1, max: 60, noNaN: true }),
    share: fc.double({ min: 0.02, max: 1, noNaN: true }),
  })
  .map(({ repeats, ageWeeks, share }): Kind => ({ repeats, ageWeeks, recencyWeeks: repeats > 0 ? ageWeeks * share : 0 }));

const expectedPurchases = (model: BuyingModel, parameters: readonly number[], kind: Kind, horizonWeeks: number) =>
  computeComing(model, parameters, kind, { horizonWeeks, yearlyRate: 0 }).purchases;

describe.each(stories)("$name", (model, story) => {
  const over = (parameters: readonly number[], of: (lambda: number, going: number) => number) => {
    const [r = 0, alpha = 0] = parameters;
    return integrate(
      story.end,
      (going) => story.weight(going, parameters) * integrate(Infinity, (l) => gammaAt(l, r, alpha) * of(l, going)),
    );
  };

  it("is what its story sums up to over all buyers there could be", () => {
    fc.assert(
      fc.property(shape, weeks, shape, weeks, history, (r, alpha, third, other, kind) => {
        const parameters = [r, alpha, third, model === bgNbd ? 1 + other / 8 : other];
        const seen = over(parameters, (l, going) => story.seen(l, going, kind));
        const there = over(parameters, (l, going) => story.seenAndThere(l, going, kind));
        const later = over(parameters, (l, going) => story.seenAndThere(l, going, kind) * story.later(l, going, 26));
        expect(lnLikelihood(model, parameters, kind)).toBeCloseTo(Math.log(seen), 5);
        expect(activeChance(model, parameters, kind)).toBeCloseTo(there / seen, 5);
        expect(expectedPurchases(model, parameters, kind, 26) / (later / seen)).toBeCloseTo(1, 4);
      }),
      { numRuns: 20, seed: 5 },
    );
  });

  it("goes smoothly through the values at which its formulas divide by nought", () => {
    const kind = { repeats: 0, recencyWeeks: 0, ageWeeks: 20 };
    const at = (third: number, fourth: number) => expectedPurchases(model, [0.5, 5, third, fourth], kind, 52);
    for (const fourth of [0.5, 3]) expect(at(1, fourth)).toBeCloseTo((at(1 - 1e-5, fourth) + at(1 + 1e-5, fourth)) / 2, 7);
    expect(at(0.4, 0.6)).toBeCloseTo((at(0.4, 0.6 - 1e-6) + at(0.4, 0.6 + 1e-6)) / 2, 7);
  });

  it("keeps its footing far out", () => {
    for (const repeats of [0, 1, 40, 900])
      for (const parameters of [
        [0.01, 0.1, 0.01, 0.05],
        [90, 400, 60, 900],
        [0.3, 900, 40, 0.2],
      ]) {
        const kind = { repeats, recencyWeeks: repeats > 0 ? 103.9 : 0, ageWeeks: 104 };
        expect(lnLikelihood(model, parameters, kind)).toBeLessThan(0.1 + 900 * 8);
        expect(activeChance(model, parameters, kind)).toBeGreaterThan(0);
        expect(activeChance(model, parameters, kind)).toBeLessThanOrEqual(1);
        expect(expectedPurchases(model, parameters, kind, 52)).toBeGreaterThanOrEqual(0);
      }
  });

  it("finds the parameters that buyers were dealt by", () => {
    const truth = model.start.map((one, i) => one * ([1.4, 1.2, 0.9, 1.1][i] ?? 1));
    const kinds = dealt(model, truth);
    const search = searchFit(model.start);
    let step = search.next();
    const ln = (at: readonly number[]) => kinds.reduce((sum, one) => sum + one.share * lnLikelihood(model, at, one), 0);
    while (!step.done) step = search.next(ln(step.value));
    for (const [i, found] of step.value.parameters.entries()) expect(Math.abs(found / (truth[i] ?? 1) - 1)).toBeLessThan(0.02);
  });
});

/** Histories of one age with the probability of each under the model: it is a density in the last purchase, summed up in weeks' middles. */
function dealt(model: BuyingModel, truth: readonly number[]): (Kind & { share: number })[] {
  const ageWeeks = 30;
  const kinds: (Kind & { share: number })[] = [];
  for (let repeats = 0; repeats < 60; repeats++)
    for (const middle of repeats === 0 ? [0] : Array.from({ length: 60 }, (_, n) => (n + 0.5) / 2)) {
      const kind = { repeats, recencyWeeks: middle, ageWeeks };
      const ways = repeats === 0 ? 0 : (repeats - 1) * Math.log(middle) - lnGamma(repeats) + Math.log(0.5);
      kinds.push({ ...kind, share: Math.exp(lnLikelihood(model, truth, kind) + ways) });
    }
  return kinds;
}

describe("gamma-gamma", () => {
  it("is what spending sums up to over all buyers there could be", () => {
    fc.assert(
      fc.property(shape, shape, weeks, fc.integer({ min: 1, max: 6 }), weeks, (p, q, v, repeats, average) => {
        const one = { repeats, spent: average * repeats, buyers: 1 };
        const density = (nu: number) => gammaAt(average, p * repeats, nu * repeats) * gammaAt(nu, q + 1, v);
        const seen = integrate(Infinity, (nu) => gammaAt(average, p * repeats, nu * repeats) * gammaAt(nu, q, v));
        expect(lnSpendLikelihood([p, q, v], one)).toBeCloseTo(Math.log(seen), 5);
        // A buyer's mean is p ÷ ν: with q one higher the mean of 1 ÷ ν is that of the weights, turned round.
        const mean =
          integrate(Infinity, (nu) => gammaAt(average, p * repeats, nu * repeats) * gammaAt(nu, q + 1, v) * (p / nu)) /
          integrate(Infinity, density);
        expect(expectedSpend([p, q + 1, v], one)).toBeCloseTo(mean, 4);
      }),
      { numRuns: 20, seed: 3 },
    );
  });
});

describe("values", () => {
  it("discount what comes later, and add up by band", () => {
    const kind = { repeats: 3, recencyWeeks: 20, ageWeeks: 26 };
    const ask = { horizonWeeks: 30, yearlyRate: 0 };
    const plain = computeComing(paretoNbd, paretoNbd.start, kind, ask);
    expect(plain.discounted).toBeCloseTo(plain.purchases, 12);
    const dear = computeComing(paretoNbd, paretoNbd.start, kind, { ...ask, yearlyRate: 0.2 });
    expect(dear.discounted).toBeLessThan(plain.discounted);
    expect(dear.discounted).toBeGreaterThan(plain.discounted / 1.2 ** (30 / 52));
    fc.assert(
      fc.property(fc.array(fc.record({ purchases: fc.nat(), clvFen: fc.nat(20_000_000) })), (all) => {
        const bands = new Bands();
        for (const one of all) bands.add(one);
        const filled = bands.filled();
        const sum = (of: readonly { [K in "clvFen" | "purchases"]: number }[], key: "clvFen" | "purchases") =>
          of.reduce((total, one) => total + one[key], 0);
        expect(filled.reduce((total, band) => total + band.buyers, 0)).toBe(all.length);
        expect(sum(filled, "clvFen")).toBe(sum(all, "clvFen"));
        expect(sum(filled, "purchases")).toBe(sum(all, "purchases"));
        for (const [i, band] of filled.entries()) expect(band.toFen).toBe(filled[i + 1]?.fromFen ?? band.toFen);
      }),
    );
  });

  it("are not worked out from too little", () => {
    expect(decideEnough({ buyers: 49, spenders: 40 })).toEqual({ verdict: "few-buyers", found: 49, least: 50 });
    expect(decideEnough({ buyers: 500, spenders: 19 })).toEqual({ verdict: "few-repeats", found: 19, least: 20 });
    expect(decideEnough({ buyers: 50, spenders: 20 })).toEqual({ verdict: "enough" });
  });
});
