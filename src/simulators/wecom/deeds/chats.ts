import type { Chat, ChatMember, Dated } from "../corp.ts";
import { linesOf } from "../content.ts";
import { chatDay } from "../days.ts";
import { NotPossible, needChat, needCustomer, needUser } from "../find.ts";
import type { World } from "../world.ts";
import { putLine } from "./talks.ts";
import { chatChanged, chatEvent, chatMembersChanged } from "./events.ts";

/** How long the past of a group's details is kept: longer than any lag. */
const KEPT_MS = 10 * 60_000;

export const latest = <T>(dated: Dated<T>): T => {
  const last = dated.at(-1);
  if (!last) throw new Error("A dated value has no value.");
  return last.value;
};

/** The value as it stood at a moment. */
export const valueAt = <T>(dated: Dated<T>, at: number): T => dated.findLast((one) => one.at <= at)?.value ?? latest(dated.slice(0, 1));

function change<T>(dated: Dated<T>, at: number, value: T): void {
  dated.push({ at, value });
  while (dated[1] && dated[1].at < at - KEPT_MS) dated.shift();
}

const memberOf = (world: World, id: string, joined: Omit<ChatMember, "id" | "type">): ChatMember => ({
  id,
  type: world.state.users.has(id) ? 1 : 2,
  ...joined,
});

const settle = (world: World, chat: Chat, ids: readonly string[], isIn: boolean) => {
  for (const id of ids) {
    const customer = world.state.customers.get(id);
    if (!customer) continue;
    customer.chats = customer.chats.filter((one) => one !== chat.chatId);
    if (isIn) customer.chats.push(chat.chatId);
  }
};

export interface NewChat {
  name: string;
  owner: string;
  notice?: string;
  admins?: string[];
  /** Members and customers there from the start. */
  memberIds?: string[];
  createdAt?: number;
}

/** A row for a group; says nothing to anybody. */
export function makeChat(
  world: World,
  { name, owner, notice = "", admins = [], memberIds = [], createdAt = world.clock.now() }: NewChat,
): Chat {
  const user = needUser(world, owner);
  const once = <T>(value: T): Dated<T> => [{ at: createdAt, value }];
  const chat: Chat = {
    seq: world.nextSeq(),
    chatId: world.random.id("wr", 32),
    opengid: world.random.id("o", 28),
    name: once(name),
    owner: once(owner),
    notice: once(notice),
    version: once(world.random.hex(32)),
    createdAt,
    status: 0,
    members: new Map(),
    gone: [],
    admins,
    transfers: [],
    days: new Map(),
  };
  for (const id of new Set([owner, ...memberIds]))
    chat.members.set(id, memberOf(world, id, { joinedAt: createdAt, scene: 1, ...(id === owner ? {} : { invitor: owner }) }));
  chatDay(chat, createdAt).joins += chat.members.size;
  world.state.chats.set(chat.chatId, chat);
  user.chats.add(chat.chatId);
  settle(world, chat, [...chat.members.keys()], true);
  return chat;
}

/** A member makes a group on the phone. */
export function createChat(world: World, asked: NewChat): { chatId: string } {
  for (const id of asked.memberIds ?? []) if (!world.state.users.has(id)) needCustomer(world, id);
  const { chatId } = makeChat(world, asked);
  chatEvent(world, "create", chatId);
  return { chatId };
}

export interface Joining {
  chatId: string;
  ids: string[];
  /** 1 invited, 2 by an invitation link, 3 by a code. */
  scene: number;
  invitor?: string;
  state?: string;
}

/** People come in, all in one event. */
export function joinChat(world: World, { chatId, ids, scene, invitor, state }: Joining): void {
  const chat = needChat(world, chatId);
  const now = world.clock.now();
  const fresh = [...new Set(ids)].filter((id) => !chat.members.has(id));
  if (fresh.length === 0) throw new NotPossible("All of them are in the group already.");
  if (chat.members.size + fresh.length > world.switches.groupCap) throw new NotPossible("The group is full.");
  for (const id of fresh) {
    if (!world.state.users.has(id)) needCustomer(world, id);
    chat.members.set(id, memberOf(world, id, { joinedAt: now, scene, ...(invitor ? { invitor } : {}), ...(state ? { state } : {}) }));
  }
  chatDay(chat, now).joins += fresh.length;
  settle(world, chat, fresh, true);
  greet(world, chat, fresh);
  tellMembers(world, chat, { detail: "add_member", scene: scene === 3 ? 3 : 0, ids: fresh });
}

/** The welcome its owner put on the group, to those who came in. */
function greet(world: World, chat: Chat, ids: readonly string[]): void {
  const template = chat.welcomeTemplate === undefined ? undefined : world.state.welcomeTemplates.get(chat.welcomeTemplate);
  if (!template) return;
  const names = ids.flatMap((id) => world.state.customers.get(id)?.name ?? []);
  if (names.length === 0) return;
  const { text, attachments } = linesOf(template.body);
  putLine(world, chat.chatId, {
    from: latest(chat.owner),
    kind: "welcome",
    ...(text === undefined ? {} : { text: text.replaceAll("%NICKNAME%", names.join("、")) }),
    attachments,
  });
}

function tellMembers(world: World, chat: Chat, told: { detail: "add_member" | "del_member"; scene: number; ids: string[] }): void {
  const lastVersion = latest(chat.version);
  const version = world.random.hex(32);
  change(chat.version, world.clock.now(), version);
  chatMembersChanged(world, chat.chatId, { ...told, lastVersion, version });
}

/** People go: by themselves, or removed by the owner. */
export function leaveChat(world: World, { chatId, ids, isRemoved = false }: { chatId: string; ids: string[]; isRemoved?: boolean }): void {
  const chat = needChat(world, chatId);
  const now = world.clock.now();
  const going = [...new Set(ids)].filter((id) => chat.members.has(id));
  if (going.length === 0) throw new NotPossible("None of them is in the group.");
  if (going.includes(latest(chat.owner))) throw new NotPossible("The owner hands the group over before leaving.");
  chat.gone = chat.gone.filter((one) => one.leftAt > now - KEPT_MS);
  for (const id of going) {
    const member = chat.members.get(id);
    if (member) chat.gone.push({ member, leftAt: now });
    chat.members.delete(id);
  }
  chatDay(chat, now).leaves += going.length;
  settle(world, chat, going, false);
  tellMembers(world, chat, { detail: "del_member", scene: isRemoved ? 1 : 0, ids: going });
}

export function renameChat(world: World, { chatId, name }: { chatId: string; name: string }): void {
  change(needChat(world, chatId).name, world.clock.now(), name);
  chatChanged(world, chatId, "change_name");
}

export function noticeChat(world: World, { chatId, notice }: { chatId: string; notice: string }): void {
  change(needChat(world, chatId).notice, world.clock.now(), notice);
  chatChanged(world, chatId, "change_notice");
}

/** The group has another owner; a member who was not in it comes in. */
export function giveChat(world: World, chat: Chat, owner: string): void {
  const user = needUser(world, owner);
  const now = world.clock.now();
  world.state.users.get(latest(chat.owner))?.chats.delete(chat.chatId);
  user.chats.add(chat.chatId);
  if (!chat.members.has(owner)) {
    chat.members.set(owner, memberOf(world, owner, { joinedAt: now, scene: 1 }));
    chatDay(chat, now).joins += 1;
    change(chat.version, now, world.random.hex(32));
  }
  change(chat.owner, now, owner);
}

/** The owner hands the group over on the phone. */
export function changeOwner(world: World, { chatId, owner }: { chatId: string; owner: string }): void {
  giveChat(world, needChat(world, chatId), owner);
  chatChanged(world, chatId, "change_owner");
}

export function dissolveChat(world: World, { chatId }: { chatId: string }): void {
  const chat = needChat(world, chatId);
  chat.dismissedAt = world.clock.now();
  world.state.users.get(latest(chat.owner))?.chats.delete(chatId);
  settle(world, chat, [...chat.members.keys()], false);
  chatEvent(world, "dismiss", chatId);
}
