import { type RawBuilder, sql } from "kysely";
import type { InputOf, OutputOf } from "../../lib/define.ts";
import { found } from "../../lib/refusal.ts";
import { addDays, startOfDayMs } from "../../lib/time.ts";
import { type Context, requirePermission } from "../../server/context.ts";
import { decodeCursor, encodeCursor } from "../../server/page.ts";
import { visibleGroups } from "../groups/index.ts";
import * as store from "./list.store.ts";
import type { OrderSums } from "./orders.rules.ts";
import { sumByPacks } from "./packs.actions.ts";
import type { listOrdersEndpoint, OrderRow, showOrderEndpoint } from "./orders.contract.ts";

/** Over groups `g`: whose orders the acting person sees, where they are not all of the brand; null where they are. */
export function groupsInSight(ctx: Context): RawBuilder<boolean> | null {
  return requirePermission(ctx, "orders.read") === "brand" ? null : visibleGroups(ctx, "orders.read", "g");
}

/** Over orders `o`: who sees only some groups sees only the orders credited to them. */
export function visibleOrders(ctx: Context): RawBuilder<boolean> {
  const groups = groupsInSight(ctx);
  return groups
    ? sql<boolean>`o.group_id in (select g.id from groups g where g.brand_id = ${ctx.brand.id} and ${groups})`
    : sql<boolean>`true`;
}

type Ask = InputOf<typeof listOrdersEndpoint>;

interface Question {
  visible: RawBuilder<boolean>;
  filters: store.OrderAsk;
}

/** More shops than this are not offered as a filter. */
const SOURCES_SHOWN = 50;
const SOURCES_SEARCHED = 1_000;
const TITLES_SEARCHED = 10_000;

async function wordsOf(ctx: Context, q: string): Promise<store.OrderWords> {
  const sources = await store.listSources(ctx.db, ctx.brand.id, SOURCES_SEARCHED);
  const [numbered, titles] = await Promise.all([
    store.findNumbered(ctx.db, ctx.brand.id, q, sources),
    store.findTitles(ctx.db, ctx.brand.id, q, TITLES_SEARCHED),
  ]);
  return { q, sources: numbered, titles };
}

async function questionOf(ctx: Context, { q, ...ask }: Ask): Promise<Question> {
  const dayStart = (day: string | undefined) => (day === undefined ? undefined : new Date(startOfDayMs(day, ctx.brand.zone)));
  const moment = (at: string | undefined) => (at === undefined ? undefined : new Date(at));
  const isNobodys = ask.credited === "none" && requirePermission(ctx, "orders.read") !== "brand";
  return {
    visible: isNobodys ? sql<boolean>`false` : visibleOrders(ctx),
    filters: {
      ...ask,
      words: q ? await wordsOf(ctx, q) : undefined,
      fromAt: moment(ask.since) ?? dayStart(ask.from),
      beforeAt: moment(ask.until) ?? dayStart(ask.to && addDays(ask.to, 1)),
    },
  };
}

type Rows = Pick<OutputOf<typeof listOrdersEndpoint>, "items" | "nextCursor">;

async function readRows(ctx: Context, { filters, visible }: Question, ask: Ask): Promise<Rows> {
  const [paidAt, id] = decodeCursor(ask.cursor) ?? [];
  const after = typeof paidAt === "string" && typeof id === "string" ? { paidAt, id } : undefined;
  const rows = await store.listOrders(ctx.db, ctx.brand.id, filters, visible, after, ask.limit + 1);
  const items = rows.slice(0, ask.limit);
  const last = items.at(-1);
  return { items: items.map(rowOf), nextCursor: rows.length > ask.limit && last ? encodeCursor([last.paidAt, last.id]) : null };
}

/** Of some groups out of their packs; of the whole brand, or where packs do not tell it, out of the orders. */
async function sumsOf(ctx: Context, { filters, visible }: Question): Promise<OrderSums> {
  const groups = groupsInSight(ctx);
  const packed = groups && (await sumByPacks(ctx, filters, groups));
  return packed ?? store.sumOrders(ctx.db, ctx.brand.id, filters, visible);
}

/** The rows of a page alone, without what the page says about all of them. */
export async function listOrderRows(ctx: Context, ask: Ask): Promise<Rows> {
  return readRows(ctx, await questionOf(ctx, ask), ask);
}

export async function listOrders(ctx: Context, ask: Ask): Promise<OutputOf<typeof listOrdersEndpoint>> {
  const question = await questionOf(ctx, ask);
  const [rows, sums, sources] = await Promise.all([
    readRows(ctx, question, ask),
    ask.cursor || ask.sums === false ? null : sumsOf(ctx, question),
    store.listSources(ctx.db, ctx.brand.id, SOURCES_SHOWN),
  ]);
  return { ...rows, sums, sources };
}

export async function showOrder(ctx: Context, input: { orderId: string }): Promise<OutputOf<typeof showOrderEndpoint>> {
  const row = found(await store.findOrder(ctx.db, ctx.brand.id, input.orderId, visibleOrders(ctx)), "orders.missing");
  return {
    ...rowOf(row),
    lines: await store.listLines(ctx.db, ctx.brand.id, row.id),
    refunds: await store.listRefunds(ctx.db, ctx.brand.id, row.id),
  };
}

function rowOf({ memberId, memberName, groupId, groupName, ...row }: store.OrderRecord): OrderRow {
  return {
    ...row,
    member: memberId ? { id: memberId, name: memberName ?? "" } : null,
    group: groupId ? { id: groupId, name: groupName ?? "" } : null,
  };
}
