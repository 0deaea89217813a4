import { Refusal } from "../../lib/refusal.ts";
import { type Context, memberOf, staffOf } from "../../server/context.ts";
import { visibleGroups } from "../groups/index.ts";
import { factsOf, findFirstSeqs, type OpenSeat, openSeatOf } from "./chat.actions.ts";
import type { ChatGroup } from "./chat.contract.ts";
import type { ChatRow } from "./chat.rules.ts";
import * as chat from "./chat.store.ts";
import { dressRows } from "./chat-dress.actions.ts";
import type { Kept } from "./live-room.rules.ts";
import * as store from "./live.store.ts";

export interface WatchAsk {
  id: string;
  afterSeq: number;
}

/** A group the reader may follow, from where on, and the seat he does it by; staff have none. */
export interface Followed {
  groupId: string;
  seatId: string | null;
  /** Where the reader stands, moved up to where his sight begins, and never beyond what is there (a restored database begins again lower). */
  afterSeq: number;
  /** The group's last number now. */
  lastSeq: number;
}

/** Those of the asked groups that the acting person may follow: a member by his open seats, staff by what is in sight. */
export async function openWatch(ctx: Context, asks: readonly WatchAsk[]): Promise<Followed[]> {
  if (asks.length === 0) return [];
  return ctx.actor.kind === "staff" ? openStaffWatch(ctx, asks) : openMemberWatch(ctx, asks);
}

async function openMemberWatch(ctx: Context, asks: readonly WatchAsk[]): Promise<Followed[]> {
  const memberId = memberOf(ctx);
  const rows = await chat.listChatSeats(
    ctx.db,
    ctx.brand.id,
    asks.map((ask) => ({ groupId: ask.id, memberId })),
  );
  const seats = rows.map(openSeatOf).filter((seat): seat is OpenSeat => !(seat instanceof Refusal));
  const asked = new Map(asks.map((ask) => [ask.id, ask.afterSeq]));
  const late = seats.filter((seat) => (asked.get(seat.groupId) ?? 0) < seat.lastSeq);
  const firsts = await findFirstSeqs(ctx, late);
  const firstOf = new Map(late.map((seat, i) => [seat.groupId, firsts[i] ?? 1]));
  return seats.map(({ groupId, seatId, lastSeq }) => {
    const afterSeq = Math.min(lastSeq, Math.max(asked.get(groupId) ?? 0, (firstOf.get(groupId) ?? 1) - 1));
    return { groupId, seatId, lastSeq, afterSeq };
  });
}

async function openStaffWatch(ctx: Context, asks: readonly WatchAsk[]): Promise<Followed[]> {
  const visible = await listVisibleGroups(
    ctx,
    asks.map((ask) => ask.id),
  );
  const lastSeqs = await readLastSeqs(ctx, [...visible]);
  return asks.flatMap(({ id: groupId, afterSeq }) => {
    const lastSeq = lastSeqs.get(groupId) ?? 0;
    return visible.has(groupId) ? [{ groupId, seatId: null, lastSeq, afterSeq: Math.min(lastSeq, afterSeq) }] : [];
  });
}

/** Which of these groups the acting colleague may read; none where the right is gone. */
export async function listVisibleGroups(ctx: Context, groupIds: readonly string[]): Promise<Set<string>> {
  staffOf(ctx);
  if (groupIds.length === 0) return new Set();
  try {
    return await chat.listVisible(ctx.db, ctx.brand.id, groupIds, visibleGroups(ctx, "groups.read"));
  } catch (error) {
    if (error instanceof Refusal) return new Set();
    throw error;
  }
}

export async function readLastSeqs(ctx: Context, groupIds: readonly string[]): Promise<Map<string, number>> {
  return groupIds.length === 0 ? new Map() : chat.listLastSeqs(ctx.db, ctx.brand.id, groupIds);
}

/** Stretches of several groups' talk, ready to be framed. */
export async function readStretches(
  ctx: Context,
  picks: readonly { groupId: string; afterSeq: number; untilSeq: number }[],
  limit: number,
): Promise<Map<string, Kept[]>> {
  return byGroup(ctx, await chat.listStretches(ctx.db, ctx.brand.id, picks, limit));
}

/** What was taken back in these groups since a moment. */
export async function readTakenBack(ctx: Context, groupIds: readonly string[], since: Date, limit: number): Promise<Map<string, Kept[]>> {
  return byGroup(ctx, await chat.listTakenBack(ctx.db, ctx.brand.id, groupIds, since, limit));
}

async function byGroup(ctx: Context, rows: readonly ChatRow[]): Promise<Map<string, Kept[]>> {
  const messages = await dressRows(ctx, rows);
  const found = new Map<string, Kept[]>();
  for (const [i, row] of rows.entries()) {
    const list = found.get(row.groupId) ?? [];
    list.push({ seq: row.seq, id: row.id, json: JSON.stringify(messages[i]) });
    found.set(row.groupId, list);
  }
  return found;
}

export type GroupFacts = Pick<ChatGroup, "name" | "memberCount" | "announcement">;

/** Groups with what of them is told when it changes. */
export async function readFacts(ctx: Context, groupIds: readonly string[]): Promise<store.Facts[]> {
  return store.listFacts(ctx.db, ctx.brand.id, groupIds);
}

/** The same as readers are told it: with the announcement's moment. */
export async function readToldFacts(ctx: Context, groupIds: readonly string[]): Promise<Map<string, GroupFacts>> {
  return new Map((await chat.listChatGroups(ctx.db, ctx.brand.id, groupIds)).map((group) => [group.id, factsOf(group)]));
}

export async function readOpenSeats(ctx: Context, seatIds: readonly string[]): Promise<Set<string>> {
  return seatIds.length === 0 ? new Set() : store.listOpenSeats(ctx.db, ctx.brand.id, seatIds);
}

export async function readLivingSessions(ctx: Context, tokenHashes: readonly string[]): Promise<Set<string>> {
  return tokenHashes.length === 0 ? new Set() : store.listLivingSessions(ctx.db, ctx.brand.id, tokenHashes, ctx.now);
}
