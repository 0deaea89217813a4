import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../server/db.ts";
import { firstIdAt } from "../../lib/ids.ts";
import type { Delivery, Try, WebhookDeliveryState } from "./deliveries.contract.ts";

export interface DeliveryFilter {
  webhookId?: string | undefined;
  state?: WebhookDeliveryState | undefined;
  event?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

const columns = sql`d.id, d.webhook_id, w.name as webhook_name, d.event_id, d.event, d.occurred_at, d.created_at, d.state, d.tries, d.due_at, d.ended_at, d.status, d.failure`;
const joined = sql`webhook_deliveries d join webhooks w on w.brand_id = d.brand_id and w.id = d.webhook_id`;

function conditions(brandId: number, filter: DeliveryFilter): RawBuilder<unknown> {
  const parts = [sql`d.brand_id = ${brandId}`];
  if (filter.webhookId) parts.push(sql`d.webhook_id = ${filter.webhookId}`);
  if (filter.state) parts.push(sql`d.state = ${sql.lit(filter.state)}`);
  if (filter.event) parts.push(sql`d.event = ${filter.event}`);
  if (filter.from) parts.push(sql`d.id >= ${firstIdAt(Date.parse(filter.from))}::uuid`);
  if (filter.to) parts.push(sql`d.id < ${firstIdAt(Date.parse(filter.to))}::uuid`);
  return sql.join(parts, sql` and `);
}

/** An id of the delivery itself or of what it is about; other words are looked for in what went wrong and what the receiver said. */
function matches(q: string): RawBuilder<unknown> {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(q);
  if (isId) return sql`(d.id = ${q}::uuid or d.event_id = ${q}::uuid or d.group_id = ${q}::uuid or d.member_id = ${q}::uuid)`;
  return sql`position(lower(${q}) in lower(d.event || ' ' || coalesce(d.status::text, '') || ' ' || coalesce(d.failure, '') || ' ' || coalesce(d.answer, ''))) > 0`;
}

export async function listDeliveries(
  db: Db,
  brandId: number,
  filter: DeliveryFilter & { q: string | undefined; before: string | undefined; limit: number },
): Promise<Delivery[]> {
  const { rows } = await sql<Delivery>`
    select ${columns} from ${joined} where ${conditions(brandId, filter)} and ${filter.q ? matches(filter.q) : sql`true`}
      and ${filter.before ? sql`d.id < ${filter.before}::uuid` : sql`true`}
    order by d.id desc limit ${filter.limit + 1}`.execute(db);
  return rows;
}

export interface WholeDelivery extends Delivery {
  url: string;
  groupId: string | null;
  memberId: string | null;
  fields: Record<string, unknown>;
  answer: string | null;
  history: Try[];
  replayedAt: string | null;
}

export async function findDelivery(db: Db, brandId: number, id: string): Promise<WholeDelivery | undefined> {
  const { rows } = await sql<WholeDelivery>`
    select ${columns}, w.url, d.group_id, d.member_id, d.fields, d.answer, d.history, d.replayed_at from ${joined} where d.brand_id = ${brandId} and d.id = ${id}`.execute(
    db,
  );
  return rows[0];
}

/** Makes ended deliveries due again, oldest first, and one that waits due at once; those of removed webhooks stay as they are. Answers how many. */
export async function reopenDeliveries(
  db: Db,
  brandId: number,
  filter: DeliveryFilter & { id?: string; limit: number },
  now: Date,
): Promise<number> {
  const { numAffectedRows } = await sql`
    update webhook_deliveries set state = 'waiting', tries = 0, due_at = ${now}, ended_at = null, replayed_at = ${now} where brand_id = ${brandId} and id in (
      select d.id from ${joined} where ${conditions(brandId, filter)} and ${filter.id ? sql`d.id = ${filter.id}` : sql`true`}
        and d.state = any(${filter.id ? ["dead", "delivered", "waiting"] : ["dead", "delivered"]}::text[]) and w.removed_at is null and (d.replayed_at is null or d.replayed_at < ${now})
      order by d.id limit ${filter.limit} for update of d skip locked)`.execute(db);
  return Number(numAffectedRows ?? 0);
}

export async function countReopenable(db: Db, brandId: number, filter: DeliveryFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from ${joined} where ${conditions(brandId, filter)} and d.state in ('dead', 'delivered') and w.removed_at is null`.execute(
    db,
  );
  return rows[0]?.n ?? 0;
}

/** Counting stops here. */
const COUNT_LIMIT = 100_000;

export async function countOpen(db: Db, brandId: number): Promise<{ label: string; value: number }[]> {
  const { rows } = await sql<{ label: string; value: number }>`
    select 'waiting' as label, count(*)::int as value from (select 1 from webhook_deliveries where brand_id = ${brandId} and state = 'waiting' limit ${COUNT_LIMIT}) x
    union all select 'dead', count(*)::int from (select 1 from webhook_deliveries where brand_id = ${brandId} and state = 'dead' limit ${COUNT_LIMIT}) y`.execute(
    db,
  );
  return rows;
}

export interface Ages {
  /** Made before this and delivered. */
  delivered: string;
  /** Made before this and given up, or of a removed webhook. */
  dead: string;
}

/** Forgets what is old, some thousand at a time. */
export async function deleteOld(db: Db, brandId: number, before: Ages): Promise<number> {
  const { numAffectedRows } = await sql`delete from webhook_deliveries where brand_id = ${brandId} and id in (
    select id from webhook_deliveries where brand_id = ${brandId}
      and ((state = 'delivered' and id < ${before.delivered}::uuid) or (state in ('dead', 'waiting') and id < ${before.dead}::uuid)) order by id limit 2000)`.execute(
    db,
  );
  return Number(numAffectedRows ?? 0);
}

/** Gives up what a paused or removed webhook has waited for too long. */
export async function expireWaiting(db: Db, brandId: number, beforeId: string, now: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    update webhook_deliveries d set state = 'dead', failure = 'expired', ended_at = ${now} from webhooks w
    where d.brand_id = ${brandId} and w.brand_id = d.brand_id and w.id = d.webhook_id and d.state = 'waiting'
      and (w.removed_at is not null or (w.state <> 'active' and d.id < ${beforeId}::uuid and d.replayed_at is null))`.execute(db);
  return Number(numAffectedRows ?? 0);
}

export async function deleteOldHours(db: Db, brandId: number, before: Date): Promise<void> {
  await sql`delete from webhook_hours where brand_id = ${brandId} and hour < ${before}`.execute(db);
}
