import { type RawBuilder, sql } from "kysely";
import { rowsOf } from "../../server/columns.ts";
import type { Db } from "../../server/db.ts";
import type { ContentBody } from "../contents/body.contract.ts";
import type { DeliveryState, SendState } from "./sends.contract.ts";

export interface NewSend {
  id: string;
  uniqueKey: string;
  name: string;
  sourceKind: "adhoc" | "flow";
  flowId: string | null;
  flowVersion: number | null;
  stepId: string | null;
  localDay: string;
  contentId: string | null;
  contentVersion: number | null;
  direction: string;
  body: ContentBody;
  priority: number;
  dueAt: Date;
  expiresAt: Date;
  createdBy: string | null;
}

/** Writes sends in one statement; those whose key is there already are left as they are. Answers the keys that were new. */
export async function insertSends(db: Db, brandId: number, sends: readonly NewSend[], now: Date): Promise<Set<string>> {
  const pick = <T>(of: (send: NewSend) => T) => sends.map(of);
  const { rows } = await sql<{ uniqueKey: string }>`
    insert into sends (brand_id, id, unique_key, name, source_kind, flow_id, flow_version, step_id, local_day, content_id, content_version, direction, body, priority,
      due_at, expires_at, created_by, state, created_at)
    select ${brandId}::int, u.*, 'scheduled', ${now}::timestamptz from unnest(
      ${pick((s) => s.id)}::uuid[], ${pick((s) => s.uniqueKey)}::text[], ${pick((s) => s.name)}::text[], ${pick((s) => s.sourceKind)}::text[],
      ${pick((s) => s.flowId)}::uuid[], ${pick((s) => s.flowVersion)}::int[], ${pick((s) => s.stepId)}::text[], ${pick((s) => s.localDay)}::date[],
      ${pick((s) => s.contentId)}::uuid[], ${pick((s) => s.contentVersion)}::int[], ${pick((s) => s.direction)}::text[], ${pick((s) => JSON.stringify(s.body))}::jsonb[],
      ${pick((s) => s.priority)}::smallint[], ${pick((s) => s.dueAt.toISOString())}::timestamptz[], ${pick((s) => s.expiresAt.toISOString())}::timestamptz[],
      ${pick((s) => s.createdBy)}::uuid[]) u
    on conflict (brand_id, unique_key) do nothing returning unique_key`.execute(db);
  return new Set(rows.map((row) => row.uniqueKey));
}

export async function findSendsByKey(db: Db, brandId: number, keys: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; uniqueKey: string }>`
    select id, unique_key from sends where brand_id = ${brandId} and unique_key = any(${keys}::text[])`.execute(db);
  return new Map(rows.map((row) => [row.uniqueKey, row.id]));
}

export interface NewDispatch {
  id: string;
  sendId: string;
  channel: string;
  accountId: string | null;
  assigneeId: string | null;
  dueAt: Date;
  expiresAt: Date;
  priority: number;
}

export async function insertDispatches(db: Db, brandId: number, dispatches: readonly NewDispatch[]): Promise<void> {
  if (dispatches.length === 0) return;
  const pick = <T>(of: (dispatch: NewDispatch) => T) => dispatches.map(of);
  const { names, values, source } = rowsOf([
    { name: "id", type: "uuid", values: pick((d) => d.id) },
    { name: "send_id", type: "uuid", values: pick((d) => d.sendId) },
    { name: "channel", type: "text", values: pick((d) => d.channel) },
    { name: "account_id", type: "uuid", values: pick((d) => d.accountId) },
    { name: "assignee_id", type: "uuid", values: pick((d) => d.assigneeId) },
    { name: "due_at", type: "timestamptz", values: pick((d) => d.dueAt.getTime()) },
    { name: "expires_at", type: "timestamptz", values: pick((d) => d.expiresAt.getTime()) },
    { name: "priority", type: "smallint", values: pick((d) => d.priority) },
  ]);
  await sql`insert into dispatches (brand_id, state, ${names}) select ${brandId}::int, 'planned', ${values} from ${source}`.execute(db);
}

export interface NewDelivery {
  id: string;
  sendId: string;
  dispatchId: string | null;
  groupId: string;
  people: number;
  state: DeliveryState;
  reason: string | null;
  dueAt: Date;
}

export async function insertDeliveries(db: Db, brandId: number, deliveries: readonly NewDelivery[], now: Date): Promise<void> {
  if (deliveries.length === 0) return;
  const pick = <T>(of: (delivery: NewDelivery) => T) => deliveries.map(of);
  const { names, values, source } = rowsOf([
    { name: "id", type: "uuid", values: pick((d) => d.id) },
    { name: "send_id", type: "uuid", values: pick((d) => d.sendId) },
    { name: "dispatch_id", type: "uuid", values: pick((d) => d.dispatchId) },
    { name: "group_id", type: "uuid", values: pick((d) => d.groupId) },
    { name: "people", type: "integer", values: pick((d) => d.people) },
    { name: "state", type: "text", values: pick((d) => d.state) },
    { name: "reason", type: "text", values: pick((d) => d.reason) },
    { name: "due_at", type: "timestamptz", values: pick((d) => d.dueAt.getTime()) },
    { name: "ended_at", type: "timestamptz", values: pick((d) => (d.state === "planned" ? null : now.getTime())) },
  ]);
  await sql`insert into deliveries (brand_id, ${names}) select ${brandId}::int, ${values} from ${source}`.execute(db);
}

export interface HeldSend {
  id: string;
  name: string;
  state: SendState;
  contentId: string | null;
  createdBy: string | null;
  sourceKind: "adhoc" | "flow";
}

/** The send, held until the transaction ends. */
export async function lockSend(db: Db, brandId: number, id: string, seen: RawBuilder<boolean>): Promise<HeldSend | undefined> {
  const { rows } = await sql<HeldSend>`
    select s.id, s.name, s.state, s.content_id, s.created_by, s.source_kind from sends s where s.brand_id = ${brandId} and s.id = ${id} and ${seen} for update`.execute(
    db,
  );
  return rows[0];
}

export async function updateSendStates(db: Db, brandId: number, ids: readonly string[], state: SendState, now: Date): Promise<void> {
  await sql`update sends set state = ${state}, finished_at = case when ${state} in ('finished', 'cancelled') then ${now}::timestamptz end where brand_id = ${brandId} and id = any(${ids}::uuid[])`.execute(
    db,
  );
}

/** A dispatch `p` that a platform has: it ends by the platform's word. */
const onPlatform = sql`exists (select 1 from handovers h where h.brand_id = p.brand_id and h.dispatch_id = p.id and h.ended_at is null)`;

/** Takes dispatches that persons hold back into the plan, with what they have not tapped yet; answers those dispatches. */
export async function withdrawWaiting(db: Db, brandId: number, sendIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update dispatches p set state = 'planned', leased_until = null where brand_id = ${brandId} and send_id = any(${sendIds}::uuid[]) and state = 'waiting'
      and not ${onPlatform} returning id`.execute(db);
  const ids = rows.map((row) => row.id);
  await sql`update deliveries set state = 'planned' where brand_id = ${brandId} and dispatch_id = any(${ids}::uuid[]) and state = 'handed-over'`.execute(
    db,
  );
  return ids;
}

/** Ends what has not begun of a send; answers the groups spared. */
export async function cancelPlanned(
  db: Db,
  brandId: number,
  sendIds: readonly string[],
  now: Date,
): Promise<{ sendId: string; groupId: string; deliveryId: string; contentId: string | null; dispatchId: string }[]> {
  await sql`update dispatches p set state = 'cancelled', ended_at = ${now} where brand_id = ${brandId} and send_id = any(${sendIds}::uuid[]) and state in ('planned', 'waiting')
    and not ${onPlatform}`.execute(db);
  const { rows } = await sql<{ sendId: string; groupId: string; deliveryId: string; contentId: string | null; dispatchId: string }>`
    update deliveries d set state = 'cancelled', ended_at = ${now} from sends s, dispatches p
    where d.brand_id = ${brandId} and d.send_id = any(${sendIds}::uuid[]) and d.state in ('planned', 'handed-over') and s.brand_id = d.brand_id and s.id = d.send_id
      and p.brand_id = d.brand_id and p.id = d.dispatch_id and p.state = 'cancelled'
    returning d.send_id, d.group_id, d.id as delivery_id, s.content_id, d.dispatch_id`.execute(db);
  return rows;
}

/** Sends of which nothing is left to happen become finished; answers them with how many groups got them. */
export async function finishSends(
  db: Db,
  brandId: number,
  sendIds: readonly string[],
  now: Date,
): Promise<{ sendId: string; contentId: string | null; value: number }[]> {
  const { rows } = await sql<{ sendId: string; contentId: string | null; value: number }>`
    update sends s set state = 'finished', finished_at = ${now} where s.brand_id = ${brandId} and s.id = any(${sendIds}::uuid[]) and s.state in ('scheduled', 'paused')
      and not exists (select 1 from dispatches p where p.brand_id = s.brand_id and p.send_id = s.id and p.state in ('planned', 'calling', 'waiting', 'unknown'))
    returning s.id as send_id, s.content_id, (select count(*)::int from deliveries d where d.brand_id = s.brand_id and d.send_id = s.id and d.state = 'sent') as value`.execute(
    db,
  );
  return rows;
}
