import { z } from "zod";
import type { InboundItem } from "../src/modules/messages/index.ts";
import { dice } from "./talk.ts";

const Later = z.number().default(0);

/** How much of each there is; what was thought of later is none in older notes. */
export const Scale = z.object({
  groups: z.number(),
  members: z.number(),
  messages: z.number(),
  exposures: Later,
  orders: z.number(),
  contents: Later,
  manualGroups: Later,
  blueprints: Later,
  flows: Later,
  sendDays: Later,
  tagged: Later,
  notes: Later,
  consents: Later,
  privacyRequests: Later,
  costs: Later,
  inbox: Later,
  imports: Later,
  exports: Later,
});
export type Scale = z.infer<typeof Scale>;

type Size = Pick<Scale, "groups" | "members" | "messages" | "exposures" | "orders">;

/** What a brand of that size has beside its talk and trade. */
export function wholeOf(size: Size): Scale {
  const { groups, members } = size;
  return {
    ...size,
    contents: 600,
    manualGroups: Math.ceil(groups * 0.3),
    blueprints: 12,
    flows: 12,
    sendDays: 3,
    tagged: Math.ceil(members * 0.3),
    notes: Math.ceil(members * 0.02),
    consents: Math.ceil(members * 0.05),
    privacyRequests: Math.min(300, Math.ceil(members / 50)),
    costs: Math.ceil(groups / 2),
    inbox: 500,
    imports: 36,
    exports: 36,
  };
}

const DAY_MS = 86_400_000;

export const surnames = [
  ..."王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石",
];
const given = [
  ..."雨晨欣妍涵梓轩浩宇思佳琪怡诗雅婷丽娜静敏强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰萍红芳燕玲飞鹏辉健俊峰瑞雪梅月云朵果糖柚桃梨莓橙米",
];
export const words = [
  "今天的砂糖橘很甜",
  "猕猴桃放两天再吃刚好",
  "收到",
  "有没有冰糖雪梨？",
  "几点开抢",
  "打卡",
  "已下单",
  "团长辛苦了",
  "草莓孩子一次吃完了，还想再买两盒",
];

type Roll = () => number;
export const pick = <T>(roll: Roll, list: readonly T[]): T => list[Math.floor(roll() * list.length)] as T;

const personOf = (at: number) => ({ kind: "web", scope: "", externalId: `p${at}` });

function nameOf(at: number): string {
  const roll = dice(at + 7);
  return pick(roll, surnames) + (at % 16 === 0 ? "小雨" : pick(roll, given) + pick(roll, given));
}

/** Everybody sits in one group, every second one in a second. */
export function joinsOf(groupIds: readonly string[], from: number, to: number, nowMs: number): InboundItem[] {
  return Array.from({ length: to - from }, (_, i) => from + i).flatMap((at) =>
    [0, ...(at % 2 === 0 ? [1] : [])].map((n): InboundItem => ({
      kind: "joined",
      source: "bench",
      externalId: `j${at}-${n}`,
      occurredAt: new Date(nowMs - joinedDaysAgo(at) * DAY_MS),
      group: { groupId: groupIds[(at + n) % groupIds.length] ?? "" },
      member: { ...personOf(at), nickname: nameOf(at) },
    })),
  );
}

/** The days that all talk lies in, the first message at their beginning. */
export const TALK_DAYS = 90;
/** What is said in a group in one go, by few of its people, half a minute apart. */
export const CONVERSATION = { messages: 12, people: 4, stepMs: 30_000 };
/** From one conversation's group to the next one's: prime to any count of groups, so that all have their turn before one has its second. */
const GROUP_STRIDE = 7919;

const joinedDaysAgo = (at: number) => 1 + (at % TALK_DAYS);

/** One of a group's people who sat in it already, some far oftener than others. */
function seatedIn(roll: Roll, group: number, { groups, members }: Scale, daysAgo: number): number {
  const people = Math.floor(members / groups);
  const any = () => group + groups * Math.floor(roll() ** 2 * people);
  let at = any();
  for (let tries = 0; joinedDaysAgo(at) < daysAgo && tries < 20; tries++) at = any();
  return at;
}

/** In the order in which it is said, as channels report it: conversations of all groups one after another. */
export function talkOf(scale: Scale, groupIds: readonly string[], from: number, to: number, nowMs: number): InboundItem[] {
  const roll = dice(from + 1);
  const items: InboundItem[] = [];
  while (items.length < to - from) {
    const at = from + items.length;
    const daysAgo = TALK_DAYS * (1 - at / scale.messages);
    const group = (Math.floor(at / CONVERSATION.messages) * GROUP_STRIDE) % groupIds.length;
    const present = Array.from({ length: CONVERSATION.people }, () => personOf(seatedIn(roll, group, scale, daysAgo)));
    for (let n = Math.min(CONVERSATION.messages, to - at); n > 0; n--)
      items.push({
        kind: "message",
        source: "bench",
        externalId: `m${from + items.length}`,
        occurredAt: new Date(nowMs - daysAgo * DAY_MS - n * CONVERSATION.stepMs),
        group: { groupId: groupIds[group] ?? "" },
        sender: pick(roll, present),
        format: "text",
        text: pick(roll, words),
      });
  }
  return items;
}

/** Looks at a group's way in that come in one go, a quarter of a minute apart. */
export const LOOKS = { count: 20, stepMs: 15_000 };

export interface EntryOf {
  groupId: string;
  entryId: string;
}

/** Looks at the groups' ways in, spread over the days like talk. */
export function looksOf(scale: Scale, entries: readonly EntryOf[], from: number, to: number, nowMs: number): InboundItem[] {
  return Array.from({ length: to - from }, (_, i): InboundItem => {
    const at = from + i;
    const { groupId, entryId } = entries[(Math.floor(at / LOOKS.count) * GROUP_STRIDE) % entries.length] ?? { groupId: "", entryId: "" };
    const agoMs = TALK_DAYS * DAY_MS * (1 - at / scale.exposures) + (LOOKS.count - (at % LOOKS.count)) * LOOKS.stepMs;
    return { kind: "exposed", source: "bench", externalId: `x${at}`, occurredAt: new Date(nowMs - agoMs), group: { groupId }, entryId };
  });
}

/** The days that all orders lie in, one after another. */
const ORDER_DAYS = 120;
const FRUITS = [
  "砂糖橘",
  "赣南脐橙",
  "阿克苏苹果",
  "丹东草莓",
  "烟台樱桃",
  "海南芒果",
  "云南蓝莓",
  "库尔勒香梨",
  "水蜜桃",
  "榴莲",
  "当季水果",
  "火龙果",
];
const PACKS = ["一斤装", "三斤装", "五斤装", "十斤装", "礼盒", "家庭装", "尝鲜装", "买二送一", "会员专享", "次日达"];
/** One order in so many has a second line, and one in so many is paid back. */
const TWO_LINES = 3;
const REFUNDED = 25;

export function ordersOf(scale: Scale, from: number, to: number, nowMs: number) {
  const roll = dice(from + 3);
  return Array.from({ length: to - from }, (_, i) => {
    const paidFen = 1_990 + Math.floor(roll() * 9_000);
    const title = `${pick(roll, FRUITS)} ${pick(roll, PACKS)}`;
    const second = Math.floor(paidFen / 3);
    const line = { title, quantity: 1, paidFen };
    const lines = [
      { ...line, paidFen: paidFen - second },
      { ...line, title: pick(roll, FRUITS), paidFen: second },
    ];
    return {
      source: "bench",
      externalId: `o${from + i}`,
      buyer: { ...personOf(Math.floor(roll() * scale.members)), scope: "" },
      title,
      paidAt: new Date(nowMs - Math.floor(ORDER_DAYS * DAY_MS * (1 - (from + i) / scale.orders)) - 1),
      paidFen,
      lines: (from + i) % TWO_LINES === 0 ? lines : [line],
    };
  });
}

/** What is paid back of these orders a day later, or now. */
export function refundsOf(orders: ReturnType<typeof ordersOf>, nowMs: number) {
  return orders.flatMap(({ source, externalId, paidAt, paidFen }, n) =>
    n % REFUNDED === 0
      ? [
          {
            source,
            orderExternalId: externalId,
            externalId: `r-${externalId}`,
            refundedAt: new Date(Math.min(nowMs, paidAt.getTime() + DAY_MS)),
            fen: paidFen,
          },
        ]
      : [],
  );
}
