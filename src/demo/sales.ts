import type { NewOrder, NewRefund } from "../modules/orders/index.ts";
import { fruits } from "./catalog.ts";
import type { Purchase } from "./history.ts";
import type { Dice } from "./random.ts";

export interface Till {
  orders: NewOrder[];
  refunds: NewRefund[];
}

const SOURCE = "zhishang-pos";

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
