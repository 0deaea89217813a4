import { z } from "zod";
import { latest } from "../deeds/chats.ts";
import { action, Nothing } from "./actions.ts";

/** What is really so, for comparisons: nothing lags and nothing is hidden here. */
export const truthActions = {
  corp: action(Nothing, ({ state, baseUrl }) => ({
    corpId: state.corpId,
    corpName: state.corpName,
    baseUrl,
    apps: [...state.apps.values()].map(({ agentId, name, secret, mayContact, callback }) => ({
      agentId,
      name,
      secret,
      mayContact,
      callback,
    })),
    counts: {
      staff: state.users.size,
      customers: state.customers.size,
      chats: [...state.chats.values()].filter((chat) => chat.dismissedAt === undefined).length,
    },
  })),
  staff: action(Nothing, ({ state }) =>
    [...state.users.values()].map(({ follows, chats, ...user }) => ({ ...user, customers: follows.size, chats: [...chats] })),
  ),
  customers: action(z.object({ search: z.string().default(""), limit: z.int().default(1000) }), ({ state }, { search, limit }) => {
    const found = [];
    for (const customer of state.customers.values()) {
      if (found.length === limit) break;
      if (customer.name.includes(search) || customer.id === search) found.push(customer);
    }
    return found;
  }),
  follows: action(z.object({ userid: z.string() }), ({ state }, { userid }) => [...(state.users.get(userid)?.follows.values() ?? [])]),
  /** Groups that stand, or all with those dissolved. */
  chats: action(
    z.object({ withDismissed: z.boolean().default(false), withMembers: z.boolean().default(true) }),
    ({ state }, { withDismissed, withMembers }) =>
      [...state.chats.values()]
        .filter((chat) => withDismissed || chat.dismissedAt === undefined)
        .map((chat) => ({
          chatId: chat.chatId,
          name: latest(chat.name),
          owner: latest(chat.owner),
          notice: latest(chat.notice),
          version: latest(chat.version),
          createdAt: chat.createdAt,
          isDismissed: chat.dismissedAt !== undefined,
          size: chat.members.size,
          members: withMembers ? [...chat.members.values()] : [],
        })),
  ),
  /** What stands in a talk: of a group, of a member with a customer (`userid external`), of apps to a member (`app userid`). */
  talk: action(z.object({ key: z.string() }), ({ state }, { key }) => state.talks.get(key) ?? []),
  massSends: action(Nothing, ({ state }) => [...state.massSends.values()].map((send) => ({ ...send, tasks: [...send.tasks.values()] }))),
  codes: action(Nothing, ({ state }) => ({ contactWays: [...state.contactWays.values()], joinWays: [...state.joinWays.values()] })),
  tags: action(Nothing, ({ state }) => [...state.tagGroups.values()]),
};
