import type { WireGroupChat } from "../../channels/wecom/groups.wire.ts";
import type { Context } from "../../server/context.ts";
import { closePlatformGroups, followPlatform, type PlatformGroup, type TakenGroup, takePlatformGroups } from "../groups/index.ts";
import { entriesOf } from "./code-groups.actions.ts";
import type { CorpRow } from "./corps.store.ts";
import { findTopUnit } from "./corps.store.ts";
import { compareSeats, joinMoment, type SeatDifference } from "./groups.rules.ts";
import * as store from "./groups.store.ts";
import { askPulls } from "./pulls.store.ts";
import { type SeatTold, tellSeats } from "./seats.actions.ts";
import { type KnownUser, usersOf } from "./staff.actions.ts";
import { listUsersById } from "./staff.store.ts";

/** Seats that an external group has where a member of staff made it. */
const GROUP_CAPACITY = 500;

export interface LandedGroup {
  chatId: string;
  groupId: string;
  came: TakenGroup["came"];
  before: store.ChatRow | undefined;
  chat: WireGroupChat;
  seats: SeatDifference;
  /** Names of what differs from before: name, notice, owner, members. */
  changed: string[];
}

/**
 * Groups as they were read: bound or made, named, owned, seated. Harmless to do again; the version is written last, so that what was cut off
 * is done once more. Outside of a transaction, for people may have joined years ago.
 */
export async function landGroups(ctx: Context, corp: CorpRow, read: readonly WireGroupChat[], evenOld = false): Promise<LandedGroup[]> {
  const chats = evenOld ? read : await withoutOld(ctx, corp.corp, read);
  if (chats.length === 0) return [];
  const users = await usersOf(
    ctx,
    corp.corp,
    chats.flatMap((chat) => [chat.owner, ...chat.member_list.filter((member) => member.type === 1).map((member) => member.userid)]),
  );
  const taken = await takeGroups(ctx, corp, chats, users);
  const before = new Map(
    (
      await store.listChats(
        ctx.db,
        ctx.brand.id,
        corp.corp,
        chats.map((chat) => chat.chat_id),
      )
    ).map((row) => [row.chatId, row]),
  );
  const landed = await compare(ctx, corp, chats, taken, before);
  await tellSeats(ctx, corp.corp, await seatsOf(ctx, corp.corp, landed, users));
  await ctx.transaction(async (inside) => {
    await store.upsertChats(inside.db, inside.brand.id, corp.corp, landed.map(writeOf), inside.now);
  });
  return landed;
}

/** Without answers older than what callbacks told meanwhile: those groups are read again in a moment. */
async function withoutOld(outer: Context, corp: string, read: readonly WireGroupChat[]): Promise<readonly WireGroupChat[]> {
  const rows = await store.listChats(
    outer.db,
    outer.brand.id,
    corp,
    read.map((chat) => chat.chat_id),
  );
  const passed = new Map(rows.map((row) => [row.chatId, row.recentVersions]));
  const isOld = (chat: WireGroupChat) => passed.get(chat.chat_id)?.includes(chat.member_version) ?? false;
  const asks = read.filter(isOld).map((chat) => ({ kind: "group" as const, key: chat.chat_id, dueAt: outer.now }));
  if (asks.length > 0) await outer.transaction((ctx) => askPulls(ctx.db, ctx.brand.id, corp, asks));
  return asks.length === 0 ? read : read.filter((chat) => !isOld(chat));
}

const writeOf = ({ chat, groupId }: LandedGroup): store.ChatWrite => ({
  chatId: chat.chat_id,
  groupId,
  ownerUserId: chat.owner,
  name: chat.name,
  notice: chat.notice,
  memberVersion: chat.member_version,
  people: chat.member_list.length,
  madeAtMs: chat.create_time === null ? null : chat.create_time * 1000,
});

async function takeGroups(
  outer: Context,
  corp: CorpRow,
  chats: readonly WireGroupChat[],
  users: ReadonlyMap<string, KnownUser>,
): Promise<Map<string, TakenGroup>> {
  return outer.transaction(async (ctx) => {
    const fallback = corp.orgId ?? (await findTopUnit(ctx.db, ctx.brand.id));
    const staffIds = chats.flatMap((chat) => users.get(chat.owner)?.staffId ?? []);
    const orgs = await store.listStaffOrgs(ctx.db, ctx.brand.id, staffIds);
    const told = chats.map((chat): PlatformGroup => {
      const owner = users.get(chat.owner);
      return {
        externalId: chat.chat_id,
        name: chat.name,
        notice: chat.notice,
        accountId: owner?.accountId ?? null,
        ownerStaffId: owner?.staffId ?? null,
        orgId: orgs.get(owner?.staffId ?? "") ?? fallback,
        capacity: GROUP_CAPACITY,
        openedAt: chat.create_time === null ? ctx.now : new Date(chat.create_time * 1000),
      };
    });
    const taken = await takePlatformGroups(ctx, "wecom", told);
    const changes = told.flatMap((one) => {
      const group = taken.get(one.externalId);
      return group && group.came !== "made"
        ? [{ ...one, groupId: group.groupId, ...(one.ownerStaffId ? {} : { ownerStaffId: undefined }) }]
        : [];
    });
    await followPlatform(ctx, changes);
    return taken;
  });
}

async function compare(
  ctx: Context,
  corp: CorpRow,
  chats: readonly WireGroupChat[],
  taken: ReadonlyMap<string, TakenGroup>,
  before: ReadonlyMap<string, store.ChatRow>,
): Promise<LandedGroup[]> {
  const open = new Map<string, Set<string>>();
  const groupIds = [...taken.values()].map((one) => one.groupId);
  for (const { groupId, externalId } of await store.listOpenIds(ctx.db, ctx.brand.id, corp.corp, groupIds))
    open.set(groupId, (open.get(groupId) ?? new Set()).add(externalId));
  return chats.flatMap((chat) => {
    const group = taken.get(chat.chat_id);
    if (!group) return [];
    const seats = compareSeats(chat, open.get(group.groupId) ?? new Set());
    const was = before.get(chat.chat_id);
    const changed = [
      ...(was && was.name !== chat.name ? ["name"] : []),
      ...(was && was.notice !== chat.notice ? ["notice"] : []),
      ...(was && was.ownerUserId !== chat.owner ? ["owner"] : []),
      ...(seats.joined.length + seats.left.length > 0 ? ["members"] : []),
    ];
    return [{ chatId: chat.chat_id, ...group, before: was, chat, seats, changed }];
  });
}

async function seatsOf(
  ctx: Context,
  corp: string,
  landed: readonly LandedGroup[],
  users: ReadonlyMap<string, KnownUser>,
): Promise<SeatTold[]> {
  const nowMs = ctx.now.getTime();
  const joins = landed.flatMap(({ groupId, chatId, seats }) =>
    seats.joined.map((member) => ({ groupId, chatId, externalId: member.userid, member })),
  );
  const lastLeft = new Map(
    (await store.listLastLeft(ctx.db, ctx.brand.id, corp, joins)).map((row) => [row.groupId + row.externalId, Date.parse(row.leftAt)]),
  );
  const entries = await entriesOf(
    ctx,
    corp,
    joins.flatMap(({ groupId, member }) => (member.state ? [{ groupId, state: member.state }] : [])),
  );
  const came = joins.map(({ member, ...place }): SeatTold => ({
    ...place,
    joins: true,
    atMs: joinMoment(member.join_time, lastLeft.get(place.groupId + place.externalId) ?? null, nowMs),
    user: member.type === 1 ? (users.get(member.userid) ?? null) : null,
    nickname: member.name || member.group_nickname,
    reason: "unknown",
    entryId: entries.get(`${place.groupId} ${member.state}`),
  }));
  const leaving = landed.flatMap(({ groupId, chatId, seats }) => seats.left.map((externalId) => ({ groupId, chatId, externalId })));
  const known = await usersKnown(
    ctx,
    corp,
    leaving.map((one) => one.externalId),
  );
  const went = leaving.map((place): SeatTold => ({
    ...place,
    joins: false,
    atMs: nowMs,
    user: known.get(place.externalId) ?? null,
    nickname: "",
    reason: "unknown",
  }));
  return [...came, ...went];
}

/** Those of the ids who are staff we know. */
export async function usersKnown(ctx: Context, corp: string, ids: readonly string[]): Promise<Map<string, KnownUser>> {
  if (ids.length === 0) return new Map();
  return new Map((await listUsersById(ctx.db, ctx.brand.id, corp, ids)).map((one) => [one.userId, one]));
}

/** Groups that are no more. */
export async function dissolveGroups(outer: Context, corp: string, chatIds: readonly string[]): Promise<number> {
  if (chatIds.length === 0) return 0;
  return outer.transaction(async (ctx) => {
    const groupIds = await store.markDissolved(ctx.db, ctx.brand.id, corp, chatIds, ctx.now);
    await closePlatformGroups(ctx, groupIds, "dissolved");
    return groupIds.length;
  });
}
