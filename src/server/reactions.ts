import { type RawBuilder, sql } from "kysely";
import type { EventKind } from "../lib/define.ts";
import { eventNameOf, type EventName } from "../lib/event-kinds.ts";
import type { Context } from "./context.ts";
import { horizon, isTooSlow } from "./db.ts";
import { perHome } from "./recall.ts";

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
  /** Kinds whose events are read and handed over. */
  hears: readonly number[];
  /** Kinds that come in masses: their rows stay where they are, and the reaction sums them up from `span`. */
  sums: readonly number[];
  maxBatch: number;
  /** Between two batches that were not full: what comes meanwhile is one batch. */
  restMs: number;
  /** True where nothing could come of any event just now: they are passed over unread. */
  isIdle: (ctx: Context) => Promise<boolean>;
  run: (ctx: Context, events: readonly LoggedEvent[], span: Span) => Promise<void>;
}

/** A batch's events of the kinds that are summed: a query of `id, kind, occurred_at, group_id, member_id, value, data`. */
export interface Span {
  rows: RawBuilder<unknown>;
  /** The last transaction that the batch reaches into. */
  tx: number;
}

interface ReactionOptions {
  sums?: readonly EventKind[];
  maxBatch?: number;
  restMs?: number;
  isIdle?: Reaction["isIdle"];
}

const MAX_BATCH = 5_000;
const REST_MS = 40;
const neverIdle = () => Promise.resolve(false);

export function defineReaction(name: string, hears: readonly EventKind[], run: Reaction["run"], options: ReactionOptions = {}): Reaction {
  const { sums = [], maxBatch = MAX_BATCH, restMs = REST_MS, isIdle = neverIdle } = options;
  return { name, hears: hears.map((event) => event.kind), sums: sums.map((event) => event.kind), maxBatch, restMs, isIdle, run };
}

/** All kinds a reaction waits for. */
export const kindsOf = (reaction: Reaction) => [...reaction.hears, ...reaction.sums];

interface Row extends Omit<LoggedEvent, "name"> {
  kind: number;
  tx: number;
}

/** What a step came to. */
export interface Step {
  /** Events taken. */
  count: number;
  /** More waits behind transactions that are still open. */
  isBlocked: boolean;
  /** A full batch, or a look that ended before the log did: there may be more at once, also where this took nothing. */
  isMore: boolean;
}

/** Takes the next batch, however far ahead it lies; answers how many events were taken, or "busy" where another process holds the cursor. */
export async function runReaction(outer: Context, reaction: Reaction): Promise<number | "busy"> {
  for (;;) {
    const step = await stepReaction(outer, reaction);
    if (step === "busy") return step;
    if (step.count > 0 || !step.isMore) return step.count;
  }
}

/** How many events a reaction takes at once in a brand, where that is fewer than it would: a batch took too long. */
const sizesOf = perHome(() => new Map<string, number>());
const LEAST_BATCH = 20;

/**
 * Takes the next batch of one brand behind the reaction's cursor and runs it, in one transaction. Only transactions older than
 * every open one are read, so that one that commits late is never skipped. A batch that ran into a statement's time limit is
 * taken again a quarter as large, and grows back as it goes well, so that no pile of events stops a reaction for ever.
 */
export async function stepReaction(outer: Context, reaction: Reaction): Promise<Step | "busy"> {
  const sizes = sizesOf(outer.home);
  const key = `${outer.brand.id} ${reaction.name}`;
  const size = sizes.get(key) ?? reaction.maxBatch;
  try {
    const step = await takeBatch(outer, { ...reaction, maxBatch: size });
    if (step !== "busy" && step.count === size) sizes.set(key, Math.min(size * 2, reaction.maxBatch));
    return step;
  } catch (error) {
    if (isTooSlow(error)) sizes.set(key, Math.max(LEAST_BATCH, Math.floor(size / 4)));
    throw error;
  }
}

async function takeBatch(outer: Context, reaction: Reaction): Promise<Step | "busy"> {
  return outer.transaction(async (ctx) => {
    const cursor = await lockCursor(ctx, reaction);
    if (!cursor) return "busy";
    // The lock on the cursor gave this transaction its number: who begins to listen after this writes no event that is passed over.
    if (await reaction.isIdle(ctx)) return passOver(ctx, reaction, cursor);
    const ahead = await lookAhead(ctx, reaction, cursor);
    const { count, upTo } = ahead;
    const within = sql`brand_id = ${ctx.brand.id} and (tx, id) > (${cursor.tx}, ${cursor.eventId}::uuid) and (tx, id) <= (${upTo.tx}, ${upTo.eventId}::uuid)`;
    const batch = (kinds: readonly number[]) =>
      sql`${within} and kind = any(${kinds}::smallint[]) order by tx, id limit ${reaction.maxBatch}`;
    if (count > 0) {
      const events = ahead.isHeard ? await readEvents(ctx, batch(reaction.hears)) : [];
      const rows = sql`(select id, kind, occurred_at, group_id, member_id, value, data from events where ${batch(reaction.sums)})`;
      await reaction.run(ctx, events, { rows, tx: upTo.tx });
    }
    const isAtRest = ahead.passed < PASS_OVER_EVENTS && upTo.tx <= cursor.tx + IDLE_STEP;
    if (count > 0 || !isAtRest) await moveCursor(ctx, reaction.name, upTo);
    return { count, isBlocked: ahead.isBlocked, isMore: ahead.isMore };
  });
}

/** Moves the cursor, where anything lies behind it, past all that no open transaction can still add to, however much that is. */
async function passOver(ctx: Context, reaction: Reaction, cursor: Cursor): Promise<Step> {
  const { rows } = await sql<{ before: number }>`
    with horizon as materialized (select ${horizon} as tx)
    select tx as before from horizon where exists (
      select 1 from events where brand_id = ${ctx.brand.id} and (tx, id) > (${cursor.tx}, ${cursor.eventId}::uuid) and tx < (select tx from horizon))`.execute(
    ctx.db,
  );
  if (rows[0]) await moveCursor(ctx, reaction.name, { tx: rows[0].before - 1, eventId: LAST_ID });
  return { count: 0, isBlocked: false, isMore: false };
}

interface Ahead extends Step {
  isHeard: boolean;
  /** Where nothing is heard: events that lie behind the cursor nevertheless, as far as the look went. */
  passed: number;
  upTo: Cursor;
}

/** Events that one look goes through at most: of many that a reaction does not hear, it would go through all of them for each batch. */
const LOOK_SPAN = 50_000;
/** A small batch is not looked for so far. */
const LOOKS_A_BATCH = 10;

/** How many events wait behind the cursor, up to a full batch, and where the batch ends. */
async function lookAhead(ctx: Context, reaction: Reaction, cursor: Cursor): Promise<Ahead> {
  const most = Math.min(LOOK_SPAN, Math.max(NEWS_SPAN, LOOKS_A_BATCH * reaction.maxBatch));
  const { rows } = await sql<{
    n: number;
    isHeard: boolean;
    isBlocked: boolean;
    passed: number;
    before: number;
    isMore: boolean;
    tx: number | null;
    id: string | null;
  }>`
    with horizon as materialized (select ${horizon} as tx),
      seen as materialized (
        select tx, id, kind from events where brand_id = ${ctx.brand.id} and (tx, id) > (${cursor.tx}, ${cursor.eventId}::uuid) and tx < (select tx from horizon)
        order by tx, id limit ${most}),
      ahead as materialized (select tx, id, kind from seen where kind = any(${kindsOf(reaction)}::smallint[]) order by tx, id limit ${reaction.maxBatch}),
      sizes as materialized (select (select count(*)::int from seen) as seen, (select count(*)::int from ahead) as ahead),
      last as (
        (select tx, id from ahead where (select ahead from sizes) = ${reaction.maxBatch} order by tx desc, id desc limit 1)
        union all (select tx, id from seen where (select seen = ${most} and ahead < ${reaction.maxBatch} from sizes) order by tx desc, id desc limit 1))
    select s.ahead as n, exists (select 1 from ahead where kind = any(${reaction.hears}::smallint[])) as is_heard,
      (select true from events where brand_id = ${ctx.brand.id} and tx >= (select tx from horizon) and kind = any(${kindsOf(reaction)}::smallint[]) order by tx, id limit 1) is not null as is_blocked,
      case when s.ahead > 0 then 0 else s.seen end as passed, (select tx from horizon) as before, l.tx, l.id, l.tx is not null as is_more
    from sizes s left join last l on true`.execute(ctx.db);
  const found = rows[0] ?? { n: 0, isHeard: false, isBlocked: false, passed: 0, before: 0, isMore: false, tx: null, id: null };
  const end = found.tx === null ? { tx: found.before - 1, eventId: LAST_ID } : { tx: found.tx, eventId: found.id };
  return { ...found, count: found.n, upTo: { tx: Math.max(end.tx ?? 0, cursor.tx), eventId: end.eventId ?? LAST_ID } };
}

async function readEvents(ctx: Context, batch: RawBuilder<unknown>): Promise<LoggedEvent[]> {
  const { rows } = await sql<Row>`
    select id, kind, tx, occurred_at as "occurredAt", received_at as "receivedAt", group_id as "groupId", member_id as "memberId", account_id as "accountId",
      content_id as "contentId", send_id as "sendId", value, data
    from events where ${batch}`.execute(ctx.db.withoutPlugins());
  return rows.map(toLogged);
}

/** Ids are at most this; behind it nothing of the transaction is left unread. */
const LAST_ID = "ffffffff-ffff-ffff-ffff-ffffffffffff";
/** An idle cursor is moved only when it fell this many transactions behind, or has many events behind it, so that rest writes nothing. */
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
    from unnest(${reactions.map((one) => one.name)}::text[], ${reactions.map((one) => kindsOf(one).join())}::text[]) as u(reaction, hears)
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
    with horizon as materialized (select ${horizon} as tx),
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
    values (${reaction.name}, ${ctx.brand.id}, ${kindsOf(reaction)}::smallint[], 1, ${ctx.now}, ${String(error).slice(0, 500)})
    on conflict (reaction, brand_id) do update set failures = reaction_cursors.failures + 1, failed_at = excluded.failed_at, failure = excluded.failure`.execute(
    ctx.db,
  );
}
