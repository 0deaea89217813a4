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
  const rest = Object.entries(fields).filter(([name, value]) => !columns.has(name) && value !== undefined);
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
    data: rest.length > 0 ? Object.fromEntries(rest) : null,
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

/**
 * Writes events in one statement; those already there are left as they are. Answers the ids that were new.
 * Call inside a transaction: the rows carry its number, by which reactions read them in order of commit.
 */
export async function insertEvents(db: Db, brandId: number, rows: readonly NewEvent[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const pick = <K extends keyof NewEvent>(key: K) => rows.map((row) => row[key]);
  const iso = (key: "occurredAt" | "receivedAt") => rows.map((row) => row[key].toISOString());
  const { rows: written } = await sql<{ id: string }>`
    insert into events (brand_id, id, kind, occurred_at, received_at, group_id, member_id, account_id, content_id, send_id, value, data)
    select ${brandId}::int, * from unnest(${pick("id")}::uuid[], ${pick("kind")}::smallint[], ${iso("occurredAt")}::timestamptz[], ${iso("receivedAt")}::timestamptz[],
      ${pick("groupId")}::uuid[], ${pick("memberId")}::uuid[], ${pick("accountId")}::uuid[], ${pick("contentId")}::uuid[], ${pick("sendId")}::uuid[],
      ${pick("value")}::bigint[], ${rows.map((row) => (row.data ? JSON.stringify(row.data) : null))}::jsonb[])
    on conflict (brand_id, id) do nothing returning id`.execute(db);
  return new Set(written.map((row) => row.id));
}
