import type { PlatformLine } from "../../channels/channel.ts";
import type { WireGroupChat } from "../../channels/wecom/groups.wire.ts";
import { hasErrcode } from "../../channels/wecom/wecom.errors.ts";
import { getGroupChat, listGroupChats, MAX_OWNERS_PER_FILTER } from "../../channels/wecom/wecom.calls.ts";
import { eachAtOnce } from "./at-once.actions.ts";
import { groupDifference } from "./differences.rules.ts";
import { dissolveGroups, type LandedGroup, landGroups } from "./groups.actions.ts";
import * as groups from "./groups.store.ts";
import { describeStrangers } from "./seats.actions.ts";
import * as staff from "./staff.store.ts";
import type { SyncWalk } from "./sync-walk.actions.ts";

const CALLS_AT_ONCE = 8;
/** People of groups that are seated together; a group is never cut. */
const SEATS_AT_ONCE = 5_000;

/** Every group of every owner, read whole; a group that no list names any more is asked for by itself before it is closed. */
export async function syncGroups(walk: SyncWalk, line: PlatformLine): Promise<void> {
  const { ctx, corp } = walk.open;
  await walk.begin("groups", null);
  for (;;) {
    walk.checkStopped();
    const owners = await staff.listFollowers(ctx.db, ctx.brand.id, corp.corp, walk.at.after, MAX_OWNERS_PER_FILTER);
    const last = owners.at(-1);
    if (!last) break;
    for (let { cursor } = walk.at; ;) {
      const page = await listGroupChats(line, { owners, cursor });
      await readGroups(walk, line, page.items);
      if (page.cursor === "" || page.items.length === 0) break;
      cursor = page.cursor;
      await walk.save(ctx, { cursor });
    }
    await walk.save(ctx, { after: last, cursor: "" });
  }
  await readUnlisted(walk, line);
}

async function readGroups(walk: SyncWalk, line: PlatformLine, listed: readonly { chatId: string; status: number }[]): Promise<void> {
  const { ctx, corp } = walk.open;
  let waiting: WireGroupChat[] = [];
  for (let from = 0; from < listed.length; from += CALLS_AT_ONCE * 4) {
    walk.checkStopped();
    const some = listed.slice(from, from + CALLS_AT_ONCE * 4);
    const { chats, gone } = await getChats(
      line,
      some.map((one) => one.chatId),
    );
    waiting.push(...chats);
    await dissolveGroups(ctx, corp.corp, gone);
    const seats = waiting.reduce((sum, chat) => sum + chat.member_list.length, 0);
    if (seats < SEATS_AT_ONCE && from + some.length < listed.length) continue;
    await landSome(walk, waiting);
    waiting = [];
  }
  await ctx.transaction((inside) => groups.noteListed(inside.db, inside.brand.id, corp.corp, listed, inside.now));
}

async function getChats(line: PlatformLine, chatIds: readonly string[]): Promise<{ chats: WireGroupChat[]; gone: string[] }> {
  const gone: string[] = [];
  const read = await eachAtOnce(chatIds, CALLS_AT_ONCE, async (chatId) => {
    try {
      return await getGroupChat(line, chatId);
    } catch (error) {
      if (!hasErrcode(error, 49008, 90501, 90509)) throw error;
      gone.push(chatId);
      return undefined;
    }
  });
  return { chats: read.filter((chat) => chat !== undefined), gone };
}

const whoCameByCode = ({ groupId, chat }: LandedGroup) => ({
  groupId,
  chat: { member_list: chat.member_list.filter((member) => member.state !== "") },
});

async function landSome(walk: SyncWalk, chats: readonly WireGroupChat[]): Promise<void> {
  const { ctx, corp } = walk.open;
  const landed = await landGroups(ctx, corp, chats);
  await describeStrangers(ctx, corp.corp, landed.map(whoCameByCode));
  const count = (came: LandedGroup["came"]) => landed.filter((one) => one.came === came).length;
  const changed = landed.filter((one) => one.came !== "known" || one.changed.length > 0);
  await ctx.transaction(async (inside) => {
    const differed = await walk.differ(
      inside,
      changed.map((one) => groupDifference(one)),
    );
    const seats = landed.reduce((sum, one) => sum + one.chat.member_list.length, 0);
    await walk.save(
      inside,
      { done: walk.at.done + landed.length },
      { groups: landed.length, seats, bound: count("bound"), made: count("made"), changed: changed.length, ...differed },
    );
  });
  await walk.refresh();
}

/** Groups of owners who have left stand in no list of those who work here: each is read by itself. */
async function readUnlisted(walk: SyncWalk, line: PlatformLine): Promise<void> {
  const { ctx, corp } = walk.open;
  const missing = await groups.listUnlisted(ctx.db, ctx.brand.id, corp.corp, walk.lookedAt);
  for (let from = 0; from < missing.length; from += CALLS_AT_ONCE * 4) {
    walk.checkStopped();
    const some = missing.slice(from, from + CALLS_AT_ONCE * 4);
    const { chats, gone } = await getChats(
      line,
      some.map((one) => one.chatId),
    );
    await landSome(walk, chats);
    const closed = some.filter((one) => gone.includes(one.chatId));
    await dissolveGroups(ctx, corp.corp, gone);
    await ctx.transaction(async (inside) => {
      const differed = await walk.differ(
        inside,
        closed.map((one) => ({
          kind: "group",
          key: one.chatId,
          name: one.name,
          what: { group: { ours: one.name, theirs: "" } },
          since: one.pulledAt,
        })),
      );
      await walk.save(inside, {}, { changed: closed.length, ...differed });
    });
  }
}
