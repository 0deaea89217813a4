import type { Chat, Customer, Follow, User } from "./corp.ts";
import { Fault } from "./faults.ts";
import type { World } from "./world.ts";

/** What a driver asked that cannot be: an unknown id, a full group. */
export class NotPossible extends Error {}

/** The row of a driver's id. */
export function need<T>(row: T | undefined, what: string): T {
  if (row === undefined) throw new NotPossible(`There is no ${what}.`);
  return row;
}

export const needUser = (world: World, userid: string): User => need(world.state.users.get(userid), `member ${userid}`);
export const needCustomer = (world: World, id: string): Customer => need(world.state.customers.get(id), `customer ${id}`);
export const needChat = (world: World, chatId: string): Chat => {
  const chat = need(world.state.chats.get(chatId), `group ${chatId}`);
  if (chat.dismissedAt !== undefined) throw new NotPossible(`Group ${chatId} has been dissolved.`);
  return chat;
};

/** A member as an API finds him: 60111 for nobody, 84074 without the right to contact customers. */
export function userOrFault(world: World, userid: string): User {
  const user = world.state.users.get(userid);
  if (!user) throw new Fault(60111);
  return user;
}

/** The relation a call speaks of: 40096 for an unknown customer, 84061 where there is none. */
export function followOrFault(world: World, userid: string, externalId: string): Follow {
  const user = userOrFault(world, userid);
  if (!world.state.customers.has(externalId)) throw new Fault(40096);
  const follow = user.follows.get(externalId);
  if (!follow) throw new Fault(84061);
  return follow;
}

/** A group as an API finds it: 90509 for nobody's, 49008 once dissolved. */
export function chatOrFault(world: World, chatId: string): Chat {
  const chat = world.state.chats.get(chatId);
  if (!chat) throw new Fault(90509);
  if (chat.dismissedAt !== undefined) throw new Fault(49008);
  return chat;
}
