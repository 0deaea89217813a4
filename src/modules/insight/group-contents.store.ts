import { type RawBuilder, sql } from "kysely";
import { eventKinds } from "../../lib/event-kinds.ts";
import type { Db } from "../../server/db.ts";
import { BUY_HOURS, type GroupContentRow, type GroupContentUse, SPEAK_HOURS } from "./group-contents.contract.ts";

export interface UsesAsk {
  groupId: string;
  /** Uses due from here on. */
  from: Date;
  q: string | undefined;
  before: { at: string; id: string } | undefined;
  limit: number;
}

/** Deliveries `d` of the group with their sends `s`, as far as they left or were to leave. */
const used = (brandId: number, { groupId, from }: Pick<UsesAsk, "groupId" | "from">) => sql`deliveries d
  join sends s on s.brand_id = ${brandId} and s.id = d.send_id
  where d.brand_id = ${brandId} and d.group_id = ${groupId}::uuid and d.due_at >= ${from} and d.state not in ('planned', 'left-out', 'cancelled')`;

/** The smallest time-led id of a moment. */
const idAt = (at: RawBuilder<unknown>) =>
  sql`(lpad(to_hex(floor(extract(epoch from ${at}) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid`;

/** What followed a use at `u.at`; nothing where it did not arrive. */
const results = (brandId: number, groupId: string) => sql`
  cross join lateral (select count(distinct e.member_id)::int as speakers from events e
    where u.state = 'sent' and e.brand_id = ${brandId} and e.group_id = ${groupId}::uuid and e.kind = ${eventKinds["messages.received"]}
      and e.id >= ${idAt(sql`u.at`)} and e.id < ${idAt(sql`u.at + make_interval(hours => ${SPEAK_HOURS})`)} and e.data ->> 'seatKind' = 'member') talk
  cross join lateral (select count(*)::int as orders, coalesce(sum(o.paid_fen - o.refunded_fen), 0)::bigint as net_fen from orders o
    where u.state = 'sent' and o.brand_id = ${brandId} and o.group_id = ${groupId}::uuid
      and o.paid_at >= u.at and o.paid_at < u.at + make_interval(hours => ${BUY_HOURS})) sales`;

const at = sql`case when d.ended_at is null then d.due_at else d.ended_at end`;

/** One row a content; what followed is asked for the page's contents alone. */
export async function listGroupContents(db: Db, brandId: number, ask: UsesAsk): Promise<GroupContentRow[]> {
  const { before, q, groupId } = ask;
  const { rows } = await sql<GroupContentRow>`
    with u as materialized (select s.content_id, d.state, ${at} as at from ${used(brandId, ask)} and s.content_id is not null),
    page as (select u.content_id, c.name, c.direction, c.format, max(u.at) as last_at from u
      join contents c on c.brand_id = ${brandId} and c.id = u.content_id
      where ${q ? sql`position(lower(${q}::text) in lower(c.name)) > 0` : sql`true`}
      group by u.content_id, c.name, c.direction, c.format
      having ${before ? sql`(max(u.at), u.content_id) < (${before.at}::timestamptz, ${before.id}::uuid)` : sql`true`}
      order by last_at desc, u.content_id desc limit ${ask.limit})
    select p.content_id, p.name, p.direction, p.format, p.last_at, count(*)::int as uses, (count(*) filter (where u.state = 'sent'))::int as sent,
      sum(talk.speakers)::int as speakers, sum(sales.orders)::int as orders, sum(sales.net_fen)::bigint as net_fen
    from page p join u on u.content_id = p.content_id ${results(brandId, groupId)}
    group by p.content_id, p.name, p.direction, p.format, p.last_at order by p.last_at desc, p.content_id desc`.execute(db);
  return rows;
}

export async function listContentUses(db: Db, brandId: number, contentId: string, ask: UsesAsk): Promise<GroupContentUse[]> {
  const { before, groupId } = ask;
  const { rows } = await sql<GroupContentUse>`
    with u as materialized (select d.id as delivery_id, s.id as send_id, s.name as send_name, d.state, ${at} as at
      from ${used(brandId, ask)} and s.content_id = ${contentId}::uuid
        and ${before ? sql`(${at}, d.id) < (${before.at}::timestamptz, ${before.id}::uuid)` : sql`true`}
      order by 5 desc, 1 desc limit ${ask.limit})
    select u.*, talk.speakers, sales.orders, sales.net_fen from u ${results(brandId, groupId)} order by u.at desc, u.delivery_id desc`.execute(
    db,
  );
  return rows;
}
