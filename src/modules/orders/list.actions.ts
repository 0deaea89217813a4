import { type RawBuilder, sql } from "kysely";
import type { InputOf, OutputOf } from "../../lib/define.ts";
import { found } from "../../lib/refusal.ts";
import { addDays, startOfDayMs } from "../../lib/time.ts";
import { type Context, requirePermission } from "../../server/context.ts";
import { decodeCursor, encodeCursor } from "../../server/page.ts";
import { visibleGroups } from "../groups/index.ts";
import * as store from "./list.store.ts";
import type { listOrdersEndpoint, OrderRow, showOrderEndpoint } from "./orders.contract.ts";

/** Over groups `g`: who sees only some groups sees only the orders credited to them. */
export function visibleOrders(ctx: Context): RawBuilder<boolean> {
  if (requirePermission(ctx, "orders.read") === "brand") return sql<boolean>`true`;
  return sql<boolean>`(g.id is not null and ${visibleGroups(ctx, "orders.read", "g")})`;
}

type Ask = InputOf<typeof listOrdersEndpoint>;

function questionOf(ctx: Context, ask: Ask) {
  const dayStart = (day: string | undefined) => (day === undefined ? undefined : new Date(startOfDayMs(day, ctx.brand.zone)));
  const moment = (at: string | undefined) => (at === undefined ? undefined : new Date(at));
  const [paidAt, id] = decodeCursor(ask.cursor) ?? [];
  return {
    visible: visibleOrders(ctx),
    filters: {
      ...ask,
      fromAt: moment(ask.since) ?? dayStart(ask.from),
      beforeAt: moment(ask.until) ?? dayStart(ask.to && addDays(ask.to, 1)),
    },
    after: typeof paidAt === "string" && typeof id === "string" ? { paidAt, id } : undefined,
  };
}

/** The rows of a page alone, without what the page says about all of them. */
export async function listOrderRows(ctx: Context, ask: Ask): Promise<Pick<OutputOf<typeof listOrdersEndpoint>, "items" | "nextCursor">> {
  const { filters, visible, after } = questionOf(ctx, ask);
  const rows = await store.listOrders(ctx.db, ctx.brand.id, filters, visible, after, ask.limit + 1);
  const items = rows.slice(0, ask.limit);
  const last = items.at(-1);
  return { items: items.map(rowOf), nextCursor: rows.length > ask.limit && last ? encodeCursor([last.paidAt, last.id]) : null };
}

export async function listOrders(ctx: Context, ask: Ask): Promise<OutputOf<typeof listOrdersEndpoint>> {
  const { filters, visible, after } = questionOf(ctx, ask);
  return {
    ...(await listOrderRows(ctx, ask)),
    sums: after ? null : await store.sumOrders(ctx.db, ctx.brand.id, filters, visible),
    sources: await store.listSources(ctx.db, ctx.brand.id),
  };
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
