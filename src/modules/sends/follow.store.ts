import { sql } from "kysely";
import { rowsOf } from "../../server/columns.ts";
import type { Db } from "../../server/db.ts";
import { claimed, claimedFrom, type ClaimedDispatch, type EndedDelivery } from "./dispatches.store.ts";
import type { FollowedDelivery } from "./follow.rules.ts";

export interface NewHandover {
  platformRef: string;
  dispatch: { id: string; sendId: string; channel: string };
  handedAt: Date;
  followAt: Date;
  remindAt: Date | null;
}

/** Notes that the platform has a dispatch; the same word again changes nothing. */
export async function insertHandover(db: Db, brandId: number, handover: NewHandover): Promise<void> {
  const { platformRef, dispatch, handedAt, followAt, remindAt } = handover;
  await sql`insert into handovers (brand_id, platform_ref, channel, dispatch_id, send_id, handed_at, follow_at, remind_at)
    values (${brandId}, ${platformRef}, ${dispatch.channel}, ${dispatch.id}, ${dispatch.sendId}, ${handedAt}, ${followAt}, ${remindAt})
    on conflict do nothing`.execute(db);
}

export interface FollowedDispatch extends ClaimedDispatch {
  platformRef: string;
  followEpoch: number;
  handedAt: string;
  sendState: string;
  isSkipped: boolean;
  stoppedAt: string | null;
  remindAt: string | null;
  remindedAt: string[];
}

/** Takes dispatches the platform is to be asked about; each is nobody else's until the lease is over. */
export async function claimFollows(db: Db, brandId: number, now: Date, leaseMs: number, limit: number): Promise<FollowedDispatch[]> {
  const { rows } = await sql<FollowedDispatch>`
    with taken as (
      update handovers set epoch = epoch + 1, follow_at = ${new Date(now.getTime() + leaseMs)} where brand_id = ${brandId} and platform_ref in (
        select platform_ref from handovers where brand_id = ${brandId} and ended_at is null and follow_at <= ${now} order by follow_at limit ${limit} for update skip locked)
      returning *)
    select ${claimed}, s.state as send_state,
      h.platform_ref, h.epoch as follow_epoch, h.handed_at, h.stop is not distinct from 'skipped' as is_skipped, h.stopped_at, h.remind_at, h.reminded_at
    from taken h join (${claimedFrom}) on p.brand_id = h.brand_id and p.id = h.dispatch_id`.execute(db);
  return rows;
}

export interface WaitingTarget {
  deliveryId: string;
  dispatchId: string;
  groupId: string;
  groupExternalId: string | null;
  groupName: string;
}

/** Groups of these dispatches that have no outcome yet. */
export async function listWaiting(db: Db, brandId: number, dispatchIds: readonly string[]): Promise<WaitingTarget[]> {
  const { rows } = await sql<WaitingTarget>`
    select d.id as delivery_id, d.dispatch_id, d.group_id, g.external_id as group_external_id, g.name as group_name
    from deliveries d join groups g on g.brand_id = d.brand_id and g.id = d.group_id
    where d.brand_id = ${brandId} and d.dispatch_id = any(${dispatchIds}::uuid[]) and d.state = 'handed-over'`.execute(db);
  return rows;
}

export interface FollowResult {
  platformRef: string;
  followEpoch: number;
  dispatchId: string;
  deliveries: readonly FollowedDelivery[];
  /** What becomes of the dispatch; null: it waits on. */
  dispatch: "done" | "cancelled" | "expired" | "planned" | null;
  followAt: Date;
  stoppedAt: Date | null;
  remindAt: Date | null;
  /** Reminded just now. */
  isReminded: boolean;
  refusal: string | null;
}

/** Writes what asking has shown where the claim still holds; answers the results that count. */
export async function writeFollows(db: Db, brandId: number, results: readonly FollowResult[], now: Date): Promise<FollowResult[]> {
  const pick = <T>(of: (one: FollowResult) => T) => results.map(of);
  const iso = (at: Date | null) => at?.toISOString() ?? null;
  const { rows } = await sql<{ platformRef: string }>`
    update handovers h set asked_at = ${now}, follow_at = u.follow_at, stopped_at = u.stopped_at, remind_at = u.remind_at, refusal = coalesce(u.refusal, h.refusal),
      reminded_at = case when u.is_reminded then h.reminded_at || ${now}::timestamptz else h.reminded_at end,
      ended_at = case when u.dispatch is null then null else ${now}::timestamptz end
    from unnest(${pick((r) => r.platformRef)}::text[], ${pick((r) => r.followEpoch)}::int[], ${pick((r) => r.followAt.toISOString())}::timestamptz[],
      ${pick((r) => iso(r.stoppedAt))}::timestamptz[], ${pick((r) => iso(r.remindAt))}::timestamptz[], ${pick((r) => r.isReminded)}::boolean[], ${pick((r) => r.refusal)}::text[],
      ${pick((r) => r.dispatch)}::text[]) u(platform_ref, epoch, follow_at, stopped_at, remind_at, is_reminded, refusal, dispatch)
    where h.brand_id = ${brandId} and h.platform_ref = u.platform_ref and h.epoch = u.epoch and h.ended_at is null returning h.platform_ref`.execute(
    db,
  );
  const held = new Set(rows.map((row) => row.platformRef));
  return results.filter((one) => held.has(one.platformRef));
}

/** Ends, or takes back into the plan, the deliveries that waited; answers those that changed. */
export async function endWaiting(db: Db, brandId: number, deliveries: readonly FollowedDelivery[], now: Date): Promise<EndedDelivery[]> {
  if (deliveries.length === 0) return [];
  const { values, names, source } = rowsOf([
    { name: "id", type: "uuid", values: deliveries.map((one) => one.deliveryId) },
    { name: "state", type: "text", values: deliveries.map((one) => one.state) },
    { name: "reason", type: "text", values: deliveries.map((one) => one.reason ?? "") },
    { name: "at", type: "timestamptz", values: deliveries.map((one) => one.atMs ?? now.getTime()) },
  ]);
  const { rows } = await sql<EndedDelivery>`
    update deliveries d set state = w.state, reason = nullif(w.reason, ''), ended_at = case when w.state = 'planned' then null else w.at end
    from (select ${values} from ${source}) w(${names}), sends s
    where d.brand_id = ${brandId} and d.id = w.id and d.state = 'handed-over' and s.brand_id = d.brand_id and s.id = d.send_id
    returning d.id as delivery_id, d.group_id, d.send_id, s.content_id, d.state, d.reason`.execute(db);
  return rows;
}

export async function endWaitingDispatches(
  db: Db,
  brandId: number,
  ended: readonly { dispatchId: string; dispatch: string }[],
  now: Date,
): Promise<void> {
  if (ended.length === 0) return;
  await sql`update dispatches p set state = u.state, ended_at = case when u.state = 'planned' then null else ${now}::timestamptz end, leased_until = null
    from unnest(${ended.map((one) => one.dispatchId)}::uuid[], ${ended.map((one) => one.dispatch)}::text[]) u(id, state)
    where p.brand_id = ${brandId} and p.id = u.id and p.state = 'waiting'`.execute(db);
}

/** The platform is asked at once about what it has of these sends; answers how many groups wait there. */
export async function hurrySends(db: Db, brandId: number, sendIds: readonly string[], now: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with hurried as (
      update handovers set follow_at = ${now} where brand_id = ${brandId} and send_id = any(${sendIds}::uuid[]) and ended_at is null returning dispatch_id)
    select count(*)::int as n from hurried h join deliveries d on d.brand_id = ${brandId} and d.dispatch_id = h.dispatch_id and d.state = 'handed-over'`.execute(
    db,
  );
  return rows[0]?.n ?? 0;
}

/** The same for dispatches; with `skipped` their person will not send them. Answers those the platform has. */
export async function hurryDispatches(db: Db, brandId: number, ids: readonly string[], skipped: boolean, now: Date): Promise<Set<string>> {
  const { rows } = await sql<{ dispatchId: string }>`
    update handovers set follow_at = ${now}, stop = case when ${skipped}::boolean then 'skipped' else stop end
    where brand_id = ${brandId} and dispatch_id = any(${ids}::uuid[]) and ended_at is null returning dispatch_id`.execute(db);
  return new Set(rows.map((row) => row.dispatchId));
}
