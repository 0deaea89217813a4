import { sql } from "kysely";
import type { EventKind, PayloadOf } from "../lib/define.ts";
import { type RowSource, rowsOf } from "./columns.ts";
import { type Db, isTooSlow } from "./db.ts";
import { ownEventId } from "./random.ts";
import { perHome } from "./recall.ts";

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

/** Months known to have partitions, by database. */
const monthsMade = perHome(() => new Set<string>());

/**
 * Makes the partitions of the months these moments fall into. Call outside a transaction, before a batch that may reach into
 * a month not seen yet (imports go back to 1997); rows of a month without one land in the default partition and move later.
 */
export async function ensureMonths({ db, home }: { db: Db; home: object }, atMs: Iterable<number>): Promise<void> {
  const made = monthsMade(home);
  for (const month of monthsOf(atMs)) {
    if (made.has(month)) continue;
    await sql`select platform.ensure_month(${month}::date)`.execute(db);
    made.add(month);
  }
}

/** The first days of the months of these moments, the oldest first; most lie in the month of the one before. */
function monthsOf(atMs: Iterable<number>): string[] {
  const months = new Set<string>();
  let [from, to] = [0, 0];
  for (const at of atMs) {
    if (at >= from && at < to) continue;
    const moment = new Date(Math.max(0, at));
    from = Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth());
    to = Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth() + 1);
    months.add(new Date(from).toISOString().slice(0, 10));
  }
  return [...months].sort();
}

/** Payloads as JSON; rows that share one object share its text. */
function jsonOf(rows: readonly NewEvent[]): (string | null)[] {
  const known = new Map<object, string>();
  return rows.map(({ data }) => {
    if (!data) return null;
    const text = known.get(data) ?? JSON.stringify(data);
    known.set(data, text);
    return text;
  });
}

function rowSource(rows: readonly NewEvent[]): RowSource {
  const pick = (key: "groupId" | "memberId" | "accountId" | "contentId" | "sendId" | "id") => rows.map((row) => row[key]);
  return rowsOf([
    { name: "id", type: "uuid", values: pick("id") },
    { name: "kind", type: "smallint", values: rows.map((row) => row.kind) },
    { name: "occurred_at", type: "timestamptz", values: rows.map((row) => row.occurredAt.getTime()) },
    { name: "received_at", type: "timestamptz", values: rows.map((row) => row.receivedAt.getTime()) },
    { name: "group_id", type: "uuid", values: pick("groupId") },
    { name: "member_id", type: "uuid", values: pick("memberId") },
    { name: "account_id", type: "uuid", values: pick("accountId") },
    { name: "content_id", type: "uuid", values: pick("contentId") },
    { name: "send_id", type: "uuid", values: pick("sendId") },
    { name: "value", type: "bigint", values: rows.map((row) => row.value) },
    { name: "data", type: "jsonb", values: jsonOf(rows) },
  ]);
}

/** The column's default, asked for once a statement and not once a row. */
const transaction = sql`(select (pg_current_xact_id()::text)::bigint)`;

/**
 * Writes events in one statement; those already there are left as they are. Answers the ids that were new.
 * Call inside a transaction: the rows carry its number, by which reactions read them in order of commit.
 */
export async function insertEvents(db: Db, brandId: number, rows: readonly NewEvent[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const { names, values, source } = rowSource(rows);
  const { rows: written } = await sql<{ id: string }>`
    insert into events (brand_id, tx, ${names}) select ${brandId}::int, ${transaction}, ${values} from ${source} on conflict (brand_id, id) do nothing returning id`.execute(
    db,
  );
  return new Set(written.map((row) => row.id));
}

/** Writes events that cannot be there yet, at two thirds of the work of `insertEvents`; one that is there after all fails the statement. */
export async function insertNewEvents(db: Db, brandId: number, rows: readonly NewEvent[]): Promise<void> {
  if (rows.length === 0) return;
  const { names, values, source } = rowSource(rows);
  await sql`insert into events (brand_id, tx, ${names}) select ${brandId}::int, ${transaction}, ${values} from ${source}`.execute(db);
}

/**
 * Makes the planner know how full the tables are now; to be asked outside a transaction after much was written at once, before autovacuum comes by.
 * A table so large that it takes longer than a statement may is left to autovacuum.
 */
export async function refreshStatistics(db: Db): Promise<void> {
  const { rows } = await sql<{
    name: string;
  }>`select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'app' and c.relkind in ('r', 'p') order by c.relkind desc, c.relname`.execute(db);
  for (const { name } of rows)
    await sql`select platform.refresh_statistics_of(${name}::regclass)`.execute(db).catch((error: unknown) => {
      if (!isTooSlow(error)) throw error;
    });
}
