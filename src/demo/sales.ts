import type { NewOrder, NewRefund } from "../modules/orders/index.ts";
import { fruits } from "./catalog.ts";
import type { Purchase } from "./history.ts";
import type { Dice } from "./random.ts";

export interface Till {
  orders: NewOrder[];
  refunds: NewRefund[];
}

const SOURCE = "zhishang-pos";

const DAY_MS = 86_400_000;

/** With those who make fruit a habit: one buyer in eight comes back every few days, until one day they do not. */
export function withRegulars(dice: Dice, purchases: readonly Purchase[], nowMs: number): Purchase[] {
  const firsts = new Map(purchases.toReversed().map((one) => [one.personIndex, one]));
  const again = [...firsts.values()].flatMap((first) => {
    const own: Purchase[] = [];
    const everyDays = dice.int(3, 12);
    for (let atMs = first.atMs, goesOn = dice.chance(0.12); goesOn; goesOn = dice.chance(0.8)) {
      atMs += (everyDays + dice.int(0, 3)) * DAY_MS + dice.int(0, 3_600_000);
      if (atMs < nowMs - 60_000) own.push({ ...first, atMs });
    }
    return own;
  });
  return [...purchases, ...again];
}

/** What the shop's till says of purchases: one to three kinds of fruit, a refund now and then. */
export function ringUp(
  dice: Dice,
  purchases: readonly Purchase[],
  memberIdOf: (personIndex: number) => string,
  groupIdOf: (groupIndex: number) => string,
): Till {
  const till: Till = { orders: [], refunds: [] };
  for (const { personIndex, groupIndex, atMs } of purchases) {
    const externalId = `${groupIndex}-${personIndex}-${atMs}`;
    const lines = Array.from({ length: dice.weighted([6, 3, 1]) + 1 }, () => {
      const fruit = dice.pick(fruits);
      const quantity = dice.chance(0.2) ? 2 : 1;
      return { title: `${fruit.name} ${fruit.spec}`, quantity, paidFen: fruit.fen * quantity };
    });
    const paidFen = lines.reduce((sum, line) => sum + line.paidFen, 0);
    till.orders.push({
      source: SOURCE,
      externalId,
      buyer: { memberId: memberIdOf(personIndex) },
      groupId: groupIdOf(groupIndex),
      title: lines
        .map((line) => line.title)
        .join("、")
        .slice(0, 200),
      paidAt: new Date(atMs),
      paidFen,
      lines,
    });
    if (!dice.chance(0.025)) continue;
    const whole = dice.chance(0.4);
    till.refunds.push({
      source: SOURCE,
      orderExternalId: externalId,
      externalId: `${externalId}-r`,
      refundedAt: new Date(atMs + dice.int(2, 20) * 3_600_000),
      fen: whole ? paidFen : Math.max(1, Math.round(paidFen * 0.3)),
    });
  }
  return till;
}
