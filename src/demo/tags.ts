import { addTag, changeTags } from "../modules/members/index.ts";
import type { NewOrder } from "../modules/orders/index.ts";
import type { Company } from "./staff.ts";
import type { Stage } from "./stage.ts";

/** Members in one press of 打标签. */
const MOST = 1_000;

/** What the shop calls people by what they buy: whoever has so many orders with any of these in the title. */
const habits: readonly { tag: string; words: readonly string[]; orders: number }[] = [
  { tag: "常客", words: [""], orders: 4 },
  { tag: "会送礼", words: ["时令果篮"], orders: 1 },
  { tag: "爱莓果", words: ["草莓", "蓝莓"], orders: 2 },
  { tag: "舍得吃", words: ["车厘子", "阳光玫瑰"], orders: 2 },
  { tag: "上班族", words: ["鲜切果杯"], orders: 2 },
];

/** Tags buyers by their habits, as somebody of the company does who knows the till. */
export async function tagBuyers(stage: Stage, company: Company, orders: readonly NewOrder[]): Promise<void> {
  const ctx = stage.as(company.owner);
  for (const habit of habits) {
    const fitting = orders.filter(({ title }) => habit.words.some((word) => title.includes(word)));
    const byBuyer = Map.groupBy(fitting, ({ buyer }) => (buyer && "memberId" in buyer ? buyer.memberId : ""));
    const memberIds = [...byBuyer].flatMap(([id, own]) => (id !== "" && own.length >= habit.orders ? [id] : []));
    const { id: tagId } = await addTag(ctx, { name: habit.tag });
    for (let from = 0; from < memberIds.length; from += MOST)
      await changeTags(ctx, { tagId, direction: "add", who: { memberIds: memberIds.slice(from, from + MOST) } });
  }
}
