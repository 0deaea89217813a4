import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../server/db.ts";
import { byBuyer } from "./buyers.store.ts";
import type { OrderLine } from "./orders.contract.ts";
import type { OrderSums } from "./orders.rules.ts";

/** What is searched for: the beginning of a number, or a title that holds the words. */
export interface OrderWords {
  q: string;
  /** Shops with a number that begins so. */
  sources: readonly string[];
  /** Null where there are so many titles that it is cheaper to read the orders. */
  titles: TitlesFound | null;
}

/** The titles that hold the words; where all do, no order is left out. */
export interface TitlesFound {
  titles: readonly string[];
  isAll: boolean;
}

export interface OrderAsk {
  words?: OrderWords | undefined;
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

/** Over orders `o`. */
function wanted(brandId: number, ask: OrderAsk, visible: RawBuilder<boolean>): RawBuilder<boolean> {
  return sql<boolean>`${sql.join(
    [
      sql`o.brand_id = ${brandId}`,
      visible,
      ...ofPeopleAndPlaces(brandId, ask),
      ...(ask.fromAt ? [sql`o.paid_at >= ${ask.fromAt}::timestamptz`] : []),
      ...(ask.beforeAt ? [sql`o.paid_at < ${ask.beforeAt}::timestamptz`] : []),
      ...(ask.refunded === undefined ? [] : [ask.refunded ? sql`o.refunded_fen > 0` : sql`o.refunded_fen = 0`]),
      ...(ask.words && !ask.words.titles?.isAll ? [named(ask.words)] : []),
    ],
    sql` and `,
  )}`;
}

/** Above every character that an order number may hold. */
const LAST = "\u{10FFFF}";

/** A number that begins so, in each shop by its index; or one of the titles that hold the words. */
function named({ q, sources, titles }: OrderWords): RawBuilder<boolean> {
  const ofTitle = titles ? sql`o.title = any(${titles.titles}::text[])` : sql`position(lower(${q}::text) in lower(o.title)) > 0`;
  return sources.length === 0
    ? sql<boolean>`${ofTitle}`
    : sql<boolean>`(${ofTitle} or (o.source = any(${sources}::text[]) and ${beginsSo(q)}))`;
}

const beginsSo = (q: string) => sql`o.external_id >= ${q} and o.external_id < ${q + LAST} and starts_with(o.external_id, ${q})`;

/** Of some shops, those with a number that begins so; one look at the index for each. */
export async function findNumbered(db: Db, brandId: number, q: string, sources: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ source: string }>`
    select s.source from unnest(${sources}::text[]) s(source)
    where exists (select 1 from orders o where o.brand_id = ${brandId} and o.source = s.source and ${beginsSo(q)})`.execute(db);
  return rows.map((row) => row.source);
}

/** Orders `o` with the names of their group and buyer. */
const joined = (brandId: number) => sql`left join groups g on g.brand_id = ${brandId} and g.id = o.group_id
  left join members m on m.brand_id = ${brandId} and m.id = o.member_id left join members c on c.brand_id = ${brandId} and c.id = case when m.canonical_id is null then m.id else m.canonical_id end`;
const columns = sql`o.id, o.source, o.external_id, o.title, c.id as member_id, c.nickname as member_name, o.group_id, g.name as group_name, o.paid_at, o.paid_fen, o.refunded_fen`;

/** The last paid first; names are looked up for the rows of the page alone. */
export async function listOrders(
  db: Db,
  brandId: number,
  ask: OrderAsk,
  visible: RawBuilder<boolean>,
  after: { paidAt: string; id: string } | undefined,
  limit: number,
): Promise<OrderRecord[]> {
  const { rows } = await sql<OrderRecord>`select ${columns} from (select o.* from orders o
      where ${wanted(brandId, ask, visible)} ${after ? sql`and (o.paid_at, o.id) < (${after.paidAt}::timestamptz, ${after.id}::uuid)` : sql``}
      order by o.paid_at desc, o.id desc limit ${limit}) o ${joined(brandId)} order by o.paid_at desc, o.id desc`.execute(db);
  return rows;
}

export async function sumOrders(db: Db, brandId: number, ask: OrderAsk, visible: RawBuilder<boolean>): Promise<OrderSums> {
  const sums = sql`count(*) as orders, sum(o.paid_fen) as paid, sum(o.refunded_fen) as refunded`;
  const { rows } = await sql<OrderSums>`
    select coalesce(sum(orders), 0)::int as orders, count(buyer)::int as buyers, coalesce(sum(paid), 0)::bigint as paid_fen, coalesce(sum(refunded), 0)::bigint as refunded_fen
    from (${byBuyer(brandId, sums, wanted(brandId, ask, visible))}) b`.execute(db);
  return rows[0] ?? { orders: 0, buyers: 0, paidFen: 0, refundedFen: 0 };
}

/** Shops that orders came from; one look at the index for each. */
export async function listSources(db: Db, brandId: number, most: number): Promise<string[]> {
  const { rows } = await sql<{ source: string }>`
    with recursive s(source) as (
      (select source from orders where brand_id = ${brandId} order by source limit 1)
      union all select (select source from orders where brand_id = ${brandId} and source > s.source order by source limit 1) from s where s.source is not null)
    select source from s where source is not null limit ${most}`.execute(db);
  return rows.map((row) => row.source);
}

/** By one look at the index for each title there is; null where there are more titles than `most`. */
export async function findTitles(db: Db, brandId: number, q: string, most: number): Promise<TitlesFound | null> {
  const { rows } = await sql<{ seen: number; titles: string[] | null }>`
    with recursive t(title, n) as (
      (select title, 1 from orders where brand_id = ${brandId} order by title limit 1)
      union all select (select title from orders where brand_id = ${brandId} and title > t.title order by title limit 1), n + 1
        from t where t.title is not null and n <= ${most})
    select count(title)::int as seen, array_agg(title) filter (where position(lower(${q}::text) in lower(title)) > 0) as titles from t`.execute(
    db,
  );
  const { seen, titles } = rows[0] ?? { seen: 0, titles: null };
  return seen > most ? null : { titles: titles ?? [], isAll: titles !== null && titles.length === seen };
}

export async function findOrder(db: Db, brandId: number, id: string, visible: RawBuilder<boolean>): Promise<OrderRecord | undefined> {
  const { rows } =
    await sql<OrderRecord>`select ${columns} from orders o ${joined(brandId)} where o.brand_id = ${brandId} and o.id = ${id}::uuid and ${visible}`.execute(
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
