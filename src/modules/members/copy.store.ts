import { sql } from "kysely";
import { eventKinds } from "../../lib/event-kinds.ts";
import type { Db } from "../../server/db.ts";

const MOST_MESSAGES = 100_000;

/** What is kept of a person, table by table, in plain rows; `partIds` are all the ids the person has. */
export async function readCopy(db: Db, brandId: number, partIds: readonly string[]): Promise<Record<string, unknown[]>> {
  const ask = async (query: ReturnType<typeof sql>) => (await query.execute(db)).rows;
  const mine = sql`brand_id = ${brandId} and member_id = any(${partIds}::uuid[])`;
  return {
    profile: await ask(
      sql`select nickname, name, phone, city, custom, marketing_consent, first_seen_at from members where brand_id = ${brandId} and id = any(${partIds}::uuid[])`,
    ),
    identities: await ask(sql`select kind, scope, external_id from member_identities where ${mine}`),
    groups:
      await ask(sql`select g.name as group_name, s.nickname, s.joined_at, s.left_at from seats s join groups g on g.brand_id = s.brand_id and g.id = s.group_id
      where s.brand_id = ${brandId} and s.member_id = any(${partIds}::uuid[]) order by s.joined_at`),
    consents: await ask(sql`select purpose, granted, text_version, channel, at from consents where ${mine} order by id`),
    tags: await ask(
      sql`select t.name, mt.tagged_at from member_tags mt join tags t on t.brand_id = mt.brand_id and t.id = mt.tag_id where mt.brand_id = ${brandId} and mt.member_id = any(${partIds}::uuid[])`,
    ),
    notes: await ask(sql`select text, created_at from member_notes where ${mine} order by id`),
    orders: await ask(sql`select title, paid_at, paid_fen, refunded_fen from orders where ${mine} order by paid_at`),
    buyerValues:
      await ask(sql`select f.made_at, f.ask->>'to' as up_to, (f.ask->>'horizonWeeks')::int as horizon_weeks, v.orders, v.repeats, v.paid_fen, v.active, v.purchases, v.order_fen, v.clv_fen
      from value_fits f join buyer_values v on v.brand_id = f.brand_id and v.fit_id = f.id
      where f.brand_id = ${brandId} and v.member_id = any(${partIds}::uuid[]) order by f.made_at`),
    messages:
      await ask(sql`select g.name as group_name, m.sent_at, m.format, m.text from events e join messages m on m.brand_id = e.brand_id and m.id = e.id
        join groups g on g.brand_id = e.brand_id and g.id = e.group_id
      where e.brand_id = ${brandId} and e.member_id = any(${partIds}::uuid[]) and e.kind = ${eventKinds["messages.received"]} and m.removed_at is null order by e.id limit ${MOST_MESSAGES}`),
    requests: await ask(sql`select kind, state, asked_at, done_at from privacy_requests where ${mine} order by id`),
  };
}

export interface StoredCounts {
  seats: number;
  messages: number;
  orders: number;
  tags: number;
  notes: number;
  consents: number;
}

/** How much of each kind is kept of a person. */
export async function countStored(db: Db, brandId: number, partIds: readonly string[]): Promise<StoredCounts> {
  const mine = sql`brand_id = ${brandId} and member_id = any(${partIds}::uuid[])`;
  const { rows } = await sql<StoredCounts>`
    select (select count(*)::int from seats where ${mine}) as seats,
      (select count(*)::int from events where ${mine} and kind = ${eventKinds["messages.received"]}) as messages,
      (select count(*)::int from orders where ${mine}) as orders, (select count(*)::int from member_tags where ${mine}) as tags,
      (select count(*)::int from member_notes where ${mine}) as notes, (select count(*)::int from consents where ${mine}) as consents`.execute(
    db,
  );
  return rows[0] ?? { seats: 0, messages: 0, orders: 0, tags: 0, notes: 0, consents: 0 };
}
