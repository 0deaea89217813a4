import { sql } from "kysely";
import type { Db } from "../../server/db.ts";
import type { ContentBody } from "../contents/body.contract.ts";
import type { Settlement } from "./settle.rules.ts";

export interface ClaimedDispatch {
  id: string;
  sendId: string;
  epoch: number;
  channel: string;
  accountId: string | null;
  accountName: string | null;
  accountExternalId: string | null;
  accountScope: string | null;
  assigneeId: string | null;
  dueAt: string;
  expiresAt: string;
  begunAt: string;
  sendName: string;
  contentId: string | null;
  body: ContentBody;
}

/** Columns of a claimed dispatch, over `claimedFrom`. */
export const claimed = sql`p.id, p.send_id, p.epoch, p.channel, p.account_id, a.name as account_name, a.external_id as account_external_id, a.scope as account_scope,
  p.assignee_id, p.due_at, p.expires_at, p.begun_at, s.name as send_name, s.content_id, s.body`;
/** What a claimed dispatch is read from. */
export const claimedFrom = sql`dispatches p join sends s on s.brand_id = p.brand_id and s.id = p.send_id left join accounts a on a.brand_id = p.brand_id and a.id = p.account_id`;

export interface ClaimTimes {
  now: Date;
  /** A person gets a dispatch before it is due, if it is due before this … */
  handOverBefore: Date;
  /** … and its send was made before this: it can no longer be taken back by an undo. */
  settledBefore: Date;
  leaseMs: number;
  /** For calls over a platform's line: those of `neverEarly`. */
  lineLeaseMs: number;
  /** Channels whose people confirm on the platform, where a message leaves as it is confirmed: theirs never come early. */
  neverEarly: readonly string[];
}

/** Whether a round would find anything to call, to end or to ask about; for a look so frequent that it must cost next to nothing. */
export async function hasWork(db: Db, brandId: number, { now, handOverBefore, neverEarly }: ClaimTimes): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`
    select exists (select 1 from dispatches where brand_id = ${brandId} and state = 'calling' and leased_until <= ${now})
      or exists (select 1 from dispatches where brand_id = ${brandId} and state = 'unknown' and (leased_until is null or leased_until <= ${now}))
      or exists (select 1 from dispatches where brand_id = ${brandId} and state = 'planned' and due_at <= ${now})
      or exists (select 1 from dispatches where brand_id = ${brandId} and state = 'planned' and due_at < ${handOverBefore}
        and assignee_id is not null and channel <> all(${neverEarly}::text[])) as has`.execute(db);
  return rows[0]?.has ?? false;
}

/** Takes due dispatches for this process: each gets a new epoch and a lease, and is nobody else's until it ends. */
export async function claimDue(db: Db, brandId: number, times: ClaimTimes, limit: number): Promise<ClaimedDispatch[]> {
  const { now, handOverBefore, settledBefore, leaseMs, lineLeaseMs, neverEarly } = times;
  const { rows: taken } = await sql<{ id: string }>`
    update dispatches set state = 'calling', epoch = epoch + 1, begun_at = ${now},
      leased_until = case when channel = any(${neverEarly}::text[]) then ${new Date(now.getTime() + lineLeaseMs)}::timestamptz else ${new Date(now.getTime() + leaseMs)}::timestamptz end
    where brand_id = ${brandId} and id in (
      select p.id from dispatches p join sends s on s.brand_id = p.brand_id and s.id = p.send_id
      where p.brand_id = ${brandId} and p.state = 'planned' and p.due_at < ${handOverBefore} and p.expires_at > ${now} and s.state = 'scheduled'
        and (p.due_at <= ${now} or (p.assignee_id is not null and p.channel <> all(${neverEarly}::text[]) and s.created_at <= ${settledBefore}))
      order by p.due_at, p.priority limit ${limit} for update of p skip locked)
    returning id`.execute(db);
  return findClaimed(
    db,
    brandId,
    taken.map((row) => row.id),
  );
}

async function findClaimed(db: Db, brandId: number, ids: readonly string[]): Promise<ClaimedDispatch[]> {
  if (ids.length === 0) return [];
  const { rows } =
    await sql<ClaimedDispatch>`select ${claimed} from ${claimedFrom} where p.brand_id = ${brandId} and p.id = any(${ids}::uuid[]) order by p.priority, p.due_at`.execute(
      db,
    );
  return rows;
}

/** Takes unknown dispatches to ask their platform; each is asked again after the lease. */
export async function claimUnknown(db: Db, brandId: number, now: Date, leaseMs: number, limit: number): Promise<ClaimedDispatch[]> {
  const { rows: taken } = await sql<{ id: string }>`
    update dispatches set epoch = epoch + 1, leased_until = ${new Date(now.getTime() + leaseMs)} where brand_id = ${brandId} and id in (
      select id from dispatches where brand_id = ${brandId} and state = 'unknown' and (leased_until is null or leased_until <= ${now}) order by begun_at limit ${limit} for update skip locked)
    returning id`.execute(db);
  return findClaimed(
    db,
    brandId,
    taken.map((row) => row.id),
  );
}

export interface ClaimedTarget {
  deliveryId: string;
  dispatchId: string;
  groupId: string;
  groupExternalId: string | null;
  groupName: string;
  body: ContentBody | null;
}

/** What is still to be delivered of these dispatches. */
export async function listOpenTargets(db: Db, brandId: number, dispatchIds: readonly string[]): Promise<ClaimedTarget[]> {
  const { rows } = await sql<ClaimedTarget>`
    select d.id as delivery_id, d.dispatch_id, d.group_id, g.external_id as group_external_id, g.name as group_name, d.body
    from deliveries d join groups g on g.brand_id = d.brand_id and g.id = d.group_id
    where d.brand_id = ${brandId} and d.dispatch_id = any(${dispatchIds}::uuid[]) and d.state in ('planned', 'unknown') order by d.id`.execute(
    db,
  );
  return rows;
}

export async function writeBodies(db: Db, brandId: number, bodies: readonly { deliveryId: string; body: ContentBody }[]): Promise<void> {
  if (bodies.length === 0) return;
  await sql`update deliveries d set body = u.body from unnest(${bodies.map((one) => one.deliveryId)}::uuid[], ${bodies.map((one) => JSON.stringify(one.body))}::jsonb[]) as u(id, body)
    where d.brand_id = ${brandId} and d.id = u.id`.execute(db);
}

export interface EndedDelivery {
  deliveryId: string;
  groupId: string;
  sendId: string;
  contentId: string | null;
  state: string;
  reason: string | null;
}

/** Writes an answer, if the claim it belongs to still holds; answers null where it does not, else the deliveries that changed. */
export async function writeSettlement(
  db: Db,
  brandId: number,
  dispatch: { id: string; epoch: number },
  settled: Settlement,
  platformRef: string | null,
  now: Date,
): Promise<EndedDelivery[] | null> {
  const isOpen = ["planned", "waiting", "unknown"].includes(settled.dispatch);
  const { rows } = await sql`
    update dispatches set state = ${settled.dispatch}, ended_at = ${isOpen ? null : now}, leased_until = case when ${settled.dispatch} = 'unknown' then coalesce(${settled.askAtMs === undefined ? null : new Date(settled.askAtMs)}::timestamptz, leased_until) end,
      due_at = coalesce(${settled.dueAtMs === undefined ? null : new Date(settled.dueAtMs)}::timestamptz, due_at), platform_ref = coalesce(${platformRef}, platform_ref), failure = ${settled.failure ?? null}
    where brand_id = ${brandId} and id = ${dispatch.id} and epoch = ${dispatch.epoch} and state in ('calling', 'unknown') returning id`.execute(
    db,
  );
  if (rows.length === 0) return null;
  const { rows: changed } = await sql<EndedDelivery>`
    update deliveries d set state = u.state, reason = u.reason, ended_at = case when u.state in ('planned', 'handed-over', 'unknown') then null else ${now}::timestamptz end
    from unnest(${settled.deliveries.map((one) => one.deliveryId)}::uuid[], ${settled.deliveries.map((one) => one.state)}::text[], ${settled.deliveries.map((one) => one.reason)}::text[])
      as u(id, state, reason), sends s
    where d.brand_id = ${brandId} and d.id = u.id and s.brand_id = d.brand_id and s.id = d.send_id and d.state in ('planned', 'unknown')
    returning d.id as delivery_id, d.group_id, d.send_id, s.content_id, d.state, d.reason`.execute(db);
  return changed;
}

/** Calls whose process fell silent: nobody knows whether they arrived. */
export async function markLostUnknown(db: Db, brandId: number, now: Date): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    update dispatches set state = 'unknown', leased_until = null, failure = 'lease-expired'
    where brand_id = ${brandId} and state = 'calling' and leased_until <= ${now} returning id`.execute(db);
  if (rows.length === 0) return 0;
  await sql`update deliveries set state = 'unknown', reason = 'answer-lost' where brand_id = ${brandId} and dispatch_id = any(${rows.map((row) => row.id)}::uuid[]) and state = 'planned'`.execute(
    db,
  );
  return rows.length;
}

/** Dispatches that ran out before they began, some hundred at a time. */
export async function expirePlanned(db: Db, brandId: number, now: Date): Promise<EndedDelivery[]> {
  const { rows: ran } = await sql<{ id: string }>`
    update dispatches set state = 'expired', ended_at = ${now} where brand_id = ${brandId} and id in (
      select id from dispatches where brand_id = ${brandId} and state = 'planned' and due_at <= ${now} and expires_at <= ${now} order by due_at limit 200 for update skip locked) returning id`.execute(
    db,
  );
  return endOpenDeliveries(
    db,
    brandId,
    ran.map((row) => row.id),
    "expired",
    null,
    now,
  );
}

/** Ends every delivery of these dispatches that has no outcome yet. */
export async function endOpenDeliveries(
  db: Db,
  brandId: number,
  dispatchIds: readonly string[],
  state: string,
  reason: string | null,
  now: Date,
): Promise<EndedDelivery[]> {
  if (dispatchIds.length === 0) return [];
  const { rows } = await sql<EndedDelivery>`
    update deliveries d set state = ${state}, reason = ${reason}, ended_at = ${now} from sends s
    where d.brand_id = ${brandId} and d.dispatch_id = any(${dispatchIds}::uuid[]) and d.state in ('planned', 'handed-over') and s.brand_id = d.brand_id and s.id = d.send_id
    returning d.id as delivery_id, d.group_id, d.send_id, s.content_id, d.state, d.reason`.execute(db);
  return rows;
}

/** Dispatches a person holds, by the tasks that were just ended. */
export async function lockWaitingByTask(db: Db, brandId: number, taskIds: readonly string[]): Promise<{ id: string; taskId: string }[]> {
  const { rows } = await sql<{ id: string; taskId: string }>`
    select p.id, t.id as task_id from tasks t join dispatches p on p.brand_id = t.brand_id and t.unique_key = 'dispatch:' || p.id
    where t.brand_id = ${brandId} and t.id = any(${taskIds}::uuid[]) and p.state = 'waiting' for update of p`.execute(db);
  return rows;
}

export async function endDispatches(
  db: Db,
  brandId: number,
  ids: readonly string[],
  state: "done" | "expired" | "cancelled",
  now: Date,
): Promise<void> {
  await sql`update dispatches set state = ${state}, ended_at = ${now}, leased_until = null where brand_id = ${brandId} and id = any(${ids}::uuid[])`.execute(
    db,
  );
}

export async function sumPeople(db: Db, brandId: number, dispatchId: string): Promise<number> {
  const { rows } = await sql<{
    people: number;
  }>`select coalesce(sum(people), 0)::int as people from deliveries where brand_id = ${brandId} and dispatch_id = ${dispatchId}`.execute(
    db,
  );
  return rows[0]?.people ?? 0;
}
