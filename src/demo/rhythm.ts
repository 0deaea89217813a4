import type { Dice } from "./random.ts";

/** Share of a day's talk by hour, 0 to 23: breakfast, noon, and the evening after dinner. */
const hourWeights = [0.4, 0.2, 0.1, 0.1, 0.1, 0.4, 1.6, 4.5, 6.5, 5.5, 4.5, 5, 7.5, 5, 3.5, 3.5, 4, 5.5, 6.5, 7, 9.5, 9, 5, 1.8];
/** Monday to Sunday. */
const weekdayWeights = [0.95, 0.9, 1, 1, 1.15, 1.1, 0.9];

export function hourOf(dice: Dice): number {
  return dice.weighted(hourWeights);
}

export function weekdayFactor(weekday: number): number {
  return weekdayWeights[weekday - 1] ?? 1;
}

export type Fate =
  | "steady"
  /** Grows faster and talks more each week. */
  | "thriving"
  /** Nobody on duty since a day: questions go unanswered, talk ebbs away. */
  | "no-host"
  /** Its keeper only pushes; silent for nine days. */
  | "silent"
  /** A long poster drove people out, and the rest fell quiet. */
  | "poster"
  /** Advertisements and haggling drowned the talk. */
  | "adverts"
  /** Flash group whose sale is over. */
  | "spent";

/** From its usual self (1) down to `least`, beginning `from` days ago and taking `over` days. */
const ebb = (daysLeft: number, from: number, over: number, least: number) =>
  daysLeft > from ? 1 : Math.max(least, 1 - (from - daysLeft) / over);

const courses: Record<Fate, (daysLeft: number) => number> = {
  steady: () => 1,
  thriving: (daysLeft) => 1 + Math.max(0, 60 - daysLeft) / 90,
  "no-host": (daysLeft) => ebb(daysLeft, NO_HOST_DAYS, 10, 0.05),
  silent: (daysLeft) => (daysLeft > 16 ? 1 : daysLeft > 9 ? 0.25 : 0),
  poster: (daysLeft) => (daysLeft > POSTER_DAYS_AGO ? 1 : 0.05),
  adverts: (daysLeft) => ebb(daysLeft, 25, 9, 0.06),
  spent: (daysLeft) => (daysLeft > 18 ? 1.4 : 0.4 * ebb(daysLeft, 18, 5, 0.1)),
};

/** How lively a group is on a day of its life compared to its usual self; `daysLeft` counts back from today. */
export function liveliness(fate: Fate, daysLeft: number, ageDays: number): number {
  return Math.min(1, 0.55 + ageDays / 40) * courses[fate](daysLeft);
}

/** Since when, and how much faster than usual, members of a dying group leave. */
const exits: Partial<Record<Fate, { days: number; share: number }>> = {
  poster: { days: 14, share: 0.006 },
  adverts: { days: 24, share: 0.008 },
  spent: { days: 17, share: 0.01 },
  "no-host": { days: 25, share: 0.004 },
};

/** Share of members who leave on a day; `usual` is the group's own. */
export function leaving(fate: Fate, daysLeft: number, usual: number): number {
  if (fate === "poster" && daysLeft === POSTER_DAYS_AGO) return 0.16;
  const exit = exits[fate];
  return exit && daysLeft <= exit.days ? exit.share : usual;
}

/** Since when nobody is on duty in the group without a host. */
export const NO_HOST_DAYS = 26;
/** The evening a long poster drove people out of a group. */
export const POSTER_DAYS_AGO = 15;
