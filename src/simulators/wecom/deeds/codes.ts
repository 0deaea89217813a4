import { usersOfWay } from "../api/contact-ways.ts";
import type { Chat } from "../corp.ts";
import { NotPossible, need, needCustomer } from "../find.ts";
import type { ContactWay, JoinWay } from "../rows.ts";
import type { World } from "../world.ts";
import { createChat, joinChat, latest } from "./chats.ts";
import { addContact } from "./contacts.ts";

/** What happens when a customer points the phone at a code. */

const MAX_CHATS = 5;

export interface ScanResult {
  /** Who was added, or which group was joined. */
  userid?: string;
  chatId?: string;
  welcomeCode?: string;
  /** The member has to accept first. */
  isWaiting?: boolean;
  /** The group was made just now, for the others were full. */
  isNewChat?: boolean;
}

/** The member with the fewest relations, among those a code leads to; an exclusive code leads to a first member only. */
function memberOf(world: World, way: ContactWay, externalId: string): string {
  const all = usersOfWay(world, way).flatMap((userid) => world.state.users.get(userid) ?? []);
  const known = all.find((user) => user.follows.has(externalId));
  const free = all.filter((user) => user.status === 1 && user.mayContact).toSorted((a, b) => a.follows.size - b.follows.size);
  return need(
    way.isExclusive ? (known ?? free[0]) : free.find((user) => !isContact(user.follows.get(externalId))),
    "member who is not a contact already",
  ).userid;
}

const isContact = (follow: { deletedByCustomer?: boolean } | undefined) => follow !== undefined && !follow.deletedByCustomer;

function scanContactWay(world: World, way: ContactWay, externalId: string, isHalf: boolean): ScanResult {
  if (way.isTemp && (way.usedUp || world.clock.now() > way.createdAt + way.expiresIn * 1000))
    throw new NotPossible("The code has run out.");
  way.scans += 1;
  const userid = memberOf(world, way, externalId);
  if (!way.skipVerify) {
    world.state.applications.set(`${userid} ${externalId}`, { userid, externalId, state: way.state, addWay: 1, at: world.clock.now() });
    return { userid, isWaiting: true };
  }
  if (way.isTemp) way.usedUp = true;
  return { userid, ...addContact(world, { userid, externalId, addWay: 1, isHalf, ...(way.state ? { state: way.state } : {}) }) };
}

const isOpen = (world: World, chat: Chat | undefined): chat is Chat =>
  chat !== undefined && chat.dismissedAt === undefined && chat.members.size < Math.min(world.switches.scanCap, world.switches.groupCap);

/** A new group under the next number; it takes a place at the end, and the first full one gives up its own. */
function openNext(world: World, way: JoinWay): Chat {
  const last = way.chatIds.map((id) => world.state.chats.get(id)).findLast((chat) => chat !== undefined);
  const owner = latest(need(last, "group whose owner could own the next").owner);
  const { chatId } = createChat(world, { name: `${way.roomBaseName}${way.nextRoomId}`, owner });
  way.nextRoomId += 1;
  way.chatIds = [...way.chatIds, chatId].slice(-MAX_CHATS);
  return need(world.state.chats.get(chatId), "new group");
}

function scanJoinWay(world: World, way: JoinWay, externalId: string): ScanResult {
  way.scans += 1;
  const chats = way.chatIds.map((id) => world.state.chats.get(id));
  const member = chats.find((chat) => chat?.members.has(externalId));
  if (member) throw new NotPossible("The customer is in the group already.");
  const free = chats.find((chat) => isOpen(world, chat));
  if (!free && way.autoCreateRoom === 0) throw new NotPossible("All groups of the code are full.");
  const chat = free ?? openNext(world, way);
  joinChat(world, { chatId: chat.chatId, ids: [externalId], scene: 3, ...(way.state ? { state: way.state } : {}) });
  return { chatId: chat.chatId, isNewChat: !free };
}

/** `code` is a config id, or the address that a picture of a code holds. */
export function scan(
  world: World,
  { externalId, code, isHalf = false }: { externalId: string; code: string; isHalf?: boolean },
): ScanResult {
  needCustomer(world, externalId);
  const configId = /[0-9a-f]{32}/.exec(code)?.[0] ?? code;
  const joinWay = world.state.joinWays.get(configId);
  if (joinWay) return scanJoinWay(world, joinWay, externalId);
  return scanContactWay(world, need(world.state.contactWays.get(configId), `code ${code}`), externalId, isHalf);
}

/** The member accepts someone who asked to be added, or confirms one who was added without a check. */
export function accept(world: World, { userid, externalId }: { userid: string; externalId: string }): ScanResult {
  const key = `${userid} ${externalId}`;
  const asked = world.state.applications.get(key);
  world.state.applications.delete(key);
  const isHalf = world.state.users.get(userid)?.follows.get(externalId)?.isHalf;
  if (!asked && !isHalf) throw new NotPossible("Nobody waits to be accepted.");
  return {
    userid,
    ...addContact(world, { userid, externalId, addWay: asked?.addWay ?? 1, ...(asked?.state ? { state: asked.state } : {}) }),
  };
}
