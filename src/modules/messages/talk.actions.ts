import { eventKinds, eventNameOf } from "../../lib/event-kinds.ts";
import type { InputOf, OutputOf } from "../../lib/define.ts";
import { firstIdAt } from "../../lib/ids.ts";
import { Refusal } from "../../lib/refusal.ts";
import { addDays, localDay, startOfDayMs } from "../../lib/time.ts";
import { type Context, requirePermission, scopeOf } from "../../server/context.ts";
import { pageBy } from "../../server/page.ts";
import { accessGroup, visibleGroups } from "../groups/index.ts";
import { EventRow, type listEventsEndpoint, type listTalkEndpoint, type TalkMessage } from "./messages.contract.ts";
import * as store from "./talk.store.ts";

/** A search looks at this many messages at once and says where to go on. */
const SEARCH_SPAN = 20_000;
const NEWEST = Number.MAX_SAFE_INTEGER;

type Ask = InputOf<typeof listTalkEndpoint>;

/** What is said in a group within sight. */
export async function listTalk(ctx: Context, ask: Ask): Promise<OutputOf<typeof listTalkEndpoint>> {
  const group = await accessGroup(ctx, ask.groupId, "groups.read");
  const lastSeq = await store.findLastSeq(ctx.db, ctx.brand.id, group.id);
  const { rows, nextBeforeSeq, nextAfterSeq } = await readStretch(ctx, ask, lastSeq);
  const dayStart = startOfDayMs(localDay(ctx.now.getTime(), ctx.brand.zone), ctx.brand.zone);
  const isSayable = group.channel === "web" && group.status === "active" && (await isInSight(ctx, group.id, "tasks.do"));
  return {
    items: await dress(ctx, group.id, rows),
    lastSeq,
    nextBeforeSeq,
    nextAfterSeq,
    todayCount: await store.countMembersSince(ctx.db, ctx.brand.id, group.id, firstIdAt(dayStart)),
    canSay: ctx.actor.kind === "staff" && isSayable,
  };
}

interface Stretch {
  /** Oldest first. */
  rows: store.TalkRow[];
  nextBeforeSeq: number | null;
  nextAfterSeq: number | null;
}

async function readStretch(ctx: Context, ask: Ask, lastSeq: number): Promise<Stretch> {
  const since = sinceOf(ctx, ask);
  const afterSeq = since ? (await store.findFirstSeqSince(ctx.db, ctx.brand.id, ask.groupId, since, lastSeq)) - 1 : ask.afterSeq;
  return afterSeq === undefined
    ? readBack(ctx, ask, Math.min(ask.beforeSeq ?? NEWEST, lastSeq + 1), lastSeq)
    : readOn(ctx, ask, afterSeq, lastSeq);
}

function sinceOf(ctx: Context, ask: Ask): Date | undefined {
  if (ask.since) return new Date(ask.since);
  return ask.day ? new Date(startOfDayMs(ask.day, ctx.brand.zone)) : undefined;
}

const isNarrowed = (ask: Ask) => Boolean(ask.q) || ask.from !== undefined || ask.memberId !== undefined;

const askOf = ({ groupId, q, from, memberId, limit }: Ask) => ({ groupId, q: q || undefined, from, memberId, limit: limit + 1 });

/** From a number down; a narrowed question looks at a bounded stretch. */
async function readBack(ctx: Context, ask: Ask, beforeSeq: number, lastSeq: number): Promise<Stretch> {
  const floor = isNarrowed(ask) ? Math.max(0, beforeSeq - 1 - SEARCH_SPAN) : 0;
  const rows = await store.listStretch(ctx.db, ctx.brand.id, "newest", { ...askOf(ask), afterSeq: floor, beforeSeq });
  const kept = rows.slice(0, ask.limit);
  const isCut = rows.length > ask.limit;
  return {
    rows: kept.toReversed(),
    nextBeforeSeq: isCut ? (kept.at(-1)?.seq ?? null) : floor > 0 ? floor + 1 : null,
    nextAfterSeq: beforeSeq <= lastSeq ? beforeSeq - 1 : null,
  };
}

/** From a number up. */
async function readOn(ctx: Context, ask: Ask, afterSeq: number, lastSeq: number): Promise<Stretch> {
  const ceiling = isNarrowed(ask) ? Math.min(lastSeq, afterSeq + SEARCH_SPAN) : lastSeq;
  const rows = await store.listStretch(ctx.db, ctx.brand.id, "oldest", { ...askOf(ask), afterSeq, beforeSeq: ceiling + 1 });
  const kept = rows.slice(0, ask.limit);
  const isCut = rows.length > ask.limit;
  return {
    rows: kept,
    nextBeforeSeq: afterSeq > 0 ? afterSeq + 1 : null,
    nextAfterSeq: isCut ? (kept.at(-1)?.seq ?? null) : ceiling < lastSeq ? ceiling : null,
  };
}

async function isInSight(ctx: Context, groupId: string, permission: string): Promise<boolean> {
  if (!scopeOf(ctx, permission)) return false;
  try {
    await accessGroup(ctx, groupId, permission);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

async function dress(ctx: Context, groupId: string, rows: readonly store.TalkRow[]): Promise<TalkMessage[]> {
  const roles = await store.listRoles(ctx.db, ctx.brand.id, groupId, [...new Set(rows.flatMap((row) => row.memberId ?? []))]);
  const byMember = new Map(roles.map((one) => [one.memberId, one]));
  return rows.map((row) => {
    const known = row.memberId ? byMember.get(row.memberId) : undefined;
    const isMe = ctx.actor.kind === "staff" && known?.staffId === ctx.actor.id;
    const { id, seq, format, text, body, removedAt } = row;
    const sender = { memberId: row.memberId, name: row.senderName, seatKind: row.seatKind, role: known?.role ?? null, isMe };
    const pictureUrl = format === "image" && typeof body?.sha256 === "string" ? ctx.fileUrl(body.sha256) : null;
    return { id, seq, at: row.sentAt, sender, format, text, body, pictureUrl, isSend: row.deliveryId !== null, removedAt };
  });
}

/** The rows behind a figure; who sees only some groups sees only theirs. */
export async function listEvents(ctx: Context, ask: InputOf<typeof listEventsEndpoint>): Promise<OutputOf<typeof listEventsEndpoint>> {
  const scope = requirePermission(ctx, "insight.read");
  const endMs = startOfDayMs(addDays(ask.to, 1), ctx.brand.zone);
  const endId = firstIdAt(endMs);
  const rows = await store.listLogged(ctx.db, ctx.brand.id, {
    kinds: [...new Set(ask.names.map((name) => eventKinds[name]))],
    groupId: ask.groupId,
    memberId: ask.memberId,
    fromId: firstIdAt(startOfDayMs(ask.from, ctx.brand.zone)),
    beforeId: ask.cursor && ask.cursor < endId ? ask.cursor : endId,
    validOnly: ask.validOnly ?? false,
    limit: ask.limit + 1,
    visible: scope === "brand" ? null : visibleGroups(ctx, "insight.read", "g"),
  });
  const page = pageBy(rows, ask.limit);
  return { items: page.items.map(rowOf), nextCursor: page.nextCursor };
}

function rowOf(row: store.LoggedRow): EventRow {
  return EventRow.parse({
    id: row.id,
    name: eventNameOf(row.kind),
    at: row.occurredAt,
    receivedAt: row.receivedAt,
    group: row.groupId && row.groupName !== null ? { id: row.groupId, name: row.groupName } : null,
    member: row.memberId ? { id: row.memberId, name: row.memberName ?? "" } : null,
    value: row.value,
    data: row.data,
    text: row.text,
  });
}
