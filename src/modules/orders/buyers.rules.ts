import type { BuyerCohort } from "./buyers.contract.ts";

const MOST_COHORTS = 24;

const monthNumber = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;

/** The first days of the months from that of one day to that of another. */
export function monthsOf(first: string, last: string): string[] {
  const from = monthNumber(first);
  return Array.from({ length: monthNumber(last) - from + 1 }, (_, n) => {
    const year = Math.floor((from + n) / 12);
    return `${String(year).padStart(4, "0")}-${String(((from + n) % 12) + 1).padStart(2, "0")}-01`;
  });
}

/** Buyers who bought in the same months: one character a month, 1 where they did. */
export interface BuyersAlike {
  months: string;
  buyers: number;
  again: number;
  orders: number;
  netFen: number;
}

/**
 * Cohorts by the month of the first order, the newest first, from buyers with the same months: one character of `months` a month, 1 where
 * they bought. Two years of months are shown at most; a month nobody bought in is a nought.
 */
export function cohortsOf(alike: readonly { months: string; buyers: number }[], months: readonly string[], today: string): BuyerCohort[] {
  const ofFirst = Map.groupBy(alike, (one) => one.months.indexOf("1"));
  const newest = [...ofFirst.keys()].toSorted((a, b) => b - a).slice(0, MOST_COHORTS);
  return newest.map((first) => {
    const own = ofFirst.get(first) ?? [];
    const month = months[first] ?? "";
    const span = Math.min(MOST_COHORTS, monthNumber(today) - monthNumber(month) + 1);
    const bought = Array.from({ length: span }, (_, after) =>
      own.reduce((total, one) => total + (one.months[first + after] === "1" ? one.buyers : 0), 0),
    );
    return { month, buyers: own.reduce((total, one) => total + one.buyers, 0), bought };
  });
}
