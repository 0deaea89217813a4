import { firstIdAt } from "../../lib/ids.ts";
import type { Context } from "../../server/context.ts";
import { ensureMonths, insertEvents, newEvent } from "../../server/event-log.ts";
import { eventId } from "../../server/random.ts";
import { visibleGroups } from "../groups/index.ts";
import { resolveMembers } from "../members/index.ts";
import { messageReceived } from "../messages/index.ts";
import * as attribution from "./attribution.store.ts";
import { type NewOrder, orderChanged, orderPaid, type RecordOutcome } from "./orders.contract.ts";
import { type Corrected, decideOrder, isMomentLikely, keyOfOrder, type Standing, tellOnce } from "./orders.rules.ts";
import * as store from "./orders.store.ts";
import { writableGroups } from "./sight.actions.ts";

/** An order with what was found out about it. */
interface Told {
  index: number;
  order: NewOrder;
  groupId: string | null;
  memberId: string | null;
}

type Outcomes = Map<number, RecordOutcome>;

const reject = (outcomes: Outcomes, index: number, reason: Extract<RecordOutcome, { verdict: "rejected" }>["reason"]) =>
  outcomes.set(index, { verdict: "rejected", reason });

/**
 * Takes in orders, each once by (source, external id): a new one is credited to the group named, else to the buyer's group when it was paid;
 * one told again otherwise is changed, or with `keep` left as it is. Answers one outcome per order. A fixed number of statements.
 */
export async function recordOrders(
  outer: Context,
  orders: readonly NewOrder[],
  manner: { known: "update" | "keep" } = { known: "update" },
): Promise<RecordOutcome[]> {
  const likely = orders.filter((one) => isMomentLikely(one.paidAt, outer.now.getTime()));
  await ensureMonths(
    outer,
    likely.map((one) => one.paidAt.getTime()),
  );
  return outer.transaction(async (ctx) => {
    const outcomes: Outcomes = new Map();
    const { first, again } = tellOnce(orders);
    const told = await place(ctx, orders, [...first.values()], outcomes);
    await write(ctx, told, outcomes, manner.known);
    for (const [index, one] of again) {
      const original = one.verdict === "same" ? outcomes.get(one.of) : undefined;
      if (!original) reject(outcomes, index, "told-twice");
      else outcomes.set(index, original.verdict === "rejected" ? original : { verdict: "same", orderId: original.orderId });
    }
    await ctx.publishAll(orderPaid, []);
    return orders.map((_, index) => outcomes.get(index) ?? unsettled(index));
  });
}

function unsettled(index: number): never {
  throw new Error(`order ${index} was not settled`);
}

/** Finds group and member of each; what names one that is not there is refused. */
async function place(ctx: Context, orders: readonly NewOrder[], indexes: readonly number[], outcomes: Outcomes): Promise<Told[]> {
  const told = indexes.flatMap((index): Told[] => {
    const order = orders[index];
    return order ? [{ index, order, groupId: null, memberId: null }] : [];
  });
  const timely = told.filter((one) => isMomentLikely(one.order.paidAt, ctx.now.getTime()));
  for (const one of told) if (!timely.includes(one)) reject(outcomes, one.index, "moment-unlikely");
  const grouped = await placeGroups(ctx, timely, outcomes);
  return placeBuyers(ctx, grouped, outcomes);
}

async function placeGroups(ctx: Context, told: readonly Told[], outcomes: Outcomes): Promise<Told[]> {
  const ids = told.flatMap((one) => one.order.groupId ?? []);
  const codes = told.flatMap((one) => one.order.groupCode ?? []);
  const rows = await attribution.findGroups(ctx.db, ctx.brand.id, ids, codes, visibleGroups(ctx, "orders.write", "g"));
  const byName = new Map(rows.flatMap((row) => [[row.id, row.id] as const, [`#${row.code}`, row.id] as const]));
  return told.filter((one) => {
    const { groupId, groupCode } = one.order;
    if (groupId === undefined && groupCode === undefined) return true;
    one.groupId = byName.get(groupId ?? `#${groupCode}`) ?? null;
    if (one.groupId === null) reject(outcomes, one.index, "group-missing");
    return one.groupId !== null;
  });
}

async function placeBuyers(ctx: Context, told: readonly Told[], outcomes: Outcomes): Promise<Told[]> {
  const own = await attribution.findCanonicalIds(
    ctx.db,
    ctx.brand.id,
    told.flatMap(({ order }) => (order.buyer && "memberId" in order.buyer ? [order.buyer.memberId] : [])),
  );
  const asked = told.flatMap((one) =>
    one.order.buyer && !("memberId" in one.order.buyer) ? [{ one, ref: { ...one.order.buyer, at: one.order.paidAt } }] : [],
  );
  const ids = await resolveMembers(
    ctx,
    asked.map((each) => each.ref),
  );
  for (const [i, { one }] of asked.entries()) one.memberId = ids[i] ?? null;
  return told.filter((one) => {
    const { buyer } = one.order;
    if (buyer && "memberId" in buyer) one.memberId = own.get(buyer.memberId) ?? null;
    const isMissing = buyer !== undefined && one.memberId === null;
    if (isMissing) reject(outcomes, one.index, "member-missing");
    return !isMissing;
  });
}

/** Decides against what stands; what another process wrote between reading and writing is decided again. */
async function write(ctx: Context, told: readonly Told[], outcomes: Outcomes, ifKnown: "update" | "keep"): Promise<void> {
  let open = [...told];
  for (let round = 1; open.length > 0; round++) {
    if (round > 3) throw new Error("orders change faster than they can be read");
    const standing = await findStanding(ctx, open);
    const fresh: Told[] = [];
    const changes: Change[] = [];
    for (const one of open) {
      const { known, lines } = standing(one.order);
      const decision = decideOrder({ ...one.order, groupId: one.groupId, memberId: one.memberId }, known, lines);
      if (decision.verdict === "record") fresh.push(one);
      else if (decision.verdict === "reject") reject(outcomes, one.index, decision.reason);
      else if (decision.verdict === "same") outcomes.set(one.index, { verdict: "same", orderId: decision.id });
      else if (ifKnown === "keep") outcomes.set(one.index, { verdict: "same", orderId: decision.standing.id });
      else changes.push({ one, ...decision });
    }
    await change(ctx, await inSight(ctx, changes, outcomes), outcomes);
    open = await insert(ctx, fresh, outcomes);
  }
}

/** What stands of these orders, held until the transaction ends; lines only of those that are told with lines. */
async function findStanding(ctx: Context, told: readonly Told[]) {
  const orders = told.map((one) => one.order);
  const rows = new Map((await store.lockOrders(ctx.db, ctx.brand.id, orders)).map((row) => [keyOfOrder(row), row]));
  const withLines = orders.flatMap((order) => (order.lines.length > 0 ? (rows.get(keyOfOrder(order))?.id ?? []) : []));
  const lines = Map.groupBy(await store.findLines(ctx.db, ctx.brand.id, withLines), (line) => line.orderId);
  return (order: NewOrder) => {
    const known = rows.get(keyOfOrder(order));
    return { known, lines: (known && lines.get(known.id)) ?? [] };
  };
}

interface Change {
  one: Told;
  standing: Standing;
  to: Corrected;
}

/** Those of orders that the acting person may change; the others are refused. */
async function inSight(ctx: Context, changes: readonly Change[], outcomes: Outcomes): Promise<readonly Change[]> {
  const isWritable = await writableGroups(
    ctx,
    changes.map(({ standing }) => standing.groupId),
  );
  return changes.filter(({ one, standing }) => {
    const isSeen = isWritable(standing.groupId);
    if (!isSeen) reject(outcomes, one.index, "out-of-sight");
    return isSeen;
  });
}

async function change(ctx: Context, asked: readonly Change[], outcomes: Outcomes): Promise<void> {
  if (asked.length === 0) return;
  const changes = await creditAgain(ctx, asked);
  await store.updateOrders(
    ctx.db,
    ctx.brand.id,
    changes.map(({ standing, to }) => ({ id: standing.id, ...to })),
  );
  await store.replaceLines(
    ctx.db,
    ctx.brand.id,
    changes.flatMap(({ standing, to }) => (to.lines ? [{ id: standing.id, lines: to.lines }] : [])),
  );
  await ctx.publishAll(
    orderChanged,
    changes.map(({ one, standing, to }) => ({
      groupId: to.groupId ?? undefined,
      memberId: to.memberId ?? standing.memberId ?? undefined,
      value: to.paidFen,
      beforeFen: standing.paidFen,
      orderId: standing.id,
      ...(standing.groupId !== null && standing.groupId !== to.groupId
        ? { fromGroupId: standing.groupId, paidAt: one.order.paidAt.toISOString() }
        : {}),
    })),
  );
  for (const { one, standing } of changes) outcomes.set(one.index, { verdict: "changed", orderId: standing.id });
}

/** An order of no group whose buyer only now is known is credited as a new one is. */
async function creditAgain(ctx: Context, changes: readonly Change[]): Promise<Change[]> {
  const groups = await findCredited(
    ctx,
    changes.map(({ one, to }) => ({ order: one.order, groupId: to.groupId, memberId: to.memberId })),
  );
  return changes.map((one, index) => ({ ...one, to: { ...one.to, groupId: groups[index] ?? null } }));
}

/** Writes new orders with their events; answers those that another process wrote first. */
async function insert(ctx: Context, fresh: readonly Told[], outcomes: Outcomes): Promise<Told[]> {
  const groups = await findCredited(ctx, fresh);
  const writes = fresh.map((one, index) => ({ one: { ...one, groupId: groups[index] ?? null }, id: ctx.newId() }));
  const rows = writes.map(({ one: { order, memberId, groupId }, id }) => ({
    id,
    source: order.source,
    externalId: order.externalId,
    memberId,
    groupId,
    sendId: order.sendId ?? null,
    title: order.title,
    paidAt: order.paidAt,
    paidFen: order.paidFen,
  }));
  const written = await store.insertOrders(
    ctx.db,
    ctx.brand.id,
    rows.toSorted((a, b) => (keyOfOrder(a) < keyOfOrder(b) ? -1 : 1)),
    ctx.now,
  );
  const done = writes.filter(({ id }) => written.has(id));
  await store.insertLines(
    ctx.db,
    ctx.brand.id,
    done.map(({ one, id }) => ({ id, lines: one.order.lines })),
  );
  await insertEvents(
    ctx.db,
    ctx.brand.id,
    done.map(({ one, id }) => paidEvent(ctx, one, id)),
  );
  for (const { one, id } of done) outcomes.set(one.index, { verdict: "recorded", orderId: id });
  return writes.filter(({ id }) => !written.has(id)).map(({ one }) => one);
}

/** The group each order is credited to: its own, else where its buyer sat. */
async function findCredited(ctx: Context, orders: readonly Pick<Told, "order" | "groupId" | "memberId">[]): Promise<(string | null)[]> {
  const purchases = orders.flatMap(({ memberId, groupId, order }, index) =>
    memberId && !groupId ? [{ index, memberId, paidAt: order.paidAt, beforeId: firstIdAt(order.paidAt.getTime()) }] : [],
  );
  const found = await attribution.findGroupsOfBuyers(ctx.db, ctx.brand.id, messageReceived.kind, purchases);
  return orders.map(({ groupId }, index) => groupId ?? found.get(index) ?? null);
}

function paidEvent(ctx: Context, { order, groupId, memberId }: Told, orderId: string) {
  const payload = { groupId: groupId ?? undefined, memberId: memberId ?? undefined, sendId: order.sendId, value: order.paidFen, orderId };
  const id = eventId(order.paidAt.getTime(), order.source, `order:${order.externalId}`);
  return newEvent(orderPaid, payload, ctx.now, { id, occurredAt: order.paidAt });
}
