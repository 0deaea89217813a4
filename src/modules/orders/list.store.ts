import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { OrderLine } from "./orders.contract.ts";

export interface OrderAsk {
  q?: string | undefined;
  groupId?: string | undefined;
  memberId?: string | undefined;
  sendId?: string | undefined;
  source?: string | undefined;
  fromAt?: Date | undefined;
  beforeAt?: Date | undefined;
  refunded?: boolean | undefined;
  credited?: "group" | "none" | undefined;
}

export interface OrderRecord {
  id: string;
  source: string;
  externalId: string;
  title: string;
  memberId: string | null;
  memberName: string | null;
  groupId: string | null;
  groupName: string | null;
  paidAt: string;
  paidFen: number;
  refundedFen: number;
}

function ofPeopleAndPlaces(brandId: number, ask: OrderAsk): RawBuilder<unknown>[] {
  return [
    ...(ask.groupId ? [sql`o.group_id = ${ask.groupId}::uuid`] : []),
    ...(ask.memberId
      ? [
          sql`o.member_id in (select id from members where brand_id = ${brandId} and (id = ${ask.memberId}::uuid or canonical_id = ${ask.memberId}::uuid))`,
        ]
      : []),
    ...(ask.sendId ? [sql`o.send_id = ${ask.sendId}::uuid`] : []),
    ...(ask.source ? [sql`o.source = ${ask.source}`] : []),
    ...(ask.credited ? [ask.credited === "group" ? sql`o.group_id is not null` : sql`o.group_id is null`] : []),
  ];
}

/** Orders `o` with their group `g`. */
function wanted(brandId: number, ask: OrderAsk, visible: RawBuilder<boolean>): RawBuilder<unknown> {
  return sql.join(
    [
      sql`o.brand_id = ${brandId}`,
      visible,
      ...ofPeopleAndPlaces(brandId, ask),
      ...(ask.fromAt ? [sql`o.paid_at >= ${ask.fromAt}::timestamptz`] : []),
      ...(ask.beforeAt ? [sql`o.paid_at < ${ask.beforeAt}::timestamptz`] : []),
      ...(ask.refunded === undefined ? [] : [ask.refunded ? sql`o.refunded_fen > 0` : sql`o.refunded_fen = 0`]),
      ...(ask.q ? [sql`(starts_with(o.external_id, ${ask.q}) or position(lower(${ask.q}::text) in lower(o.title)) > 0)`] : []),
    ],
    sql` and `,
  );
}

const joined = (brandId: number) => sql`orders o left join groups g on g.brand_id = ${brandId} and g.id = o.group_id
  left join members m on m.brand_id = ${brandId} and m.id = o.member_id left join members c on c.brand_id = ${brandId} and c.id = case when m.canonical_id is null then m.id else m.canonical_id end`;
const columns = sql`o.id, o.source, o.external_id, o.title, c.id as member_id, c.nickname as member_name, o.group_id, g.name as group_name, o.paid_at, o.paid_fen, o.refunded_fen`;

/** The last paid first. */
export async function listOrders(
  db: Db,
  brandId: number,
  ask: OrderAsk,
  visible: RawBuilder<boolean>,
  after: { paidAt: string; id: string } | undefined,
  limit: number,
): Promise<OrderRecord[]> {
  const { rows } = await sql<OrderRecord>`select ${columns} from ${joined(brandId)}
    where ${wanted(brandId, ask, visible)} ${after ? sql`and (o.paid_at, o.id) < (${after.paidAt}::timestamptz, ${after.id}::uuid)` : sql``}
    order by o.paid_at desc, o.id desc limit ${limit}`.execute(db);
  return rows;
}

export interface OrderSums {
  orders: number;
  buyers: number;
  paidFen: number;
  refundedFen: number;
}

export async function sumOrders(db: Db, brandId: number, ask: OrderAsk, visible: RawBuilder<boolean>): Promise<OrderSums> {
  const { rows } = await sql<OrderSums>`
    select count(*)::int as orders, count(distinct c.id)::int as buyers, coalesce(sum(o.paid_fen), 0)::bigint as paid_fen, coalesce(sum(o.refunded_fen), 0)::bigint as refunded_fen
    from ${joined(brandId)} where ${wanted(brandId, ask, visible)}`.execute(db);
  return rows[0] ?? { orders: 0, buyers: 0, paidFen: 0, refundedFen: 0 };
}

/** Shops that orders came from; one look at the index for each. */
export async function listSources(db: Db, brandId: number): Promise<string[]> {
  const { rows } = await sql<{ source: string }>`
    with recursive s(source) as (
      (select source from orders where brand_id = ${brandId} order by source limit 1)
      union all select (select source from orders where brand_id = ${brandId} and source > s.source order by source limit 1) from s where s.source is not null)
    select source from s where source is not null limit 50`.execute(db);
  return rows.map((row) => row.source);
}

export async function findOrder(db: Db, brandId: number, id: string, visible: RawBuilder<boolean>): Promise<OrderRecord | undefined> {
  const { rows } =
    await sql<OrderRecord>`select ${columns} from ${joined(brandId)} where o.brand_id = ${brandId} and o.id = ${id}::uuid and ${visible}`.execute(
      db,
    );
  return rows[0];
}

export async function listLines(db: Db, brandId: number, orderId: string): Promise<OrderLine[]> {
  const { rows } =
    await sql<OrderLine>`select title, quantity, paid_fen from order_lines where brand_id = ${brandId} and order_id = ${orderId}::uuid order by line_no`.execute(
      db,
    );
  return rows;
}

export async function listRefunds(
  db: Db,
  brandId: number,
  orderId: string,
): Promise<{ externalId: string; refundedAt: string; fen: number }[]> {
  const { rows } = await sql<{ externalId: string; refundedAt: string; fen: number }>`
    select external_id, refunded_at, fen from order_refunds where brand_id = ${brandId} and order_id = ${orderId}::uuid order by refunded_at, external_id`.execute(
    db,
  );
  return rows;
}
