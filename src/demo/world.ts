import { districts } from "./places.ts";
import { nickname } from "./places.ts";
import { type Dice, openDice } from "./random.ts";
import type { Fate } from "./rhythm.ts";

export const HISTORY_DAYS = 90;

export type Positioning = "benefit" | "lead-in" | "flash";

export interface GroupPlan {
  index: number;
  name: string;
  districtIndex: number;
  estate: string;
  positioning: Positioning;
  channel: "web" | "manual";
  fate: Fate;
  /** Days of history before its first one. */
  bornOn: number;
  /** People it grows to. */
  size: number;
  /** Messages a member and day, before fate and weekday. */
  talk: number;
  /** Share of members who buy on a usual day. */
  buying: number;
  /** Share of members who leave on a usual day. */
  unrest: number;
}

export interface PersonPlan {
  index: number;
  nickname: string;
  phone: string | undefined;
  /** How much of a group's talk is this person's, relative to others: a few say most. */
  voice: number;
  /** How readily this person buys, relative to others. */
  purse: number;
}

const kindNames: Record<Positioning, string> = { benefit: "福利群", "lead-in": "新客群", flash: "快闪群" };

/** Those that die, each for a reason of its own, and those that bloom; the rest are steady. */
const fates: Record<number, Fate> = { 7: "no-host", 16: "silent", 23: "poster", 38: "adverts", 51: "spent", 2: "thriving", 33: "thriving" };
const byHand = new Set([11, 28, 45]);

function positioningOf(index: number): Positioning {
  if (index === 51 || index % 17 === 9) return "flash";
  return index % 6 === 4 ? "lead-in" : "benefit";
}

export function planGroups(): GroupPlan[] {
  const dice = openDice(20_261_122);
  const numberOf = countUp();
  return Array.from({ length: 60 }, (_, index) => planGroup(dice, index, numberOf));
}

/** How often a name was asked for: the number at its end. */
function countUp(): (key: string) => number {
  const counts = new Map<string, number>();
  return (key) => {
    const number = (counts.get(key) ?? 0) + 1;
    counts.set(key, number);
    return number;
  };
}

function planGroup(dice: Dice, index: number, numberOf: (key: string) => number): GroupPlan {
  const districtIndex = index % districts.length;
  const { district = "", estates = [] } = districts[districtIndex] ?? {};
  const estate = estates[Math.floor(index / districts.length)] ?? "";
  const positioning = positioningOf(index);
  const number = String(numberOf(`${estate} ${positioning}`)).padStart(2, "0");
  const fate = fates[index] ?? "steady";
  const place = {
    index,
    name: `${district.slice(0, 2)}·${estate} ${kindNames[positioning]} ${number}`,
    districtIndex,
    estate,
    positioning,
  };
  const life = fate === "thriving" ? bloom(dice) : usual(dice);
  return {
    ...place,
    ...life,
    channel: byHand.has(index) ? "manual" : "web",
    fate,
    bornOn: fate === "steady" ? bornOn(dice, index) : dice.int(0, 12),
  };
}

type Life = Pick<GroupPlan, "size" | "talk" | "buying" | "unrest">;

const bloom = (dice: Dice): Life => ({ size: dice.int(250, 290), talk: 0.27, buying: 0.012, unrest: 0.0007 });
const usual = (dice: Dice): Life => ({
  size: dice.int(90, 270),
  talk: 0.06 + dice.next() * 0.2,
  buying: 0.001 + dice.next() ** 1.5 * 0.012,
  unrest: 0.0006 + dice.next() ** 2 * 0.0052,
});

function bornOn(dice: Dice, index: number): number {
  if (index % 15 === 14) return dice.int(85, 88);
  if (index % 13 === 5) return dice.int(66, 76);
  if (index % 7 === 3) return dice.int(40, 62);
  return dice.int(0, 28);
}

export function planPeople(count: number): PersonPlan[] {
  const dice = openDice(7_300);
  const heads = ["138", "139", "150", "158", "177", "182", "186", "188", "135", "131"];
  return Array.from({ length: count }, (_, index) => ({
    index,
    nickname: nickname((list) => dice.pick(list), dice.weighted([3, 3, 3, 2, 3]), index),
    phone: dice.chance(0.62) ? dice.pick(heads) + String(10_000_000 + ((index * 7_919 + 104_729) % 89_999_999)) : undefined,
    voice: 0.04 + dice.next() ** 5 * 6,
    purse: 0.1 + dice.next() ** 2 * 2,
  }));
}
