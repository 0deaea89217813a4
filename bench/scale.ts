import { z } from "zod";
import { localDay } from "../src/lib/time.ts";
import { modules } from "../src/app.ts";
import { addOrgUnit, addStaff, findStaffActor } from "../src/modules/brands/index.ts";
import { createContentEndpoint } from "../src/modules/contents/contents.contract.ts";
import { createContent } from "../src/modules/contents/index.ts";
import { createFlow, FlowSpec, publishFlow, startFlow } from "../src/modules/flows/index.ts";
import { BlueprintSpec, createBlueprint, stampGroups } from "../src/modules/groups/index.ts";
import { listGroupIds } from "../src/modules/groups/group-list.actions.ts";
import { listGroupIdsEndpoint } from "../src/modules/groups/group-list.contract.ts";
import { StampAsk } from "../src/modules/groups/stamp.contract.ts";
import { ingest, type InboundItem } from "../src/modules/messages/index.ts";
import { recordOrders } from "../src/modules/orders/index.ts";
import { type Context, systemActor } from "../src/server/context.ts";
import { ensureMonths, refreshStatistics } from "../src/server/event-log.ts";
import { runReaction } from "../src/server/reactions.ts";
import { dice } from "./talk.ts";
import type { World } from "./world.ts";

export const Scale = z.object({ groups: z.number(), members: z.number(), messages: z.number(), orders: z.number() });
export type Scale = z.infer<typeof Scale>;

export const SCALE_SLUG = "bench-scale";
/** Cities of four districts each. */
const CITIES = 3;
const DISTRICTS_OF_CITY = 4;
/** The most one person may carry. */
const GROUPS_OF_OPERATOR = 50;
const STAMP_GO = 300;
const DAY_MS = 86_400_000;

const surnames = [
  ..."王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石",
];
const given = [
  ..."雨晨欣妍涵梓轩浩宇思佳琪怡诗雅婷丽娜静敏强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰萍红芳燕玲飞鹏辉健俊峰瑞雪梅月云朵果糖柚桃梨莓橙米",
];
const words = [
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

type Say = (line: string) => void;
type Roll = () => number;
const pick = <T>(roll: Roll, list: readonly T[]): T => list[Math.floor(roll() * list.length)] as T;

interface Ground {
  ctx: () => Context;
  owner: () => Context;
}

async function timed<T>(say: Say, what: string, count: number, work: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  const made = await work();
  const seconds = (performance.now() - begun) / 1000;
  say(`  ${what}: ${count.toLocaleString("en-US")} in ${seconds.toFixed(1)} s, ${Math.round(count / seconds).toLocaleString("en-US")}/s`);
  return made;
}

/** Calls `work` for pieces of a long row of numbers, two at a time, so that the database has one while the next is made. */
async function inPieces(count: number, piece: number, work: (from: number, to: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const line = async () => {
    while (next < count) {
      const from = next;
      next = Math.min(count, from + piece);
      await work(from, Math.min(count, from + piece));
    }
  };
  await Promise.all([line(), line()]);
}

async function makeGroups({ owner, ctx }: Ground, headquartersId: string, count: number): Promise<string[]> {
  const districts: string[] = [];
  for (let city = 0; city < CITIES; city++) {
    const { id } = await addOrgUnit(owner(), { parentId: headquartersId, name: `城市 ${city + 1}` });
    for (let n = 0; n < DISTRICTS_OF_CITY; n++)
      districts.push((await addOrgUnit(owner(), { parentId: id, name: `${city + 1}-${n + 1} 区` })).id);
  }
  const spec = BlueprintSpec.parse({ positioning: "benefit", commercialType: "promotion", capacity: 1000, targetMembers: 80 });
  const { id: blueprintId } = await createBlueprint(owner(), { name: "福利群", spec, note: "" });
  const perDistrict = Math.ceil(count / districts.length);
  let made = 0;
  for (const [at, orgId] of districts.entries()) {
    const keepers = Math.ceil(perDistrict / GROUPS_OF_OPERATOR);
    const ownerStaffIds: string[] = [];
    for (let n = 0; n < keepers; n++) {
      const userId = `bench-${at}-${n}`;
      await addStaff(ctx(), { userId, name: `${pick(dice(at * 100 + n), surnames)}运营`, orgId, roles: ["operator"] });
      const actor = await findStaffActor(ctx(), userId);
      if (actor?.kind === "staff") ownerStaffIds.push(actor.id);
    }
    const wanted = Math.min(perDistrict, count - made);
    made += wanted;
    for (let left = wanted; left > 0; left -= STAMP_GO) {
      const ask = {
        blueprintId,
        pattern: "{组织} 福利群 {序号}",
        digits: 4,
        units: [{ orgId, count: Math.min(left, STAMP_GO) }],
        ownerStaffIds,
        open: true,
      };
      await stampGroups(owner(), StampAsk.parse(ask));
    }
  }
  return (await listGroupIds(owner(), listGroupIdsEndpoint.input.parse({}))).ids;
}

const personOf = (at: number) => ({ kind: "web", scope: "", externalId: `p${at}` });

function nameOf(at: number): string {
  const roll = dice(at + 7);
  return pick(roll, surnames) + (at % 16 === 0 ? "小雨" : pick(roll, given) + pick(roll, given));
}

/** Everybody sits in one group, every second one in a second. */
function joinsOf(groupIds: readonly string[], from: number, to: number, nowMs: number): InboundItem[] {
  return Array.from({ length: to - from }, (_, i) => from + i).flatMap((at) =>
    [0, ...(at % 2 === 0 ? [1] : [])].map((n): InboundItem => ({
      kind: "joined",
      source: "bench",
      externalId: `j${at}-${n}`,
      occurredAt: new Date(nowMs - (1 + (at % 90)) * DAY_MS),
      group: { groupId: groupIds[(at + n) % groupIds.length] ?? "" },
      member: { ...personOf(at), nickname: nameOf(at) },
    })),
  );
}

function talkOf(scale: Scale, groupIds: readonly string[], from: number, to: number, nowMs: number): InboundItem[] {
  const roll = dice(from + 1);
  const people = Math.floor(scale.members / groupIds.length);
  return Array.from({ length: to - from }, (_, i): InboundItem => {
    const group = Math.floor(roll() * groupIds.length);
    return {
      kind: "message",
      source: "bench",
      externalId: `m${from + i}`,
      occurredAt: new Date(nowMs - Math.floor(roll() * 30 * DAY_MS)),
      group: { groupId: groupIds[group] ?? "" },
      sender: personOf(group + groupIds.length * Math.floor(roll() * people)),
      format: "text",
      text: pick(roll, words),
    };
  });
}

function ordersOf(scale: Scale, from: number, to: number, nowMs: number) {
  const roll = dice(from + 3);
  return Array.from({ length: to - from }, (_, i) => {
    const paidFen = 1_990 + Math.floor(roll() * 9_000);
    return {
      source: "bench",
      externalId: `o${from + i}`,
      buyer: { ...personOf(Math.floor(roll() * scale.members)), scope: "" },
      title: "当季水果",
      paidAt: new Date(nowMs - Math.floor(roll() * 120 * DAY_MS)),
      paidFen,
      lines: [],
    };
  });
}

async function makeProgramme({ owner }: Ground, groupIds: readonly string[]): Promise<void> {
  for (let n = 0; n < 300; n++) {
    const body = { format: "text", text: `${words[n % words.length]}（${n + 1}）` };
    const ask = { name: `素材 ${n + 1}`, direction: (["engage", "convert", "brand"] as const)[n % 3], body };
    await createContent(owner(), createContentEndpoint.input.parse(ask));
  }
  const everyDay = [1, 2, 3, 4, 5, 6, 7];
  const audience = { kind: "groups" as const, groupIds: [...groupIds] };
  const steps = [8, 11, 14, 17, 20].map((hour) => ({
    id: `step-${hour}`,
    name: `${hour} 点`,
    direction: "engage" as const,
    slots: everyDay.map((weekday) => ({ weekday, minute: hour * 60 })),
    action: { kind: "send" as const, content: { kind: "text" as const, text: "{群名} {星期}好" } },
  }));
  const spec = FlowSpec.parse({ audience, steps });
  const { id: flowId } = await createFlow(owner(), { name: "标准日", kind: "day", audience, preset: false, spec });
  await publishFlow(owner(), { flowId, revision: 1, note: "" });
  await startFlow(owner(), { flowId, catchUp: false });
}

/** Lets every reaction read to the log's end, then settles all days, as the workers do. */
async function settle({ ctx }: Ground): Promise<void> {
  const reactions = modules.flatMap((module) => module.reactions ?? []);
  for (let isBusy = true; isBusy;) {
    isBusy = false;
    for (const reaction of reactions) if ((await runReaction(ctx(), reaction)) !== 0) isBusy = true;
  }
  for (const name of ["insight.turn-days", "insight.settle", "insight.judge"]) {
    const ticker = modules.flatMap((module) => module.tickers ?? []).find((one) => one.name === name);
    while (ticker && (await ticker.run(ctx())) > 0);
  }
}

/** Between two notes of how far it came. */
const STRETCH = 400_000;

/** From one count to another in stretches, each noted when it is done: what is broken off loses no more than one. */
async function inStretches(
  { from, to, piece }: { from: number; to: number; piece: number },
  work: (from: number, to: number) => Promise<unknown>,
  note: (done: number) => void,
): Promise<void> {
  for (let at = from; at < to;) {
    const [begin, end] = [at, Math.min(to, at + STRETCH)];
    await inPieces(end - begin, piece, (low, high) => work(begin + low, begin + high));
    note(end);
    at = end;
  }
}

/** A new brand with its people, or the one that was made before: only talk and orders grow. */
async function makeGround(world: World, scale: Scale, isMade: boolean, say: Say): Promise<Ground & { groupIds: string[]; zone: string }> {
  const nowMs = world.runtime.now().getTime();
  const { brand, headquartersId, ctx } = isMade ? await findBrand(world) : await world.newBrand(SCALE_SLUG);
  if (!isMade) await addStaff(ctx(), { userId: "bench-owner", name: "负责人", orgId: headquartersId, roles: ["owner"] });
  const actor = await findStaffActor(ctx(), "bench-owner");
  if (!actor) throw new Error("no owner");
  const ground = { ctx, owner: () => world.runtime.begin(brand, actor, "Q-BENCH") };
  await ensureMonths(ctx(), new Set(Array.from({ length: 130 }, (_, day) => nowMs - day * DAY_MS)));
  if (isMade) {
    const { ids } = await listGroupIds(ground.owner(), listGroupIdsEndpoint.input.parse({}));
    return { ...ground, groupIds: ids, zone: brand.zone };
  }
  const groupIds = await timed(say, "groups", scale.groups, () => makeGroups(ground, headquartersId, scale.groups));
  await timed(say, "members with seats", scale.members, () =>
    inPieces(scale.members, 2_000, (from, to) => ingest(ctx(), joinsOf(groupIds, from, to, nowMs))),
  );
  await refreshStatistics(ctx().db);
  await timed(say, "contents and a flow", 1, () => makeProgramme(ground, groupIds));
  return { ...ground, groupIds, zone: brand.zone };
}

async function findBrand(world: World) {
  const brand = await world.runtime.brands.bySlug(SCALE_SLUG);
  return { brand, headquartersId: "", ctx: () => world.runtime.begin(brand, systemActor("bench"), "Q-BENCH") };
}

/**
 * A brand of the given size, through the product's own actions and ingestion; deterministic but for its ids. Goes on from what was made
 * before, with the same groups and members; `note` hears how far it came.
 */
export async function fillScale(world: World, scale: Scale, made: Scale | undefined, say: Say, note: (made: Scale) => void): Promise<void> {
  const nowMs = world.runtime.now().getTime();
  const ground = await makeGround(world, scale, made !== undefined, say);
  const { ctx, groupIds } = ground;
  const done: Scale = made ? { ...made } : { ...scale, messages: 0, orders: 0 };
  const noted = (more: Partial<Scale>) => note(Object.assign(done, more));
  noted({});
  await timed(say, "messages", scale.messages - done.messages, () =>
    inStretches(
      { from: done.messages, to: scale.messages, piece: 4_000 },
      (from, to) => ingest(ctx(), talkOf(scale, groupIds, from, to, nowMs)),
      (messages) => noted({ messages }),
    ),
  );
  await timed(say, "orders", scale.orders - done.orders, () =>
    inStretches(
      { from: done.orders, to: scale.orders, piece: 1_000 },
      (from, to) => recordOrders(ctx(), ordersOf(scale, from, to, nowMs)),
      (orders) => noted({ orders }),
    ),
  );
  await refreshStatistics(ctx().db);
  await timed(say, `figures up to ${localDay(nowMs, ground.zone)}`, scale.groups, () => settle(ground));
  await refreshStatistics(ctx().db);
}
