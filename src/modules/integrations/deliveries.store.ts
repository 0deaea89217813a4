import { sql } from "kysely";
import { firstIdAt } from "../../lib/ids.ts";
import type { Db } from "../../server/db.ts";
import type { GroupBrief, MemberBrief } from "./events.contract.ts";
import type { Try, WebhookDeliveryState } from "./deliveries.contract.ts";

export interface NewDelivery {
  /** One for each webhook that hears it is made of this. */
  eventId: string;
  event: string;
  occurredAt: string;
  receivedAt: string;
  groupId: string | null;
  memberId: string | null;
  fields: Record<string, unknown>;
}

/**
 * Writes one delivery for each webhook that hears an event; those that are there already stay as they are. A delivery's id begins with the
 * moment it is made, so that lists go by time.
 */
export async function insertDeliveries(db: Db, brandId: number, events: readonly NewDelivery[], now: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into webhook_deliveries (brand_id, id, webhook_id, event_id, event, occurred_at, group_id, member_id, fields, due_at, created_at)
    select ${brandId}::int, (${firstIdAt(now.getTime()).slice(0, 13).replace("-", "")}::text || '8' || substr(md5(u.event_id::text || w.id::text), 1, 3) || '8' || substr(md5(u.event_id::text || w.id::text), 4, 15))::uuid, w.id, u.event_id, u.event, u.occurred_at, u.group_id, u.member_id, u.fields, ${now}, ${now}
    from unnest(${events.map((one) => one.eventId)}::uuid[], ${events.map((one) => one.event)}::text[], ${events.map((one) => one.occurredAt)}::timestamptz[],
      ${events.map((one) => one.receivedAt)}::timestamptz[], ${events.map((one) => one.groupId)}::uuid[], ${events.map((one) => one.memberId)}::uuid[],
      ${events.map((one) => JSON.stringify(one.fields))}::jsonb[]) as u(event_id, event, occurred_at, received_at, group_id, member_id, fields)
    join webhooks w on w.brand_id = ${brandId} and w.removed_at is null and w.state <> 'off' and u.event = any(w.events) and u.received_at >= w.hears_from
    where w.org_id is null or exists (select 1 from groups g join org_closure c on c.brand_id = g.brand_id and c.descendant_id = g.org_id
      where g.brand_id = ${brandId} and g.id = u.group_id and c.ancestor_id = w.org_id)
    on conflict (brand_id, webhook_id, event_id) do nothing`.execute(db);
  return Number(numAffectedRows ?? 0);
}

export async function countListening(db: Db, brandId: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from webhooks where brand_id = ${brandId} and removed_at is null and state <> 'off'`.execute(db);
  return rows[0]?.n ?? 0;
}

export async function insertPing(db: Db, brandId: number, ping: { id: string; webhookId: string; now: Date }): Promise<void> {
  await sql`insert into webhook_deliveries (brand_id, id, webhook_id, event_id, event, occurred_at, fields, due_at, created_at)
    values (${brandId}, ${ping.id}, ${ping.webhookId}, ${ping.id}, 'ping', ${ping.now}, '{}', ${ping.now}, ${ping.now})`.execute(db);
}

export interface ClaimedDelivery {
  id: string;
  webhookId: string;
  epoch: number;
  tries: number;
  eventId: string;
  event: string;
  occurredAt: string;
  groupId: string | null;
  memberId: string | null;
  fields: Record<string, unknown>;
  history: Try[];
  url: string;
  showsPhones: boolean;
  secretVersion: number;
  oldSecretFrom: number | null;
  oldSecretUntil: string | null;
}

export interface DueWebhook {
  id: string;
  failuresInRow: number;
  state: string;
}

/** Webhooks that have something due; a test call goes out in any state. */
export async function listDueWebhooks(db: Db, brandId: number, now: Date): Promise<DueWebhook[]> {
  const { rows } = await sql<DueWebhook>`
    select w.id, w.failures_in_row, w.state from webhooks w
    where w.brand_id = ${brandId} and w.removed_at is null and exists (
      select 1 from webhook_deliveries d where d.brand_id = w.brand_id and d.webhook_id = w.id and d.state = 'waiting' and d.due_at <= ${now}
        and (w.state = 'active' or d.event = 'ping') limit 1)
    order by w.id`.execute(db);
  return rows;
}

/** Takes due deliveries for this process, so many of each webhook: each gets a new epoch and a lease, and is nobody else's until it ends. */
export async function claimDue(
  db: Db,
  brandId: number,
  rooms: readonly { webhookId: string; room: number; onlyPings: boolean }[],
  now: Date,
  leasedUntil: Date,
): Promise<ClaimedDelivery[]> {
  const { rows: taken } = await sql<{ id: string }>`
    with due as materialized (
      select p.id from unnest(${rooms.map((one) => one.webhookId)}::uuid[], ${rooms.map((one) => one.room)}::int[], ${rooms.map((one) => one.onlyPings)}::boolean[]) as u(webhook_id, room, only_pings)
      cross join lateral (select d.id from webhook_deliveries d
        where d.brand_id = ${brandId} and d.webhook_id = u.webhook_id and d.state = 'waiting' and d.due_at <= ${now} and (not u.only_pings or d.event = 'ping')
        order by d.due_at limit u.room for update of d skip locked) p)
    update webhook_deliveries set state = 'calling', epoch = epoch + 1, tries = tries + 1, leased_until = ${leasedUntil}
    where brand_id = ${brandId} and id in (select id from due) returning id`.execute(db);
  if (taken.length === 0) return [];
  const { rows } = await sql<ClaimedDelivery>`
    select d.id, d.webhook_id, d.epoch, d.tries, d.event_id, d.event, d.occurred_at, d.group_id, d.member_id, d.fields, d.history,
      w.url, w.shows_phones, w.secret_version, w.old_secret_from, w.old_secret_until
    from webhook_deliveries d join webhooks w on w.brand_id = d.brand_id and w.id = d.webhook_id
    where d.brand_id = ${brandId} and d.id = any(${taken.map((one) => one.id)}::uuid[]) order by d.due_at, d.id`.execute(db);
  return rows;
}

/** Calls whose process fell silent: the receiver may have got them or not, so they go out again under the same id. */
export async function releaseLost(db: Db, brandId: number, now: Date): Promise<number> {
  const { numAffectedRows } = await sql`update webhook_deliveries set state = 'waiting', due_at = ${now}, leased_until = null
    where brand_id = ${brandId} and state = 'calling' and leased_until <= ${now}`.execute(db);
  return Number(numAffectedRows ?? 0);
}

export interface Settled {
  id: string;
  epoch: number;
  state: Exclude<WebhookDeliveryState, "calling">;
  dueAt: Date | null;
  status: number | null;
  failure: string | null;
  answer: string | null;
  history: readonly Try[];
}

/** Writes what came of calls, as far as their claims still hold; answers the ids that were written. */
export async function writeSettled(db: Db, brandId: number, settled: readonly Settled[], now: Date): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    update webhook_deliveries d set state = u.state, due_at = coalesce(u.due_at, d.due_at), leased_until = null, status = u.status, failure = u.failure, answer = u.answer,
      history = u.history, ended_at = case when u.state = 'waiting' then null else ${now}::timestamptz end
    from unnest(${settled.map((one) => one.id)}::uuid[], ${settled.map((one) => one.epoch)}::int[], ${settled.map((one) => one.state)}::text[], ${settled.map((one) => one.dueAt)}::timestamptz[],
      ${settled.map((one) => one.status)}::int[], ${settled.map((one) => one.failure)}::text[], ${settled.map((one) => one.answer)}::text[], ${settled.map((one) => JSON.stringify(one.history))}::jsonb[])
      as u(id, epoch, state, due_at, status, failure, answer, history)
    where d.brand_id = ${brandId} and d.id = u.id and d.epoch = u.epoch and d.state = 'calling' returning d.id`.execute(db);
  return new Set(rows.map((one) => one.id));
}

/** What waits for a webhook is due at once. */
export async function hastenWaiting(db: Db, brandId: number, webhookId: string, now: Date): Promise<void> {
  await sql`update webhook_deliveries set due_at = ${now} where brand_id = ${brandId} and webhook_id = ${webhookId} and state = 'waiting' and due_at > ${now}`.execute(
    db,
  );
}

/** How groups are called now. */
export async function listGroupBriefs(db: Db, brandId: number, ids: readonly string[]): Promise<Map<string, GroupBrief>> {
  const { rows } =
    await sql<GroupBrief>`select id, code, name from groups where brand_id = ${brandId} and id = any(${[...ids]}::uuid[])`.execute(db);
  return new Map(rows.map((one) => [one.id, one]));
}

/** How members are called now, with whole phone numbers. */
export async function listMemberBriefs(db: Db, brandId: number, ids: readonly string[]): Promise<Map<string, MemberBrief>> {
  const { rows } =
    await sql<MemberBrief>`select id, nickname, phone from members where brand_id = ${brandId} and id = any(${[...ids]}::uuid[])`.execute(
      db,
    );
  return new Map(rows.map((one) => [one.id, one]));
}
