import { createGroup } from "../src/modules/groups/index.ts";
import { ingest, type InboundItem } from "../src/modules/messages/index.ts";
import type { Context } from "../src/server/context.ts";
import type { World } from "./world.ts";

/** Numbers that look random and are the same in every run. */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const words = [
  "今天的砂糖橘很甜",
  "猕猴桃放两天再吃刚好",
  "同问，我们单元四家一起拿",
  "收到",
  "早上好",
  "有没有冰糖雪梨？",
  "昨天的草莓孩子一次吃完了，还想再买两盒",
  "几点开抢",
  "打卡",
  "谢谢群主",
  "已下单",
  "团长辛苦了",
];

export interface TalkBrand {
  ctx: () => Context;
  brandId: number;
  groupIds: string[];
  peoplePerGroup: number;
}

/** A brand whose groups are full of people who all came a day ago. */
export async function fillBrand(
  world: World,
  slug: string,
  size: { groups: number; peoplePerGroup: number },
  nowMs: number,
): Promise<TalkBrand> {
  const { brand, headquartersId, ctx } = await world.newBrand(slug);
  const groupIds: string[] = [];
  for (let g = 0; g < size.groups; g++) {
    const { id } = await createGroup(ctx(), {
      name: `福利群 ${g + 1}`,
      orgId: headquartersId,
      channel: "web",
      positioning: "benefit",
      commercialType: "promotion",
      ownerStaffId: null,
      capacity: 1_000,
    });
    groupIds.push(id);
  }
  const joins = groupIds.flatMap((groupId, g) =>
    Array.from({ length: size.peoplePerGroup }, (_, p): InboundItem => ({
      kind: "joined",
      source: "bench",
      externalId: `j${g}-${p}`,
      occurredAt: new Date(nowMs - 86_400_000),
      group: { groupId },
      member: person(g, p),
    })),
  );
  for (let from = 0; from < joins.length; from += 5_000) await ingest(ctx(), joins.slice(from, from + 5_000));
  return { ctx, brandId: brand.id, groupIds, peoplePerGroup: size.peoplePerGroup };
}

const person = (g: number, p: number) => ({ kind: "web", scope: "", externalId: `p${g}-${p}`, nickname: `会员${g}-${p}` });

/** What is said in a second's steps over these groups, every message its own. */
export function talkOf(brand: TalkBrand, count: number, round: number, nowMs: number): InboundItem[] {
  const roll = dice(round + 1);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(roll() * list.length)] as T;
  return Array.from({ length: count }, (_, i) => {
    const g = Math.floor(roll() * brand.groupIds.length);
    return {
      kind: "message",
      source: "bench",
      externalId: `m${round}-${i}`,
      occurredAt: new Date(nowMs - 3_600_000 + Math.floor((i * 3_600_000) / count)),
      group: { groupId: brand.groupIds[g] ?? "" },
      sender: person(g, Math.floor(roll() * brand.peoplePerGroup)),
      format: "text",
      text: pick(words),
    };
  });
}
