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
  /** Silent for nine days. */
  | "silent"
  /** A long poster drove people out, and the rest fell quiet. */
  | "poster"
  /** Advertisements and haggling drowned the talk. */
  | "adverts"
  /** Flash group whose sale is over. */
  | "spent";

/** How lively a group is on a day of its life compared to its usual self; `daysLeft` counts back from today. */
export function liveliness(fate: Fate, daysLeft: number, ageDays: number): number {
  const young = Math.min(1, 0.55 + ageDays / 40);
  switch (fate) {
    case "thriving":
      return young * (1 + Math.max(0, 60 - daysLeft) / 90);
    case "no-host":
      return daysLeft > 26 ? young : Math.max(0.05, 1 - (26 - daysLeft) / 10);
    case "silent":
      return daysLeft > 16 ? young : daysLeft > 9 ? 0.25 : 0;
    case "poster":
      return daysLeft > 15 ? young : 0.05;
    case "adverts":
      return daysLeft > 25 ? young : Math.max(0.06, 1 - (25 - daysLeft) / 9);
    case "spent":
      return daysLeft > 18 ? young * 1.4 : Math.max(0.04, 0.4 - (18 - daysLeft) / 12);
    default:
      return young;
  }
}

/** Share of members who leave on a day; `usual` is the group's own. */
export function leaving(fate: Fate, daysLeft: number, usual: number): number {
  if (fate === "poster" && daysLeft <= POSTER_DAYS_AGO) return daysLeft === POSTER_DAYS_AGO ? 0.16 : 0.006;
  if (fate === "adverts" && daysLeft < 25) return 0.008;
  if (fate === "spent" && daysLeft < 18) return 0.01;
  if (fate === "no-host" && daysLeft < 26) return 0.004;
  return fate === "thriving" ? 0.0007 : usual;
}

/** The evening a long poster drove people out of a group. */
export const POSTER_DAYS_AGO = 15;
