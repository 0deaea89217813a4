import { addDays, atLocalMs, localDay } from "../lib/time.ts";
import { type BrandMaker, createBrand } from "../modules/brands/index.ts";
import { recordConsents, resolveMembers } from "../modules/members/index.ts";
import { ingest } from "../modules/messages/index.ts";
import { judgeGroups } from "../modules/insight/index.ts";
import { enterCost, type NewOrder, recordOrders, recordRefunds, startValues } from "../modules/orders/index.ts";
import { ensureMonths, refreshStatistics } from "../server/event-log.ts";
import type { Runtime } from "../server/runtime.ts";
import { makeBlueprints, makeGroup, type MadeGroup } from "./groups.ts";
import { letIn, liveDay, type LiveGroup, type PersonJoin, type Purchase, startGroup } from "./history.ts";
import { askKocs } from "./kocs.ts";
import { fillLibrary, makeColumns } from "./library.ts";
import { runProgramme } from "./programme.ts";
import { fillQueue } from "./queue.ts";
import { openDice } from "./random.ts";
import { ringUp, withRegulars } from "./sales.ts";
import { type Company, hireCompany } from "./staff.ts";
import { openStage, type Stage } from "./stage.ts";
import { tagBuyers } from "./tags.ts";
import { type GroupPlan, HISTORY_DAYS, type PersonPlan, planGroups, planPeople } from "./world.ts";

export const DEMO_SLUG = "zhishang";

/** Two neighbours in a hundred sit in a second group as well. */
const SHARED = 0.02;
const CHUNK = 2_000;
/** The last days of the history, which buyers' values are held against; a worker works them out. */
const VALUES_CHECKED_DAYS = 28;
/** Days of the history after which the database is told what its tables look like. */
const FRESH_STATISTICS_ON = new Set([1, 6, 29]);

/** The demo brand 枝上鲜果: made by the product's own actions and ingestion, the same each time but for the day it ends on. */
export async function buildDemo(runtime: Runtime, say: (line: string) => void): Promise<void> {
  const begun = performance.now();
  const step = (line: string) => say(`  ${line} (${((performance.now() - begun) / 1000).toFixed(1)} s)`);
  const nowMs = runtime.now().getTime();
  const maker: BrandMaker = {
    platform: runtime.platform,
    begin: (brand, actor) => runtime.begin(brand, actor, "demo"),
    forgetBrands: () => runtime.brands.forget(),
  };
  const { brand, headquartersId } = await createBrand(maker, { slug: DEMO_SLUG, name: "枝上鲜果", zone: "Asia/Shanghai" });
  const stage = openStage(runtime, brand);
  const today = localDay(nowMs, brand.zone);
  const firstDay = addDays(today, -HISTORY_DAYS);
  await ensureMonths(
    stage.system(),
    Array.from({ length: HISTORY_DAYS + 2 }, (_, i) => atLocalMs(addDays(firstDay, i), 0, brand.zone)),
  );
  stage.setClock(atLocalMs(firstDay, 300, brand.zone));
  const company = await hireCompany(stage, headquartersId);
  const blueprints = await makeBlueprints(stage, company);
  const plans = planGroups();
  const made = new Map<number, MadeGroup>();
  for (const plan of plans.toSorted((a, b) => a.bornOn - b.bornOn))
    made.set(plan.index, await makeGroup(stage, company, blueprints, plan, firstDay));
  step("60 groups in 3 cities and 12 districts");
  stage.setClock(nowMs);
  const living = dealPeople(plans, made);
  const purchases = await playHistory(stage, living, firstDay, nowMs);
  await refreshStatistics(stage.system().db);
  step("90 days of joins, talk and leaves");
  await tagBuyers(stage, company, await playSales(stage, purchases, living));
  await enterCosts(stage, company, plans, made, firstDay);
  step("orders, refunds and costs");
  const contentIds = await fillLibrary(stage, company);
  await makeColumns(stage, company, contentIds, today);
  await runProgramme(stage, company, blueprints, contentIds, today, nowMs);
  await fillQueue(
    stage,
    company,
    plans.filter((plan) => plan.channel === "manual").flatMap((plan) => made.get(plan.index)?.groupId ?? []),
    nowMs,
  );
  step("contents and the standard day, running");
  await stage.react();
  await refreshStatistics(stage.system().db);
  await stage.tick("insight.turn-days");
  await stage.tick("insight.settle");
  while ((await judgeGroups(stage.system())) > 0);
  await askKocs(
    stage,
    company,
    plans.filter((plan) => plan.fate !== "no-host" && plan.index % 6 !== 0).flatMap((plan) => made.get(plan.index)?.groupId ?? []),
  );
  await startValues(stage.as(company.owner), {
    to: addDays(today, -VALUES_CHECKED_DAYS - 1),
    until: addDays(today, -1),
    horizonWeeks: 26,
    discountPercent: 10,
  });
  step("figures");
}

/** The neighbours, their groups, and which member each became with the first join. */
export interface Living {
  people: PersonPlan[];
  groups: LiveGroup[];
  memberIds: Map<number, string>;
}

export function dealPeople(plans: readonly GroupPlan[], made: ReadonlyMap<number, MadeGroup>): Living {
  const wanted = plans.map((plan) => Math.round(plan.size * (plan.fate === "thriving" ? 1.3 : 1.1)));
  const people = planPeople(wanted.reduce((sum, count) => sum + count, 0));
  const dice = openDice(99);
  let next = 0;
  const groups = plans.map((plan, i) => {
    const strangers = people.slice(0, next);
    const own = people.slice(next, (next += wanted[i] ?? 0));
    const guests = strangers.length > 400 ? Array.from({ length: Math.round(own.length * SHARED) }, () => dice.pick(strangers)) : [];
    const place = made.get(plan.index) ?? { groupId: "", entryIds: [], hostId: undefined };
    return startGroup(plan, place, [...new Set([...own.slice(0, 20), ...guests, ...own.slice(20)])]);
  });
  return { people, groups, memberIds: new Map() };
}

/** Makes members of those who join for the first time, as of that moment. */
async function welcome(stage: Stage, { people, memberIds }: Living, joins: readonly PersonJoin[]): Promise<void> {
  const first = new Map(joins.filter((join) => !memberIds.has(join.personIndex)).map((join) => [join.personIndex, join.atMs]));
  const fresh = [...first.keys()].flatMap((index) => people[index] ?? []);
  const refs = fresh.map(({ index, nickname, phone }) => ({
    kind: "web",
    scope: "",
    externalId: `demo-${index}`,
    nickname,
    ...(phone ? { phone } : {}),
    at: new Date(first.get(index) ?? 0),
  }));
  const ids = await resolveMembers(stage.system(), refs);
  for (const [i, { index }] of fresh.entries()) memberIds.set(index, ids[i] ?? "");
  const dice = openDice(fresh[0]?.index ?? 0);
  await recordConsents(
    stage.system(),
    fresh
      .filter(() => dice.chance(0.3))
      .map(({ index }) => ({
        memberId: memberIds.get(index) ?? "",
        purpose: "marketing" as const,
        granted: dice.chance(0.85),
        textVersion: "2026-08",
        channel: "web",
        at: new Date(first.get(index) ?? 0),
      })),
  );
}

export async function playHistory(stage: Stage, living: Living, firstDay: string, nowMs: number): Promise<Purchase[]> {
  const purchases: Purchase[] = [];
  const memberIdOf = (person: PersonPlan) => living.memberIds.get(person.index) ?? "";
  for (let dayIndex = 0; dayIndex <= HISTORY_DAYS; dayIndex++) {
    const clock = { day: addDays(firstDay, dayIndex), zone: stage.brand.zone, daysLeft: HISTORY_DAYS - dayIndex, nowMs };
    await welcome(
      stage,
      living,
      living.groups.flatMap((group) => letIn(group, dayIndex, clock)),
    );
    const days = living.groups.map((group) => liveDay(group, dayIndex, clock, memberIdOf));
    const halves = [0, 1].map((half) => days.flatMap((day, i) => (i % 2 === half ? day.items : [])));
    await Promise.all(halves.map((items) => ingest(stage.system(), items)));
    for (const day of days) purchases.push(...day.purchases);
    // Tables that were empty a moment ago are planned for anew while they are small, and once more when they have grown.
    if (FRESH_STATISTICS_ON.has(dayIndex)) await refreshStatistics(stage.system().db);
    if (dayIndex % 30 === 29) await stage.react();
  }
  return purchases;
}

/** Answers the orders. */
export async function playSales(stage: Stage, purchases: readonly Purchase[], { groups, memberIds }: Living): Promise<NewOrder[]> {
  const groupIds = new Map(groups.map((group) => [group.plan.index, group.groupId]));
  const till = ringUp(
    openDice(4_321),
    withRegulars(openDice(8_765), purchases, stage.system().now.getTime()),
    (index) => memberIds.get(index) ?? "",
    (index) => groupIds.get(index) ?? "",
  );
  for (let from = 0; from < till.orders.length; from += CHUNK) await recordOrders(stage.system(), till.orders.slice(from, from + CHUNK));
  const nowMs = stage.system().now.getTime();
  const refunds = till.refunds.filter((refund) => refund.refundedAt.getTime() < nowMs);
  for (let from = 0; from < refunds.length; from += CHUNK) await recordRefunds(stage.system(), refunds.slice(from, from + CHUNK));
  return till.orders;
}

/** What each group's promotion cost, week by week, and the wages of its city's operators. */
async function enterCosts(
  stage: Stage,
  company: Company,
  plans: readonly GroupPlan[],
  made: ReadonlyMap<number, MadeGroup>,
  firstDay: string,
): Promise<void> {
  const dice = openDice(555);
  const ctx = stage.as(company.owner);
  await ctx.transaction(async (inside) => {
    for (const plan of plans) {
      const groupId = made.get(plan.index)?.groupId;
      for (let day = plan.bornOn + 1; groupId && day < HISTORY_DAYS; day += 7) {
        await enterCost(inside, {
          day: addDays(firstDay, day),
          groupId,
          kind: dice.chance(0.7) ? "promotion" : "red-packet",
          fen: dice.int(3_000, 12_000),
          note: dice.chance(0.5) ? "楼道海报与试吃" : "",
        });
      }
    }
    for (let month = 0; month < 3; month++) {
      await enterCost(inside, {
        day: addDays(firstDay, 5 + month * 30),
        campaign: "秋季开群",
        kind: "material",
        fen: 186_000,
        note: "展架、试吃杯、贴纸",
      });
    }
  });
}
