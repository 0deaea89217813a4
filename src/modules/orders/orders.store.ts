import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { OrderLine } from "./orders.contract.ts";
import type { Corrected, KnownRefund, Standing } from "./orders.rules.ts";

export interface OrderKey {
  source: string;
  externalId: string;
}

export type StandingOrder = Standing & OrderKey;

const keys = (orders: readonly OrderKey[]) =>
  sql`unnest(${orders.map((one) => one.source)}::text[], ${orders.map((one) => one.externalId)}::text[]) u(source, external_id)`;

/** Orders that stand, held until the transaction ends, always in the same order. */
export async function lockOrders(db: Db, brandId: number, orders: readonly OrderKey[]): Promise<StandingOrder[]> {
  if (orders.length === 0) return [];
  const { rows } = await sql<Omit<Standing, "paidAtMs"> & OrderKey & { paidAt: string }>`
    select o.id, o.source, o.external_id, o.group_id, coalesce(m.canonical_id, o.member_id) as member_id, o.title, o.paid_at, o.paid_fen, o.refunded_fen
    from ${keys(orders)} join orders o on o.brand_id = ${brandId} and o.source = u.source and o.external_id = u.external_id
    left join members m on m.brand_id = ${brandId} and m.id = o.member_id
    order by o.id for update of o`.execute(db);
  return rows.map(({ paidAt, ...row }) => ({ ...row, paidAtMs: Date.parse(paidAt) }));
}

export interface OrderWrite extends OrderKey {
  id: string;
  memberId: string | null;
  groupId: string | null;
  sendId: string | null;
  title: string;
  paidAt: Date;
  paidFen: number;
}

/** Answers the ids that were new: another process may have written the same order a moment ago. */
export async function insertOrders(db: Db, brandId: number, orders: readonly OrderWrite[], createdAt: Date): Promise<Set<string>> {
  if (orders.length === 0) return new Set();
  const pick = <K extends keyof OrderWrite>(key: K) => orders.map((one) => one[key]);
  const { rows } = await sql<{ id: string }>`
    insert into orders (brand_id, id, source, external_id, member_id, group_id, send_id, title, paid_at, paid_fen, created_at)
    select ${brandId}::int, u.*, ${createdAt}::timestamptz from unnest(${pick("id")}::uuid[], ${pick("source")}::text[], ${pick("externalId")}::text[], ${pick("memberId")}::uuid[],
      ${pick("groupId")}::uuid[], ${pick("sendId")}::uuid[], ${pick("title")}::text[], ${orders.map((one) => one.paidAt.toISOString())}::timestamptz[], ${pick("paidFen")}::bigint[]) u
    on conflict (brand_id, source, external_id) do nothing returning id`.execute(db);
  return new Set(rows.map((row) => row.id));
}

export type OrderUpdate = Omit<Corrected, "lines"> & { id: string };

export async function updateOrders(db: Db, brandId: number, orders: readonly OrderUpdate[]): Promise<void> {
  if (orders.length === 0) return;
  const pick = <K extends keyof OrderUpdate>(key: K) => orders.map((one) => one[key]);
  await sql`update orders o set title = u.title, paid_fen = u.paid_fen, group_id = u.group_id, member_id = coalesce(u.member_id, o.member_id)
    from unnest(${pick("id")}::uuid[], ${pick("title")}::text[], ${pick("paidFen")}::bigint[], ${pick("groupId")}::uuid[], ${pick("memberId")}::uuid[])
      u(id, title, paid_fen, group_id, member_id)
    where o.brand_id = ${brandId} and o.id = u.id`.execute(db);
}

export async function findLines(db: Db, brandId: number, orderIds: readonly string[]): Promise<(OrderLine & { orderId: string })[]> {
  if (orderIds.length === 0) return [];
  const { rows } = await sql<OrderLine & { orderId: string }>`select order_id, title, quantity, paid_fen from order_lines
    where brand_id = ${brandId} and order_id = any(${orderIds}::uuid[]) order by order_id, line_no`.execute(db);
  return rows;
}

/** The lines of these orders, and no others. */
export async function replaceLines(db: Db, brandId: number, orders: readonly { id: string; lines: readonly OrderLine[] }[]): Promise<void> {
  await sql`delete from order_lines where brand_id = ${brandId} and order_id = any(${orders.map((one) => one.id)}::uuid[])`.execute(db);
  await insertLines(db, brandId, orders);
}

/** The lines of orders that have none yet. */
export async function insertLines(db: Db, brandId: number, orders: readonly { id: string; lines: readonly OrderLine[] }[]): Promise<void> {
  const lines = orders.flatMap((one) => one.lines.map((line, i) => ({ ...line, orderId: one.id, lineNo: i + 1 })));
  if (lines.length === 0) return;
  await sql`insert into order_lines (brand_id, order_id, line_no, title, quantity, paid_fen)
    select ${brandId}::int, * from unnest(${lines.map((one) => one.orderId)}::uuid[], ${lines.map((one) => one.lineNo)}::int[], ${lines.map((one) => one.title)}::text[],
      ${lines.map((one) => one.quantity)}::int[], ${lines.map((one) => one.paidFen)}::bigint[])`.execute(db);
}

/** Refunds that stand, of orders the caller holds. */
export async function findKnownRefunds(
  db: Db,
  brandId: number,
  orderIds: readonly string[],
): Promise<(KnownRefund & { orderId: string })[]> {
  if (orderIds.length === 0) return [];
  const { rows } = await sql<{ orderId: string; externalId: string; fen: number; refundedAt: string }>`
    select order_id, external_id, fen, refunded_at from order_refunds where brand_id = ${brandId} and order_id = any(${orderIds}::uuid[])`.execute(
    db,
  );
  return rows.map(({ refundedAt, ...row }) => ({ ...row, refundedAtMs: Date.parse(refundedAt) }));
}

/** Gives refunds other numbers. */
export async function renameRefunds(
  db: Db,
  brandId: number,
  names: readonly { orderId: string; was: string; externalId: string }[],
): Promise<void> {
  if (names.length === 0) return;
  const pick = (key: "orderId" | "was" | "externalId") => names.map((one) => one[key]);
  await sql`update order_refunds r set external_id = u.external_id
    from unnest(${pick("orderId")}::uuid[], ${pick("was")}::text[], ${pick("externalId")}::text[]) u(order_id, was, external_id)
    where r.brand_id = ${brandId} and r.order_id = u.order_id and r.external_id = u.was`.execute(db);
}

export interface RefundWrite {
  orderId: string;
  externalId: string;
  refundedAtMs: number;
  fen: number;
}

/** Writes refunds and adds them to their orders, which the caller holds. */
export async function insertRefunds(db: Db, brandId: number, refunds: readonly RefundWrite[]): Promise<void> {
  if (refunds.length === 0) return;
  const pick = <K extends keyof RefundWrite>(key: K) => refunds.map((one) => one[key]);
  await sql`insert into order_refunds (brand_id, order_id, external_id, refunded_at, fen)
    select ${brandId}::int, * from unnest(${pick("orderId")}::uuid[], ${pick("externalId")}::text[], ${refunds.map((one) => new Date(one.refundedAtMs).toISOString())}::timestamptz[],
      ${pick("fen")}::bigint[])`.execute(db);
  await sql`update orders o set refunded_fen = o.refunded_fen + u.fen
    from (select id, sum(fen)::bigint as fen from unnest(${pick("orderId")}::uuid[], ${pick("fen")}::bigint[]) v(id, fen) group by id) u
    where o.brand_id = ${brandId} and o.id = u.id`.execute(db);
}
