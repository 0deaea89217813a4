import { sql } from "kysely";
import type { EventKind } from "../lib/define.ts";
import { eventNameOf, type EventName } from "../lib/event-kinds.ts";
import type { Context } from "./context.ts";

/** One row of the log as a reaction reads it; `data` holds the fields that have no column. */
export interface LoggedEvent {
  id: string;
  name: EventName;
  occurredAt: string;
  receivedAt: string;
  groupId: string | null;
  memberId: string | null;
  accountId: string | null;
  contentId: string | null;
  sendId: string | null;
  value: number | null;
  data: Record<string, unknown> | null;
}

/** A batch consumer of the log, at least once: its effects and its cursor move in one transaction. */
export interface Reaction {
  name: string;
  hears: readonly number[];
  maxBatch: number;
  run: (ctx: Context, events: readonly LoggedEvent[]) => Promise<void>;
}

export function defineReaction(name: string, hears: readonly EventKind[], run: Reaction["run"], maxBatch = 5_000): Reaction {
  return { name, hears: hears.map((event) => event.kind), run, maxBatch };
}

interface Row extends Omit<LoggedEvent, "name"> {
  kind: number;
  tx: number;
}

/**
 * Reads the next batch of one brand behind the reaction's cursor and runs it, in one transaction. Only transactions older than
 * every open one are read, so that one that commits late is never skipped. Answers how many events were read, or "busy" where
 * another process holds the cursor.
 */
export async function runReaction(outer: Context, reaction: Reaction): Promise<number | "busy"> {
  return outer.transaction(async (ctx) => {
    const cursor = await lockCursor(ctx, reaction);
    if (!cursor) return "busy";
    const { rows: horizon } = await sql<{ tx: number }>`select (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint as tx`.execute(
      ctx.db,
    );
    const before = horizon[0]?.tx ?? 0;
    const { rows } = await sql<Row>`
      select id, kind, tx, occurred_at as "occurredAt", received_at as "receivedAt", group_id as "groupId", member_id as "memberId", account_id as "accountId",
        content_id as "contentId", send_id as "sendId", value, data
      from events
      where brand_id = ${ctx.brand.id} and (tx, id) > (${cursor.tx}, ${cursor.eventId}::uuid) and tx < ${before} and kind = any(${reaction.hears}::smallint[])
      order by tx, id limit ${reaction.maxBatch}`.execute(ctx.db.withoutPlugins());
    if (rows.length > 0) await reaction.run(ctx, rows.map(toLogged));
    const last = rows.at(-1);
    const full = rows.length === reaction.maxBatch;
    const next = full && last ? { tx: last.tx, eventId: last.id } : { tx: Math.max(before - 1, cursor.tx), eventId: LAST_ID };
    if (rows.length > 0 || next.tx > cursor.tx + IDLE_STEP) await moveCursor(ctx, reaction.name, next);
    return rows.length;
  });
}

/** Ids are at most this; behind it nothing of the transaction is left unread. */
const LAST_ID = "ffffffff-ffff-ffff-ffff-ffffffffffff";
/** An idle cursor is moved only when it fell this many transactions behind, so that rest writes nothing. */
const IDLE_STEP = 1_000;

function toLogged({ kind, tx: _tx, ...row }: Row): LoggedEvent {
  const name = eventNameOf(kind);
  if (!name) throw new Error(`event kind ${kind} is not in the catalogue`);
  return { ...row, name };
}

interface Cursor {
  tx: number;
  eventId: string;
}

/** Gives every reaction a cursor in the brand, and writes down what it hears. */
export async function ensureCursors(ctx: Context, reactions: readonly Reaction[]): Promise<void> {
  await sql`insert into reaction_cursors (reaction, brand_id, hears)
    select u.reaction, ${ctx.brand.id}::int, string_to_array(u.hears, ',')::smallint[]
    from unnest(${reactions.map((one) => one.name)}::text[], ${reactions.map((one) => one.hears.join())}::text[]) as u(reaction, hears)
    on conflict (reaction, brand_id) do update set hears = excluded.hears where reaction_cursors.hears is distinct from excluded.hears`.execute(
    ctx.db,
  );
}

/** Events behind a cursor that one look reads at most. */
const NEWS_SPAN = 5_000;
/** A cursor with this many events behind it that its reaction does not hear is moved past them, so that no look reads them again. */
const PASS_OVER_EVENTS = 1_000;

/**
 * The reactions for which the brand's log holds something unread; one query, which reads the log once for each place where a cursor
 * stands. Cursors are moved past what their reactions do not hear, as far as no open transaction can still add to it.
 */
export async function listNews(ctx: Context): Promise<Set<string>> {
  const { rows } = await sql<{ reaction: string }>`
    with horizon as materialized (select (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint as tx),
      places as materialized (
        select p.tx, p.event_id, count(e.kind)::int as n, array_agg(distinct e.kind) as kinds, array_agg(distinct e.kind) filter (where e.tx < h.tx) as ripe,
          max(e.tx) filter (where e.tx < h.tx) - (count(e.kind) = ${NEWS_SPAN})::int as ripe_tx
        from (select distinct tx, event_id from reaction_cursors where brand_id = ${ctx.brand.id}) p cross join horizon h
        cross join lateral (select tx, kind from events where brand_id = ${ctx.brand.id} and (tx, id) > (p.tx, p.event_id) order by tx, id limit ${NEWS_SPAN}) e
        group by p.tx, p.event_id),
      idle as materialized (
        select c.reaction, p.ripe_tx from reaction_cursors c join places p on p.tx = c.tx and p.event_id = c.event_id
        where c.brand_id = ${ctx.brand.id} and p.n >= ${PASS_OVER_EVENTS} and p.ripe_tx > c.tx and not (c.hears && p.ripe) for update of c skip locked),
      moved as (
        update reaction_cursors c set tx = i.ripe_tx, event_id = ${LAST_ID} from idle i
        where c.brand_id = ${ctx.brand.id} and c.reaction = i.reaction and c.tx < i.ripe_tx)
    select c.reaction from reaction_cursors c join places p on p.tx = c.tx and p.event_id = c.event_id
    where c.brand_id = ${ctx.brand.id} and (c.hears && p.kinds or p.n = ${NEWS_SPAN})`.execute(ctx.db);
  return new Set(rows.map((row) => row.reaction));
}

/** Holds the cursor until the transaction ends, so that two processes never run one brand's reaction at once. */
async function lockCursor(ctx: Context, reaction: Reaction): Promise<Cursor | undefined> {
  const find = () =>
    sql<Cursor>`
    select tx, event_id from reaction_cursors where reaction = ${reaction.name} and brand_id = ${ctx.brand.id} for update skip locked`.execute(
      ctx.db,
    );
  const { rows } = await find();
  if (rows.length > 0) return rows[0];
  const { rows: others } =
    await sql`select 1 from reaction_cursors where reaction = ${reaction.name} and brand_id = ${ctx.brand.id}`.execute(ctx.db);
  if (others.length > 0) return undefined;
  await ensureCursors(ctx, [reaction]);
  return (await find()).rows[0];
}

async function moveCursor(ctx: Context, name: string, to: { tx: number; eventId: string }): Promise<void> {
  await sql`update reaction_cursors set tx = ${to.tx}, event_id = ${to.eventId}, failures = 0, failed_at = null, failure = null
    where reaction = ${name} and brand_id = ${ctx.brand.id}`.execute(ctx.db);
}

/** Notes a batch that threw, even the very first; it is tried again, and shown on the health page. */
export async function noteFailure(ctx: Context, reaction: Reaction, error: unknown): Promise<void> {
  await sql`insert into reaction_cursors (reaction, brand_id, hears, failures, failed_at, failure)
    values (${reaction.name}, ${ctx.brand.id}, ${reaction.hears}::smallint[], 1, ${ctx.now}, ${String(error).slice(0, 500)})
    on conflict (reaction, brand_id) do update set failures = reaction_cursors.failures + 1, failed_at = excluded.failed_at, failure = excluded.failure`.execute(
    ctx.db,
  );
}
