import { z } from "zod";
import type { Chat, ChatMember } from "../corp.ts";
import { giveChat, latest, valueAt } from "../deeds/chats.ts";
import { Fault } from "../faults.ts";
import { chatOrFault, userOrFault } from "../find.ts";
import type { World } from "../world.ts";
import { type Apis, type Ask, contact, given, pageBy, read, seconds } from "./ask.ts";
import { unionOf } from "./customers.ts";

/** Customer groups. https://developer.work.weixin.qq.com/document/path/92120, 92122, 94822, 95703 */

const MAX_OWNERS = 100;
/** Without owners named, no more people than this may be in the app's range. */
const MAX_IN_RANGE = 1000;

const ListAsk = z.object({
  status_filter: z.int().min(0).max(3).default(0),
  owner_filter: z.object({ userid_list: z.array(z.string()).default([]) }).optional(),
  cursor: z.string().optional(),
  limit: z.int().min(1).max(1000),
});

/** The owners a call names; 81017 where it names none and too many are meant. */
export function ownersAsked(world: World, filter: { userid_list: string[] } | undefined): Set<string> | undefined {
  const owners = filter?.userid_list ?? [];
  if (owners.length > MAX_OWNERS) throw new Fault(40031);
  if (owners.length === 0) {
    if (world.state.users.size > MAX_IN_RANGE) throw new Fault(81017);
    return undefined;
  }
  for (const userid of owners) userOrFault(world, userid);
  return new Set(owners);
}

function chatsOf(world: World, owners: Set<string> | undefined): Chat[] {
  if (!owners) return [...world.state.chats.values()];
  const ids = [...owners].flatMap((userid) => [...(world.state.users.get(userid)?.chats ?? [])]);
  return ids.flatMap((id) => world.state.chats.get(id) ?? []).toSorted((a, b) => a.seq - b.seq);
}

/** Groups of owners who have left come only where those owners are named. */
const isListed = (world: World, chat: Chat, isNamed: boolean) =>
  chat.dismissedAt === undefined && (isNamed || world.state.users.get(latest(chat.owner))?.status !== 5);

function list({ world, body }: Ask): object {
  const { status_filter, owner_filter, cursor, limit } = read(ListAsk, body);
  const owners = ownersAsked(world, owner_filter);
  const rows = chatsOf(world, owners).filter(
    (chat) => isListed(world, chat, owners !== undefined) && (status_filter === 0 || chat.status === status_filter),
  );
  const listing = `chats ${status_filter} ${[...(owners ?? [])].join(" ")}`;
  const { page, next } = pageBy(world, listing, { cursor, limit, rows, seqOf: (chat) => chat.seq });
  return { group_chat_list: page.map(({ chatId, status }) => ({ chat_id: chatId, status })), ...(next ? { next_cursor: next } : {}) };
}

const nameOf = ({ state }: World, id: string) => state.users.get(id)?.name ?? state.customers.get(id)?.name ?? "";

const asMember = (world: World, member: ChatMember, needName: boolean) =>
  given({
    userid: member.id,
    type: member.type,
    unionid: member.type === 2 ? unionOf(member.id) : undefined,
    join_time: seconds(member.joinedAt),
    join_scene: member.scene,
    invitor: member.invitor === undefined ? undefined : { userid: member.invitor },
    state: member.state,
    group_nickname: member.nickname ?? "",
    name: needName ? nameOf(world, member.id) : undefined,
  });

/** The people of a group as details showed them at a moment. */
function membersAt(chat: Chat, at: number): ChatMember[] {
  const since = [...chat.members.values()].filter((member) => member.joinedAt <= Math.max(at, chat.createdAt));
  return [...since, ...chat.gone.filter(({ member, leftAt }) => leftAt > at && member.joinedAt <= at).map(({ member }) => member)];
}

const GetAsk = z.object({ chat_id: z.string(), need_name: z.int().default(0) });

/** Details lag: they are those of a little while ago. */
function get({ world, body }: Ask): object {
  const { chat_id, need_name } = read(GetAsk, body);
  const chat = chatOrFault(world, chat_id);
  const at = world.clock.now() - world.switches.detailLagMs;
  return {
    group_chat: {
      chat_id,
      name: valueAt(chat.name, at),
      owner: valueAt(chat.owner, at),
      create_time: seconds(chat.createdAt),
      notice: valueAt(chat.notice, at),
      member_list: membersAt(chat, at).map((member) => asMember(world, member, need_name === 1)),
      admin_list: chat.admins.map((userid) => ({ userid })),
      member_version: valueAt(chat.version, at),
    },
  };
}

const TransferAsk = z.object({ chat_id_list: z.array(z.string()).min(1).max(100), new_owner: z.string() });
const TWICE_IN_MS = 90 * 86_400_000;
const A_DAY = 300;

/** Why a group may not go to its new owner; undefined: it may. */
function obstacle(world: World, chat: Chat | undefined, newOwner: string): number | undefined {
  if (!chat || chat.dismissedAt !== undefined) return 90501;
  const owner = world.state.users.get(latest(chat.owner));
  if (owner?.status === 5) return 90502;
  if (owner?.userid === newOwner) return 90504;
  const now = world.clock.now();
  if (chat.transfers.filter((at) => at > now - TWICE_IN_MS).length >= 2) return 90508;
  const today = owner ? [...world.state.chats.values()].filter((one) => one.transfers.some((at) => at > now - 86_400_000)).length : 0;
  return today >= A_DAY ? 90507 : undefined;
}

/** Hands groups over by call: nobody is told. */
function onjobTransfer({ world, body }: Ask): object {
  const { chat_id_list, new_owner } = read(TransferAsk, body);
  const user = userOrFault(world, new_owner);
  if (!user.mayContact) throw new Fault(84074);
  if (user.status !== 1) throw new Fault(41054);
  const failed = chat_id_list.flatMap((chatId) => {
    const chat = world.state.chats.get(chatId);
    const errcode = obstacle(world, chat, new_owner);
    if (errcode !== undefined) return [{ chat_id: chatId, errcode, errmsg: new Fault(errcode).message }];
    if (chat) giveChat(world, chat, new_owner);
    chat?.transfers.push(world.clock.now());
    return [];
  });
  return { failed_chat_list: failed };
}

const OpenGid = z.object({ opengid: z.string() });

export const chatApis: Apis = {
  "externalcontact/groupchat/list": contact("POST", list),
  "externalcontact/groupchat/get": contact("POST", get),
  "externalcontact/groupchat/onjob_transfer": contact("POST", onjobTransfer),
  "externalcontact/opengid_to_chatid": contact("POST", ({ world, body }) => {
    const { opengid } = read(OpenGid, body);
    const chat = [...world.state.chats.values()].find((one) => one.opengid === opengid);
    if (!chat) throw new Fault(90511);
    return { chat_id: chat.chatId };
  }),
};
