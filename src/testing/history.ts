import { addOrgUnit } from "../modules/brands/index.ts";
import type { CommercialType } from "../modules/groups/profile.contract.ts";
import { createEntry, createGroup } from "../modules/groups/index.ts";
import { judgeGroups, settleGroups, settleUnitSums, turnDays } from "../modules/insight/index.ts";
import { type InboundItem, ingest } from "../modules/messages/index.ts";
import { enterCost, recordOrders, recordRefunds } from "../modules/orders/index.ts";
import type { Context } from "../server/context.ts";
import type { TestBrand } from "./brand.ts";

export const DAY_MS = 86_400_000;

/** A web group that was opened at a moment; the clock is put back afterwards. */
export async function groupAt(
  test: TestBrand,
  name: string,
  openedAt: Date,
  more: {
    orgId?: string;
    targetMembers?: number;
    blueprintId?: string;
    channel?: "manual";
    open?: boolean;
    ownerStaffId?: string;
    commercialType?: CommercialType;
  } = {},
): Promise<string> {
  const now = test.clock.now;
  test.clock.now = openedAt;
  const orgId = more.orgId ?? test.headquartersId;
  const group = await createGroup(test.as(), {
    name,
    orgId,
    positioning: "benefit",
    commercialType: "promotion",
    channel: "web",
    ownerStaffId: null,
    ...more,
  });
  test.clock.now = now;
  return group.id;
}

const ref = (person: string) => ({ kind: "web", scope: "", externalId: person, nickname: person });

/** One report of a made-up history; `key` makes it the same report each time it is told. */
export type Told = { key: string; at: Date; groupId: string } & (
  | { kind: "message"; person: string; text: string }
  | { kind: "joined"; person: string; entryId?: string; inviter?: string }
  | { kind: "left"; person: string }
  | { kind: "removed"; of: string }
  | { kind: "exposed"; entryId: string }
);

export function itemOf(told: Told): InboundItem {
  const head = { source: "test", externalId: told.key, occurredAt: told.at, group: { groupId: told.groupId } };
  if (told.kind === "message") return { ...head, kind: "message", sender: ref(told.person), format: "text", text: told.text };
  if (told.kind === "joined")
    return {
      ...head,
      kind: "joined",
      member: ref(told.person),
      entryId: told.entryId,
      ...(told.inviter ? { inviter: ref(told.inviter) } : {}),
    };
  if (told.kind === "left") return { ...head, kind: "left", member: ref(told.person), reason: "left" };
  if (told.kind === "removed") return { ...head, kind: "removed", messageExternalId: told.of, reason: "guarded" };
  return { ...head, kind: "exposed", entryId: told.entryId };
}

export async function tell(ctx: Context, history: readonly Told[]): Promise<void> {
  const report = await ingest(ctx, history.map(itemOf));
  const lost = report.outcomes.findIndex((one) => one.verdict === "kept");
  if (lost >= 0) throw new Error(`kept in the inbox: ${JSON.stringify(history[lost])} ${JSON.stringify(report.outcomes[lost])}`);
}

/** Runs reactions, turns the day and settles until nothing waits. */
export async function settleAll(test: TestBrand): Promise<void> {
  await test.react();
  while ((await turnDays(test.system())) > 0);
  while ((await settleGroups(test.system())) > 0);
  while ((await settleUnitSums(test.system(), 0)) > 0);
  while ((await judgeGroups(test.system())) > 0);
  await test.react();
}

/** All that is rolled up, in one order, to be compared. */
export async function readRollups(
  test: TestBrand,
): Promise<
  Record<"days" | "windows" | "hours" | "speakers" | "cohorts" | "funnels" | "lives" | "talkDays" | "talkMonths" | "sales", unknown[]>
> {
  return {
    cohorts: await test.rows("select * from app.group_cohorts order by group_id, week, n"),
    funnels: await test.rows("select * from app.group_funnels order by group_id, days, day"),
    lives: await test.rows("select * from app.group_lives order by group_id"),
    talkDays: await test.rows("select * from app.talk_days order by org_id, day"),
    talkMonths: await test.rows("select * from app.talk_months order by org_id, month"),
    sales: await test.rows("select * from app.unit_sales order by unit_id, day"),
    days: await test.rows("select * from app.group_days order by group_id, day"),
    windows: await test.rows("select * from app.group_windows order by group_id, days, day"),
    hours: (
      await test.rows<{ group_id: string; day: string; hours: number[] }>(
        `select group_id, day::text, array[${Array.from({ length: 24 }, (_, hour) => `h${hour}`).join(",")}] as hours from app.group_hours order by group_id, day`,
      )
    ).filter((one) => one.hours.some((count) => count !== 0)),
    speakers: await test.rows(
      "select * from app.group_speakers where messages <> 0 or valid_messages <> 0 order by group_id, day, member_id",
    ),
  };
}

export interface Sale {
  key: string;
  /** Null is an order of no group. */
  groupId: string | null;
  /** Null is a buyer nobody knows. */
  person: string | null;
  paidAt: Date;
  paidFen: number;
  refundedFen?: number;
}

/** Orders of a shop, and what was paid back of them an hour later. */
export async function sell(ctx: Context, sales: readonly Sale[]): Promise<void> {
  const outcomes = await recordOrders(
    ctx,
    sales.map((one) => ({
      source: "test",
      externalId: one.key,
      ...(one.person === null ? {} : { buyer: { ...ref(one.person) } }),
      ...(one.groupId === null ? {} : { groupId: one.groupId }),
      title: "草莓",
      paidAt: one.paidAt,
      paidFen: one.paidFen,
      lines: [],
    })),
  );
  const backs = sales.filter((one) => one.refundedFen);
  outcomes.push(
    ...(await recordRefunds(
      ctx,
      backs.map((one) => ({
        source: "test",
        orderExternalId: one.key,
        externalId: `${one.key}-back`,
        refundedAt: new Date(one.paidAt.getTime() + 3_600_000),
        fen: one.refundedFen ?? 0,
      })),
    )),
  );
  const lost = outcomes.find((one) => one.verdict === "rejected");
  if (lost) throw new Error(JSON.stringify(lost));
}

/** The same numbers in the same order for the same seed, from 0 up to 1. */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

export interface World {
  cities: string[];
  groups: string[];
  entries: string[];
}

interface Life {
  roll: () => number;
  begin: number;
  now: number;
  told: Told[];
  sales: Sale[];
}

/** One person in one group: looks, comes, talks, buys, and perhaps goes. */
function liveOne({ roll, begin, now, told, sales }: Life, groupId: string, entryId: string, person: string, inviter: string): void {
  const head = (at: number) => ({ key: `w-${told.length}`, at: new Date(at), groupId });
  const joinedMs = begin + roll() ** 2 * (now - begin);
  const leftMs = roll() < 0.3 ? joinedMs + roll() * 20 * DAY_MS : Number.POSITIVE_INFINITY;
  const until = Math.min(leftMs, now);
  told.push({ ...head(joinedMs), kind: "joined", person, ...(roll() < 0.7 ? { entryId } : {}), ...(roll() < 0.3 ? { inviter } : {}) });
  for (let look = 0; look < 3; look++) told.push({ ...head(begin + roll() * (now - begin)), kind: "exposed", entryId });
  if (leftMs < now) told.push({ ...head(leftMs), kind: "left", person });
  for (let said = roll() * 12; said > 0; said--)
    told.push({ ...head(joinedMs + roll() * (until - joinedMs)), kind: "message", person, text: roll() < 0.2 ? "嗯" : "今天的草莓真甜" });
  if (roll() < 0.4) buyOften({ roll, sales }, groupId, person, joinedMs, until);
}

function buyOften({ roll, sales }: Pick<Life, "roll" | "sales">, groupId: string, person: string, fromMs: number, toMs: number): void {
  for (let bought = roll() * 3; bought > 0; bought--) {
    const refund = roll() < 0.2 ? { refundedFen: 1000 } : {};
    sales.push({
      key: `s-${sales.length}`,
      groupId,
      person: roll() < 0.1 ? null : person,
      paidAt: new Date(fromMs + roll() * (toMs - fromMs)),
      paidFen: 1000 + Math.floor(roll() * 9000),
      ...refund,
    });
  }
}

/** Two cities, one made after the other, for that is their order. */
export async function makeCities(test: TestBrand): Promise<string[]> {
  const cities: string[] = [];
  for (const name of ["云溪市", "南浦市"]) cities.push((await addOrgUnit(test.as(), { parentId: test.headquartersId, name })).id);
  return cities;
}

/** Two cities with two groups each, and so many days of coming, going, talking, looking, buying and spending that end now. */
export async function makeWorld(test: TestBrand, days: number, seed = 1): Promise<World> {
  const roll = dice(seed);
  const begin = test.clock.now.getTime() - days * DAY_MS;
  const cities = await makeCities(test);
  const groups: string[] = [];
  for (const [n, name] of ["柳岸福利群", "桂语福利群", "书香福利群", "湖东福利群"].entries())
    groups.push(await groupAt(test, name, new Date(begin), { orgId: cities[n % 2] ?? "", targetMembers: 30 }));
  const entries: string[] = [];
  for (const groupId of groups) entries.push((await createEntry(test.as(), { groupId, name: "门店海报", inviterMemberId: null })).id);
  const told: Told[] = [];
  const sales: Sale[] = [];
  const life: Life = { roll, begin, now: test.clock.now.getTime(), told, sales };
  for (const [g, groupId] of groups.entries())
    for (let p = 0; p < 40; p++) liveOne(life, groupId, entries[g] ?? "", `会员${p % 3 === 0 ? "共" : g}-${p}`, `会员${g}-1`);
  await tell(test.system(), told);
  await sell(test.system(), sales);
  const day = (back: number) => new Date(test.clock.now.getTime() - back * DAY_MS).toISOString().slice(0, 10);
  for (const groupId of groups) await enterCost(test.as(), { groupId, day: day(3), kind: "prize", fen: 20_000, note: "" });
  await enterCost(test.as(), { orgId: cities[0], day: day(5), kind: "promotion", fen: 33_300, note: "海报" });
  await settleAll(test);
  return { cities, groups, entries };
}
