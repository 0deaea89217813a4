import { done, type InputOf, type OutputOf } from "../../lib/define.ts";
import { firstIdAt } from "../../lib/ids.ts";
import { Refusal } from "../../lib/refusal.ts";
import { type Context, memberOf } from "../../server/context.ts";
import { unseatMembers } from "../members/index.ts";
import type { ChatGroup, chatHistoryEndpoint, myGroupsEndpoint } from "./chat.contract.ts";
import { badgeOf, type ChatRow } from "./chat.rules.ts";
import * as store from "./chat.store.ts";
import { dressRows } from "./chat-dress.actions.ts";

/** A phone shows so many groups, and as many as `LiveAsk` may watch. */
const GROUPS_SHOWN = 200;
/** The page writes 99+ from here on. */
const UNREAD_COUNTED = 100;

/** A seat that is open, with the group it stands in. */
export interface OpenSeat extends store.ChatSeat {
  seatId: string;
  memberId: string;
  joinedAt: string;
  nickname: string;
  readSeq: number;
}

/** The seat if it is open; else why not. Who never sat there hears the same as of a group that is not there. */
export function openSeatOf(seat: store.ChatSeat | undefined): OpenSeat | Refusal {
  if (!seat || seat.status === "planned") return new Refusal("missing", "groups.missing");
  const { seatId, memberId, joinedAt, nickname, readSeq } = seat;
  if (seatId === null || memberId === null || joinedAt === null) return new Refusal("missing", "groups.missing");
  if (seat.leftAt !== null) return new Refusal("forbidden", "messages.not-seated");
  return { ...seat, seatId, memberId, joinedAt, nickname: nickname ?? "", readSeq: readSeq ?? 0 };
}

/** The acting member's open seat in a group; the only way of a phone to what is said there. */
export async function accessSeat(ctx: Context, groupId: string): Promise<OpenSeat> {
  const [found] = await store.listChatSeats(ctx.db, ctx.brand.id, [{ groupId, memberId: memberOf(ctx) }]);
  const seat = openSeatOf(found);
  if (seat instanceof Refusal) throw seat;
  return seat;
}

/** First numbers that seats may see; what a stay began with never changes. */
const firstSeqs = new Map<string, number>();
const FIRST_SEQS_KEPT = 50_000;

/** The number of the first message said since each sat down; one past the last where nobody spoke since. */
export async function findFirstSeqs(ctx: Context, seats: readonly OpenSeat[]): Promise<number[]> {
  const keyOf = (seat: OpenSeat) => seat.seatId + seat.joinedAt;
  const unknown = seats.filter((seat) => !firstSeqs.has(keyOf(seat)));
  const asks = unknown.map(({ groupId, joinedAt, lastSeq }) => ({ groupId, fromId: firstIdAt(Date.parse(joinedAt)), lastSeq }));
  const found = await store.listFirstSeqs(ctx.db, ctx.brand.id, asks);
  if (firstSeqs.size > FIRST_SEQS_KEPT) firstSeqs.clear();
  const fresh = new Map(unknown.map((seat, i) => [keyOf(seat), found[i] ?? seat.lastSeq + 1]));
  for (const seat of unknown) {
    const seq = fresh.get(keyOf(seat)) ?? 1;
    if (seq <= seat.lastSeq) firstSeqs.set(keyOf(seat), seq);
  }
  return seats.map((seat) => firstSeqs.get(keyOf(seat)) ?? fresh.get(keyOf(seat)) ?? 1);
}

/** 我的社群, the one with the newest message first. */
export async function listMyGroups(ctx: Context): Promise<OutputOf<typeof myGroupsEndpoint>> {
  const memberId = memberOf(ctx);
  const groupIds = await store.listSeatedGroups(ctx.db, ctx.brand.id, memberId, GROUPS_SHOWN);
  const found = await store.listChatSeats(
    ctx.db,
    ctx.brand.id,
    groupIds.map((groupId) => ({ groupId, memberId })),
  );
  const seats = found.map(openSeatOf).filter((seat): seat is OpenSeat => !(seat instanceof Refusal));
  const groups = new Map((await store.listChatGroups(ctx.db, ctx.brand.id, groupIds)).map((group) => [group.id, group]));
  const firsts = await findFirstSeqs(ctx, seats);
  const asks = seats.map((seat, i) => ({
    groupId: seat.groupId,
    memberId: seat.memberId,
    afterSeq: Math.max(seat.readSeq, (firsts[i] ?? 1) - 1),
  }));
  const unread = await store.countUnread(ctx.db, ctx.brand.id, asks, UNREAD_COUNTED);
  const lasts = await readLastOf(ctx, seats, firsts);
  const items = seats.flatMap((seat) => {
    const group = groups.get(seat.groupId);
    if (!group) return [];
    const { id, name, memberCount } = group;
    return {
      id,
      name,
      logoUrl: logoOf(ctx, group),
      memberCount,
      seatId: seat.seatId,
      lastMessage: lasts.get(id) ?? null,
      lastSeq: seat.lastSeq,
      unread: unread.get(id) ?? 0,
    };
  });
  return { items: items.toSorted((a, b) => (b.lastMessage?.at ?? "").localeCompare(a.lastMessage?.at ?? "")) };
}

async function readLastOf(ctx: Context, seats: readonly OpenSeat[], firsts: readonly number[]) {
  const picks = seats.flatMap(({ groupId, lastSeq }, i) =>
    lastSeq >= (firsts[i] ?? 1) ? [{ groupId, afterSeq: lastSeq - 1, untilSeq: lastSeq }] : [],
  );
  const rows = await store.listStretches(ctx.db, ctx.brand.id, picks, 1);
  const messages = await dressRows(ctx, rows);
  return new Map(rows.map((row, i) => [row.groupId, messages[i] ?? null]));
}

const logoOf = (ctx: Context, group: store.ChatGroupRow) => (group.profile.logo ? ctx.fileUrl(group.profile.logo) : null);

/** What changes of a group while it is looked at. */
export function factsOf(group: store.ChatGroupRow): Pick<ChatGroup, "name" | "memberCount" | "announcement"> {
  const announcement = group.announcement === "" ? null : { text: group.announcement, at: group.announcedAt };
  return { name: group.name, memberCount: group.memberCount, announcement };
}

/** The group as its members see it. */
export async function showChatGroup(ctx: Context, { groupId }: { groupId: string }): Promise<ChatGroup> {
  const seat = await accessSeat(ctx, groupId);
  const [group] = await store.listChatGroups(ctx.db, ctx.brand.id, [groupId]);
  if (!group) throw new Refusal("missing", "groups.missing");
  const hosts = await store.listHosts(ctx.db, ctx.brand.id, groupId);
  const [first = 1] = await findFirstSeqs(ctx, [seat]);
  const { rules, reception } = group.profile;
  return {
    id: group.id,
    ...factsOf(group),
    slogan: group.slogan || null,
    logoUrl: logoOf(ctx, group),
    capacity: group.capacity,
    rules: { items: rules.items, penalty: rules.penalty || null },
    hosts: hosts.map(({ id, name, role, duty }) => ({ id, kind: "staff", name, badge: badgeOf(role, duty), role, avatarUrl: null })),
    serviceHours: reception.serviceHours || null,
    closed: seat.status !== "active",
    my: { seatId: seat.seatId, nickname: seat.nickname, joinedAt: seat.joinedAt, readSeq: Math.max(seat.readSeq, first - 1) },
    lastSeq: seat.lastSeq,
  };
}

/** One stretch of a group's talk, of what was said since the member sat down. */
export async function readHistory(ctx: Context, ask: InputOf<typeof chatHistoryEndpoint>): Promise<OutputOf<typeof chatHistoryEndpoint>> {
  const seat = await accessSeat(ctx, ask.groupId);
  const [first = 1] = await findFirstSeqs(ctx, [seat]);
  const { rows, firstSeq } = ask.afterSeq === undefined ? await readDown(ctx, ask, seat, first) : await readUp(ctx, ask, seat, first);
  return { items: await dressRows(ctx, rows), firstSeq, lastSeq: seat.lastSeq };
}

type Asked = InputOf<typeof chatHistoryEndpoint>;
interface Stretch {
  rows: ChatRow[];
  firstSeq: number;
}

async function readUp(ctx: Context, ask: Asked, seat: OpenSeat, first: number): Promise<Stretch> {
  const pick = { groupId: ask.groupId, afterSeq: Math.max(ask.afterSeq ?? 0, first - 1), untilSeq: seat.lastSeq };
  return { rows: await store.listStretches(ctx.db, ctx.brand.id, [pick], ask.limit), firstSeq: first };
}

/** Where less comes than was asked for, nothing older is kept: the first of them is the first there is. */
async function readDown(ctx: Context, ask: Asked, seat: OpenSeat, first: number): Promise<Stretch> {
  const beforeSeq = Math.min(ask.beforeSeq ?? Number.MAX_SAFE_INTEGER, seat.lastSeq + 1);
  const rows = (await store.listDown(ctx.db, ctx.brand.id, ask.groupId, first - 1, beforeSeq, ask.limit)).toReversed();
  return { rows, firstSeq: rows.length < ask.limit ? (rows[0]?.seq ?? beforeSeq) : first };
}

/** Ends the member's stay; the words stay. */
export async function leaveGroup(outer: Context, { groupId }: { groupId: string }) {
  return outer.transaction(async (ctx) => {
    const { memberId } = await accessSeat(ctx, groupId);
    await unseatMembers(ctx, [{ groupId, memberId, at: ctx.now, reason: "left" }]);
    return done;
  });
}
