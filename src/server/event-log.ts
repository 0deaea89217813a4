import { sql } from "kysely";
import type { EventKind, PayloadOf } from "../lib/define.ts";
import type { Db } from "./db.ts";
import { ownEventId } from "./random.ts";

export interface NewEvent {
  id: string;
  kind: number;
  occurredAt: Date;
  receivedAt: Date;
  groupId: string | null;
  memberId: string | null;
  accountId: string | null;
  contentId: string | null;
  sendId: string | null;
  value: number | null;
  data: Record<string, unknown> | null;
}

const columns = new Set(["groupId", "memberId", "accountId", "contentId", "sendId", "value"]);

const text = (value: unknown) => (typeof value === "string" ? value : null);

/** An event of our own making, or with a given id and moment one that a platform reported. */
export function newEvent<E extends EventKind>(
  event: E,
  payload: PayloadOf<E>,
  now: Date,
  reported?: { id: string; occurredAt: Date },
): NewEvent {
  const fields = payload as Record<string, unknown>;
  let data: Record<string, unknown> | null = null;
  for (const name of Object.keys(fields)) if (!columns.has(name) && fields[name] !== undefined) (data ??= {})[name] = fields[name];
  return {
    id: reported?.id ?? ownEventId(now.getTime()),
    kind: event.kind,
    occurredAt: reported?.occurredAt ?? now,
    receivedAt: now,
    groupId: text(fields.groupId),
    memberId: text(fields.memberId),
    accountId: text(fields.accountId),
    contentId: text(fields.contentId),
    sendId: text(fields.sendId),
    value: typeof fields.value === "number" ? fields.value : null,
    data,
  };
}

/** Months known to have partitions, by process. */
const monthsMade = new Set<string>();

/**
 * Makes the partitions of the months these moments fall into. Call outside a transaction, before a batch that may reach into
 * a month not seen yet (imports go back to 1997); rows of a month without one land in the default partition and move later.
 */
export async function ensureMonths(db: Db, atMs: Iterable<number>): Promise<void> {
  const wanted = new Set<string>();
  for (const at of atMs) wanted.add(`${new Date(Math.max(0, at)).toISOString().slice(0, 7)}-01`);
  for (const month of [...wanted].filter((name) => !monthsMade.has(name)).sort()) {
    await sql`select platform.ensure_month(${month}::date)`.execute(db);
    monthsMade.add(month);
  }
}

/** Ids and numbers as the text of an array: they need no quoting, which spares the driver a look at each. */
export function arrayLiteral(values: readonly (string | number | null)[]): string {
  return `{${values.map((value) => value ?? "NULL").join(",")}}`;
}

/**
 * Writes events in one statement; those already there are left as they are. Answers the ids that were new.
 * Call inside a transaction: the rows carry its number, by which reactions read them in order of commit.
 */
export async function insertEvents(db: Db, brandId: number, rows: readonly NewEvent[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const pick = (key: "groupId" | "memberId" | "accountId" | "contentId" | "sendId" | "value" | "id" | "kind") =>
    arrayLiteral(rows.map((row) => row[key]));
  const moments = (key: "occurredAt" | "receivedAt") => arrayLiteral(rows.map((row) => row[key].getTime()));
  const { rows: written } = await sql<{ id: string }>`
    insert into events (brand_id, id, kind, occurred_at, received_at, group_id, member_id, account_id, content_id, send_id, value, data)
    select ${brandId}::int, u.id, u.kind, timestamptz 'epoch' + u.occurred_ms * interval '1 ms', timestamptz 'epoch' + u.received_ms * interval '1 ms',
      u.group_id, u.member_id, u.account_id, u.content_id, u.send_id, u.value, u.data
    from unnest(${pick("id")}::uuid[], ${pick("kind")}::smallint[], ${moments("occurredAt")}::bigint[], ${moments("receivedAt")}::bigint[],
      ${pick("groupId")}::uuid[], ${pick("memberId")}::uuid[], ${pick("accountId")}::uuid[], ${pick("contentId")}::uuid[], ${pick("sendId")}::uuid[],
      ${pick("value")}::bigint[], ${rows.map((row) => (row.data ? JSON.stringify(row.data) : null))}::jsonb[])
      as u(id, kind, occurred_ms, received_ms, group_id, member_id, account_id, content_id, send_id, value, data)
    on conflict (brand_id, id) do nothing returning id`.execute(db);
  return new Set(written.map((row) => row.id));
}

/** Makes the planner know how full the tables are now; to be asked after much was written at once, before autovacuum comes by. */
export async function refreshStatistics(db: Db): Promise<void> {
  await sql`select platform.refresh_statistics()`.execute(db);
}
